// Replays facts of a real history: runs `check` over every transition and compares. `npm run replay -- <clone> <facts.json> [--verbose]`.

import { readFileSync } from "node:fs";
import { check } from "../src/check.ts";
import { openRepository } from "../src/git/open-repository.ts";
import { readSnapshots } from "../src/git/read-snapshots.ts";
import type { Finding, Report, ReportedChange, ReportedScriptDirectory } from "../src/model.ts";

interface Facts {
  readonly repository: string;
  readonly environment: string;
  readonly roots: readonly string[];
  readonly transitions: readonly Transition[];
}

interface Transition {
  readonly before: string;
  readonly after: string;
  readonly heads_before: readonly string[];
  readonly heads_after: readonly string[];
  readonly raises?: string;
  readonly missing?: readonly [readonly string[], readonly string[]];
  readonly duplicates?: readonly [readonly string[], readonly string[]];
  readonly cycle?: readonly [readonly string[], readonly string[]];
  readonly added?: readonly string[];
  readonly deleted?: readonly string[];
  readonly edited?: Readonly<Record<string, readonly string[]>>;
  readonly ids_changed?: readonly (readonly [string, string])[];
  readonly inserted_below?: readonly string[];
}

/** What one question about one transition came to. */
interface Answer {
  readonly question: string;
  readonly agrees: boolean;
  readonly detail: string;
}

const [clone, factsFile, ...flags] = process.argv.slice(2);
if (!clone || !factsFile) {
  process.stderr.write("usage: npm run replay -- <clone> <facts.json> [--verbose]\n");
  process.exit(2);
}

const facts: Facts = JSON.parse(readFileSync(factsFile, "utf8"));
const repository = await openRepository(clone);
const tally = new Map<string, { agreed: number; asked: number }>();
const started = performance.now();

for (const transition of facts.transitions) {
  const report = await replay(transition);
  for (const { question, agrees, detail } of compare(transition, report)) {
    const row = tally.get(question) ?? { agreed: 0, asked: 0 };
    tally.set(question, { agreed: row.agreed + (agrees ? 1 : 0), asked: row.asked + 1 });
    if (!agrees || flags.includes("--verbose")) {
      process.stdout.write(
        `${agrees ? "     " : "DIFF "} ${transition.after.slice(0, 10)} ${question}: ${detail}\n`,
      );
    }
  }
}

process.stdout.write(
  `${facts.repository} (${facts.environment}): ${facts.transitions.length} transitions in ${Math.round((performance.now() - started) / 1000)} s\n`,
);
for (const [question, { agreed, asked }] of tally)
  process.stdout.write(`  ${agreed} of ${asked}  ${question}\n`);

async function replay({ before, after }: Transition): Promise<Report> {
  const snapshots = await readSnapshots(repository, {
    against: before,
    after: { kind: "commit", ref: after },
    named: { configs: [], versions: [facts.roots.join(",")] },
    released: null,
  });
  const { report } = await check(snapshots, { maxHeads: null, rules: new Map(), onEmpty: "pass" });
  return report;
}

function* compare(transition: Transition, report: Report): Iterable<Answer> {
  const [directory] = report.scriptDirectories;
  const changes = directory?.changes ?? [];
  const errors = report.findings.filter(({ severity }) => severity === "error");
  yield* compareHeads(transition, directory);
  yield* compareRaise(transition, errors);
  yield* compareEdits(transition, changes);
  for (const revision of transition.deleted ?? []) {
    yield {
      question: "a deleted revision is listed as removed",
      agrees: changes.some((change) => change.kind === "removed" && change.revision === revision),
      detail: revision,
    };
  }
  for (const [before, after] of transition.ids_changed ?? []) {
    yield {
      question: "a changed id is a renamed revision",
      agrees: report.findings.some(
        ({ rule, what }) =>
          rule === "renamed-revision" && what.includes(before) && what.includes(after),
      ),
      detail: `${before} to ${after}`,
    };
  }
  if (onlyAddsWellPlaced(transition)) {
    yield {
      question: "only adds a well-placed script: no error",
      agrees: errors.length === 0,
      detail: describe(errors),
    };
  }
}

function* compareHeads(
  transition: Transition,
  directory: ReportedScriptDirectory | undefined,
): Iterable<Answer> {
  const sides = [
    ["before", transition.heads_before, directory?.before?.heads ?? [], transition.duplicates?.[0]],
    ["after", transition.heads_after, directory?.after?.heads ?? [], transition.duplicates?.[1]],
  ] as const;
  for (const [side, expected, ours, duplicates] of sides) {
    const doubled = (duplicates ?? []).length > 0;
    yield {
      question: doubled
        ? "heads where ids are duplicated (the facts count ids, Alembic counts files)"
        : `heads ${side}`,
      agrees: [...ours].sort().join(" ") === [...expected].sort().join(" "),
      detail: `facts ${expected.join(" ")}, onehead ${ours.join(" ")}`,
    };
  }
}

function* compareRaise(
  { raises, new_heads }: Transition & { readonly new_heads?: readonly string[] },
  errors: readonly Finding[],
): Iterable<Answer> {
  if (raises === undefined || raises === "by design") return;
  yield {
    question: `raises heads (${raises}): fails with multiple-heads`,
    agrees: errors.some(({ rule }) => rule === "multiple-heads"),
    detail: `${(new_heads ?? []).join(" ")}: ${describe(errors)}`,
  };
}

function* compareEdits(
  { edited = {} }: Transition,
  changes: readonly ReportedChange[],
): Iterable<Answer> {
  for (const [classes, revisions] of Object.entries(edited)) {
    for (const revision of revisions) {
      const ours = classesOf(revision, changes);
      const expected = classes.split("+").sort().join("+");
      yield {
        question: "an edited script has the facts' classes",
        agrees: ours.includes(expected),
        detail: `${revision}: facts ${expected}, onehead ${ours.join(" or ")}`,
      };
    }
  }
}

const classOfEdit = {
  revision: "id changed",
  down_revision: "down_revision changed",
  depends_on: "depends_on changed",
  branch_labels: "branch_labels changed",
  upgrade: "body changed",
  downgrade: "body changed",
  imports: "imports changed",
  module: "helper code changed",
  cosmetic: "cosmetic",
} as const;

/** The corpus's classes of what happened to a revision, one text for each file that declares it. */
function classesOf(revision: string, changes: readonly ReportedChange[]): readonly string[] {
  return changes
    .filter(
      (change) =>
        ("previousRevision" in change ? change.previousRevision : change.revision) === revision,
    )
    .map((change) => {
      switch (change.kind) {
        case "added":
          return "added";
        case "removed":
          return "duplicate file removed";
        case "moved":
          return placeClass(change.previousPath, change.path);
        case "edited": {
          const place = change.previousPath ? [placeClass(change.previousPath, change.path)] : [];
          return [...new Set([...change.edits.map((edit) => classOfEdit[edit]), ...place])]
            .sort()
            .join("+");
        }
      }
      return "";
    });
}

function placeClass(before: string, after: string): string {
  return nameOf(before) === nameOf(after) ? "moved" : "renamed";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function onlyAddsWellPlaced(transition: Transition): boolean {
  const isQuiet = (pair: readonly [readonly string[], readonly string[]] | undefined) =>
    pair === undefined;
  return (
    (transition.added ?? []).length > 0 &&
    (transition.deleted ?? []).length === 0 &&
    Object.keys(transition.edited ?? {}).length === 0 &&
    (transition.inserted_below ?? []).length === 0 &&
    transition.raises === undefined &&
    isQuiet(transition.missing) &&
    isQuiet(transition.duplicates) &&
    isQuiet(transition.cycle)
  );
}

function describe(findings: readonly Finding[]): string {
  return findings.map(({ rule, what }) => `${rule} (${what})`).join("; ") || "no error";
}
