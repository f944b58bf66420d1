// Whole runs as the checker hands them to the reporters, one for each kind of page that people see.

import type {
  Checked,
  CommitSha,
  Drawing,
  DrawnRevision,
  Finding,
  GraphSummary,
  Location,
  Report,
  ReportedScriptDirectory,
  RevisionId,
} from "../../src/model.ts";

const versions = "migrations/versions";

/** A revision's name as its type. */
export function revision(name: string): RevisionId {
  return name as RevisionId;
}

function at(path: string, line: number, column = 1, endColumn = column + 20): Location {
  return { path, line, column, endLine: line, endColumn };
}

function state(scripts: number, heads: readonly string[], bases = ["a1"]): GraphSummary {
  const names = heads.map(revision);
  return { scripts, heads: names, realHeads: names, bases: bases.map(revision) };
}

function directory(parts: Partial<ReportedScriptDirectory> = {}): ReportedScriptDirectory {
  return {
    name: "migrations",
    config: "alembic.ini",
    section: "alembic",
    versionLocations: [versions],
    before: state(288, ["b2"]),
    after: state(289, ["c3"]),
    partial: [],
    inferred: [],
    changes: [{ kind: "added", path: `${versions}/c3_add_orders.py`, revision: revision("c3") }],
    ...parts,
  };
}

/** A report; what is not given is that of a clean pull request. */
export function report(parts: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: "onehead", version: "0.1.0" },
    verdict: "passed",
    incomplete: [],
    before: { ref: "origin/main", commit: "89abcdef0123456789abcdef0123456789abcdef" as CommitSha },
    after: {
      ref: "refs/pull/7/merge",
      commit: "0123456789abcdef0123456789abcdef01234567" as CommitSha,
      kind: "merge",
    },
    scriptDirectories: [directory()],
    findings: [],
    counts: { scriptsRead: 289, scriptsParsed: 289, filesIgnored: 0 },
    ...parts,
  };
}

function drawn(name: string, message: string, parts: Partial<DrawnRevision> = {}): DrawnRevision {
  return {
    revision: revision(name),
    message,
    state: "kept",
    isHead: false,
    labels: [],
    isTrouble: false,
    ...parts,
  };
}

function drawing(parts: Partial<Drawing>): Drawing {
  return {
    scriptDirectory: "migrations",
    revisions: [],
    runs: [],
    missing: [],
    edges: [],
    leftOut: 0,
    ...parts,
  };
}

function edge(from: string, to: string): Drawing["edges"][number] {
  return { from, to, kind: "down_revision" };
}

// The long history that everything below stands on.
const trunk = { from: revision("a1"), to: revision("a9"), count: 286 };

/** The finding of a second head. */
export const secondHead: Finding = {
  rule: "multiple-heads",
  severity: "error",
  scriptDirectory: "migrations",
  revision: revision("c3"),
  at: at(`${versions}/c3_add_orders.py`, 14),
  what: "`c3` would be a second head beside `b2`.",
  why: "`alembic upgrade head` cannot choose between them, so the next deploy stops before it migrates anything.",
  alembicSays:
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
  related: [{ at: at(`${versions}/b2_add_email.py`, 12), what: "`b2` follows `a9` too." }],
  fixes: [
    {
      say: "Put it after `b2`:",
      safe: true,
      steps: [
        { kind: "edit", at: at(`${versions}/c3_add_orders.py`, 14), to: 'down_revision = "b2"' },
      ],
    },
    {
      say: "Or keep both lines and join them:",
      safe: false,
      steps: [{ kind: "run", command: 'alembic merge -m "merge b2 and c3" b2 c3', in: "" }],
    },
  ],
  allowed: null,
};

/** The finding of an applied script whose `upgrade` was edited. */
export const editedScript: Finding = {
  rule: "edited-revision",
  severity: "error",
  scriptDirectory: "migrations",
  revision: revision("b2"),
  at: at(`${versions}/b2_add_email.py`, 21, 5, 58),
  what: "`b2` is on the target branch already, and this change edits its `upgrade`.",
  why: "Databases that ran it keep the old result; those made later get the new one, and nothing tells them apart.",
  alembicSays: null,
  related: [],
  fixes: [
    {
      say: "Restore the script and put the difference into a new one:",
      safe: false,
      steps: [
        {
          kind: "run",
          command: "git checkout origin/main -- migrations/versions/b2_add_email.py",
          in: "",
        },
      ],
    },
  ],
  allowed: null,
};

const clean: Checked = {
  report: report(),
  drawings: [
    drawing({
      runs: [trunk],
      revisions: [
        drawn("b2", "add email"),
        drawn("c3", "add orders", { state: "added", isHead: true }),
      ],
      edges: [edge("a9", "b2"), edge("b2", "c3")],
    }),
  ],
};

const fork = drawing({
  runs: [{ ...trunk, to: revision("a8"), count: 285 }],
  revisions: [
    drawn("a9", "add accounts"),
    drawn("b2", "add email", { isHead: true, isTrouble: true }),
    drawn("c3", "add orders", { state: "added", isHead: true, isTrouble: true }),
  ],
  edges: [edge("a8", "a9"), edge("a9", "b2"), edge("a9", "c3")],
});

const extraHead: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: [directory({ after: state(289, ["b2", "c3"]) })],
    findings: [secondHead],
  }),
  drawings: [fork],
};

const editedApplied: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: [
      directory({
        after: state(288, ["b2"]),
        changes: [
          {
            kind: "edited",
            path: `${versions}/a1_users.py`,
            revision: revision("a1"),
            edits: ["cosmetic"],
          },
          {
            kind: "edited",
            path: `${versions}/b2_add_email.py`,
            revision: revision("b2"),
            edits: ["upgrade"],
          },
        ],
      }),
    ],
    findings: [editedScript],
  }),
  drawings: [
    drawing({
      runs: [trunk],
      revisions: [drawn("b2", "add email", { isHead: true, isTrouble: true })],
      edges: [edge("a9", "b2")],
    }),
  ],
};

const brokenScript: Checked = {
  report: report({
    verdict: "incomplete",
    incomplete: ["One file could not be read, so the graph may not be whole. Mend the file."],
    scriptDirectories: [
      directory({
        after: state(288, ["b2"]),
        changes: [{ kind: "added", path: `${versions}/c3_add_orders.py`, revision: null }],
      }),
    ],
    findings: [
      {
        ...secondHead,
        rule: "unreadable-script",
        revision: null,
        at: { path: `${versions}/c3_add_orders.py`, line: 9, column: 1, endLine: 13, endColumn: 8 },
        what: "The identifiers of `migrations/versions/c3_add_orders.py` cannot be known: conflict markers stand where `revision` should be.",
        why: "Alembic runs every script when it loads the script directory, and Python cannot compile this one.",
        alembicSays: "invalid syntax (c3_add_orders.py, line 9)",
        related: [],
        fixes: [
          {
            say: "Resolve the conflict, then stage the file:",
            safe: false,
            steps: [
              { kind: "run", command: "git add migrations/versions/c3_add_orders.py", in: "" },
            ],
          },
        ],
      },
    ],
    counts: { scriptsRead: 289, scriptsParsed: 288, filesIgnored: 1 },
  }),
  drawings: [
    drawing({
      runs: [trunk],
      revisions: [drawn("b2", "add email", { isHead: true })],
      edges: [edge("a9", "b2")],
    }),
  ],
};

/** Names, paths and messages that try to get out of wherever they are printed. */
export const hostileTexts: readonly string[] = [
  "::error file=x::forged",
  "\n::set-output name=verdict::passed",
  "  ::add-mask::a",
  "##[add-mask]x",
  "100%0A::warning::x%25",
  "`@octo/team` @octo #1 GH-2 octo/app#3",
  "``` \n```js\nalert(1)\n```",
  "| a | b |\n| - | - |",
  "<script>alert(1)</script><!-- --><img src=x onerror=alert(1)>",
  "[link](https://example.com) ![image](https://example.com/x.png) <https://example.com>",
  "https://example.com www.example.com someone@example.com",
  '"]; click n0 "javascript:alert(1)" %%{init: {}}%%',
  "\x1b[31mred\x1b]8;;https://example.com\x07 \x9b2J",
  "\u202egnp.exe\u202c \u2066isolated\u2069",
  "\r\n\t\0\u2028\u2029\ufeff\u200b",
  "\ud800 lone \udfff",
  "$\\frac{1}{0}$ $$x$$ ~~gone~~ **bold** __bold__ *it* _it_ &amp; &#64;octo \\@octo",
  "# heading\n> quote\n- item\n1. item\n---",
  "{0} {{1}} [related](1)",
  "fa:fa-user fab:fa-github :tada:",
  "日本語 🎉 👩‍👩‍👧 é",
  "x".repeat(10_000),
];

const hostile: Checked = {
  report: report({
    verdict: "failed",
    after: { ref: "feature/`::error::`@octo", commit: null, kind: "commit" },
    scriptDirectories: [
      directory({
        name: "db/<b>|`x`\n::error::",
        after: state(310, hostileTexts.slice(0, 7)),
        changes: [],
      }),
    ],
    findings: hostileTexts.map((text, index) => ({
      ...secondHead,
      rule: index < 10 ? "multiple-heads" : "missing-down-revision",
      scriptDirectory: "db/<b>|`x`\n::error::",
      revision: revision(text),
      at: at(`versions/${text}.py`, index + 1),
      what: `\`${text}\` follows nothing ${text}`,
      alembicSays: `KeyError: '${text}'`,
      related: [{ at: at(`versions/${text}.py`, 1), what: text }],
      fixes: [
        {
          say: `Follow \`${text}\`:`,
          safe: true,
          steps: [
            {
              kind: "edit" as const,
              at: at(`versions/${text}.py`, 2),
              to: `down_revision = "${text}"`,
            },
          ],
        },
        {
          say: text,
          safe: false,
          steps: [{ kind: "run" as const, command: `alembic merge -m "${text}"`, in: "" }],
        },
      ],
      allowed: index === 8 ? { by: "comment" as const, reason: text } : null,
      severity: index === 8 ? ("notice" as const) : ("error" as const),
    })),
  }),
  drawings: [
    ...[0, 8, 16].map((start) =>
      drawing({
        scriptDirectory: "db/<b>|`x`\n::error::",
        revisions: hostileTexts
          .slice(start, start + 8)
          .map((text, index) =>
            drawn(`${start + index} ${text}`, text, { isTrouble: index % 2 === 0, labels: [text] }),
          ),
      }),
    ),
    drawing({
      scriptDirectory: "db/<b>|`x`\n::error::",
      revisions: [drawn("b2", "add email")],
      missing: [
        '"] --> n0',
        "no\nsuch",
        "`**bold**`",
        "fa:fa-user",
        "$$x^2$$",
        "1. item",
        "- item",
      ],
      edges: [edge("- item", "b2"), edge("no\nsuch", "b2")],
    }),
  ],
};

const manyErrors: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: [
      directory({
        after: state(288, ["b2"]),
        changes: Array.from({ length: 14 }, (_, index) => ({
          kind: "edited" as const,
          path: `${versions}/e${index}.py`,
          revision: revision(`e${index}`),
          edits: ["upgrade" as const],
        })),
      }),
    ],
    findings: [
      secondHead,
      ...Array.from({ length: 14 }, (_, index) => ({
        ...editedScript,
        revision: revision(`e${index}`),
        at: at(`${versions}/e${index}.py`, 20),
        what: `\`e${index}\` is on the target branch already, and this change edits its \`upgrade\`.`,
      })),
    ],
  }),
  drawings: [],
};

const wide: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: [
      directory({
        before: state(1, ["r0"]),
        after: state(
          601,
          Array.from({ length: 600 }, (_, index) => `r${index + 1}`),
        ),
      }),
    ],
    findings: [{ ...secondHead, what: "`r1` would be a second head beside `r2`." }],
  }),
  drawings: [
    drawing({
      revisions: Array.from({ length: 601 }, (_, index) =>
        drawn(`r${index}`, `script ${index}`, {
          state: index === 0 ? "kept" : "added",
          isHead: index > 0,
          isTrouble: index === 1 || index === 2,
        }),
      ),
      edges: Array.from({ length: 600 }, (_, index) => edge("r0", `r${index + 1}`)),
    }),
  ],
};

const rules = ["multiple-heads", "duplicate-revision", "missing-down-revision", "cycle"] as const;

const huge: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: Array.from({ length: 300 }, (_, index) =>
      directory({ name: `services/${String(index).padStart(3, "0")}/${"長".repeat(150)}` }),
    ),
    findings: rules.flatMap((rule) =>
      Array.from({ length: 30 }, (_, index) => ({
        ...secondHead,
        rule,
        scriptDirectory: `services/000/${"長".repeat(150)}`,
        at: at(`${versions}/${"長".repeat(300)}${index}.py`, 3),
        what: `\`c${index}\` ${"長い話".repeat(400)}`,
        why: "ずっと".repeat(500) + index,
        alembicSays: "語".repeat(3000),
        related: Array.from({ length: 50 }, () => ({
          at: at(`${versions}/${"長".repeat(300)}.py`, 3),
          what: "話".repeat(900),
        })),
      })),
    ),
  }),
  drawings: [],
};

const severalDirectories: Checked = {
  report: report({
    verdict: "failed",
    scriptDirectories: [
      directory({
        name: "services/api/migrations",
        config: "services/api/alembic.ini",
        after: state(289, ["b2", "c3"]),
      }),
      directory({
        name: "services/billing/migrations",
        config: "services/billing/alembic.ini",
        before: state(40, ["f0"]),
        after: state(40, ["f0"]),
        changes: [],
      }),
      directory({
        name: "services/audit/migrations",
        config: null,
        before: null,
        after: state(1, ["first"]),
        changes: [
          {
            kind: "added",
            path: "services/audit/migrations/versions/first.py",
            revision: revision("first"),
          },
        ],
      }),
      directory({
        name: "services/old/migrations",
        before: state(12, ["z9"]),
        after: null,
        changes: [],
      }),
    ],
    findings: [
      { ...secondHead, scriptDirectory: "services/api/migrations" },
      {
        ...secondHead,
        rule: "missing-upgrade",
        severity: "warning",
        scriptDirectory: "services/audit/migrations",
        revision: revision("first"),
        at: at("services/audit/migrations/versions/first.py", 1),
        what: "`first` has no `downgrade`.",
        why: "`alembic downgrade` fails at it.",
        alembicSays: "module 'first_py' has no attribute 'downgrade'",
        related: [],
        fixes: [],
      },
    ],
  }),
  drawings: [
    { ...fork, scriptDirectory: "services/api/migrations" },
    drawing({
      scriptDirectory: "services/audit/migrations",
      revisions: [drawn("first", "first", { state: "added", isHead: true, labels: ["audit"] })],
    }),
  ],
};

const nothingFound: Checked = {
  report: report({
    verdict: "incomplete",
    incomplete: [
      "No script directory was found. Name one with `config` or `versions`, or set `on-empty: pass` where a repository without migration scripts is normal.",
    ],
    before: null,
    after: { ref: "the working tree", commit: null, kind: "worktree" },
    scriptDirectories: [],
    counts: { scriptsRead: 0, scriptsParsed: 0, filesIgnored: 0 },
  }),
  drawings: [],
};

const allowed: Checked = {
  report: report({
    findings: [
      {
        ...editedScript,
        severity: "notice",
        allowed: { by: "comment", reason: "never released, see the runbook" },
      },
      { ...secondHead, severity: "notice", allowed: { by: "label", reason: "" } },
      {
        ...editedScript,
        rule: "long-revision",
        severity: "notice",
        at: at(`${versions}/old.py`, 3),
        what: "`a_name_of_more_than_thirty_two_characters` was on the target branch already.",
      },
    ],
  }),
  drawings: clean.drawings,
};

const repaired: Checked = {
  report: report({
    verdict: "failed",
    findings: [
      {
        ...secondHead,
        rule: "missing-down-revision",
        what: "`c3` follows `b1`, and no script has that revision.",
        why: "Alembic cannot load the script directory, so every command fails, `history` and `heads` included.",
        alembicSays: "KeyError: 'b1'",
        related: [],
        fixes: secondHead.fixes.slice(0, 1),
      },
    ],
  }),
  drawings: [
    drawing({
      runs: [trunk],
      revisions: [
        drawn("b2", "add email", { isHead: true }),
        drawn("b1", "add phone", { state: "removed" }),
        drawn("c3", "add orders", { state: "added", isHead: true, isTrouble: true }),
        drawn("d4", "merge c3 and the reporting branch", { state: "added", labels: ["reporting"] }),
      ],
      missing: ["b0ff"],
      edges: [
        edge("a9", "b2"),
        edge("a9", "b1"),
        edge("b0ff", "c3"),
        edge("c3", "d4"),
        { from: "b2", to: "d4", kind: "depends_on" },
      ],
      leftOut: 12,
    }),
  ],
};

/** Every example by the name of its golden files. */
export const examples: Readonly<Record<string, Checked>> = {
  clean,
  "extra-head": extraHead,
  "edited-applied-script": editedApplied,
  "broken-script": brokenScript,
  "hostile-names": hostile,
  "fifteen-errors": manyErrors,
  "600-nodes": wide,
  "over-a-megabyte": huge,
  "several-script-directories": severalDirectories,
  "nothing-found": nothingFound,
  "allowed-findings": allowed,
  "missing-down-revision": repaired,
};
