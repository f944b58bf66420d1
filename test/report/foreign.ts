// Reports whose every foreign text is arbitrary, for properties that must hold whatever a repository holds.

import fc from "fast-check";
import type { Checked, Finding, Location, RevisionId } from "../../src/model.ts";
import { hostileTexts, report, secondHead } from "./examples.ts";

/** Arbitrary text, made of what people write and of what attackers write. */
export const foreign: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostileTexts.filter((text) => text.length < 200)),
      fc.constantFrom(..."`@#:[]()<>|*_~$\\!-+=&\"'\n\r\t {}%;,./".split("")),
      fc.constantFrom(
        "1. ",
        "2) ",
        "- ",
        "&#64;a",
        "&#35;1",
        "\\|",
        "\\`",
        "::",
        "##[",
        "://",
        "www.",
        "@a",
        "#1",
        "GH-1",
        "\x1b[",
        "``",
        "```",
        "\n\n",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `${parts.join("")}x`);

/** The foreign texts of one finding, one by one. */
type Texts = readonly string[];

function location(path: string): Location {
  return { path, line: 3, column: 1, endLine: 3, endColumn: 9 };
}

function finding(texts: Texts, index: number): Finding {
  const text = (position: number) => texts[(index + position) % texts.length]!;
  const isAllowed = index % 3 === 2;
  return {
    ...secondHead,
    severity: isAllowed ? "notice" : index % 3 === 1 ? "warning" : "error",
    scriptDirectory: texts[0]!,
    revision: text(1) as RevisionId,
    at: location(text(2)),
    what: `\`${text(3)}\` follows \`${text(4)}\`.`,
    why: `${text(5)} ${index}`,
    alembicSays: `KeyError: '${text(0)}'`,
    related: [{ at: location(text(1)), what: text(2) }],
    fixes: [
      {
        say: `Follow \`${text(3)}\`:`,
        safe: true,
        steps: [
          { kind: "edit", say: text(2), at: location(text(4)), to: text(5) },
          { kind: "run", command: text(1), in: text(3) },
        ],
      },
      { say: text(0), safe: false, steps: [{ kind: "run", command: text(1), in: "" }] },
    ],
    allowed: isAllowed ? { by: "label", reason: text(3) } : null,
  };
}

/** A run in which six texts stand wherever foreign text can stand. */
export function checkedWith(texts: Texts): Checked {
  const [directory = "", ref = "", head = "", reason = "", message = "", other = ""] = texts;
  const [example] = report().scriptDirectories;
  const states = { ...example!.after!, heads: [head as RevisionId, other as RevisionId] };
  return {
    report: report({
      verdict: "failed",
      incomplete: [reason],
      before: { ref, commit: null },
      after: { ref: other, commit: null, kind: "worktree" },
      scriptDirectories: [
        { ...example!, name: directory, after: states },
        { ...example!, name: `${directory} too`, before: states },
      ],
      findings: [0, 1, 2, 3].map((index) => finding(texts, index)),
    }),
    drawings: [
      {
        scriptDirectory: directory,
        revisions: [head, message].map((name, index) => ({
          revision: `${index}${name}` as RevisionId,
          message: other,
          state: "added" as const,
          isHead: true,
          labels: [reason],
          isTrouble: index === 0,
        })),
        runs: [],
        missing: [`2${other}`],
        edges: [{ from: `0${head}`, to: `1${message}`, kind: "down_revision" }],
        leftOut: 0,
      },
    ],
  };
}

/** Six arbitrary texts. */
export const sixTexts: fc.Arbitrary<Texts> = fc.array(foreign, { minLength: 6, maxLength: 6 });
