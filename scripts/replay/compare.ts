// What the facts say of a transition, beside what `check` reports.

import type {
  Edit,
  Finding,
  Report,
  ReportedChange,
  ReportedScriptDirectory,
} from "../../src/model.ts";

/** Facts of one Alembic environment of a real project. */
export interface Facts {
  readonly repository: string;
  readonly environment: string;
  readonly roots: readonly string[];
  readonly transitions: readonly Transition[];
}

/** What the revision graph was before and after one commit. */
export interface Transition {
  /** Another line than the default branch's. */
  readonly line?: string;
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
export interface Answer {
  readonly question: string;
  readonly agrees: boolean;
  readonly detail: string;
}

/** Every question that the facts of a transition can answer. */
export function* compare(transition: Transition, report: Report): Iterable<Answer> {
  const [directory] = report.scriptDirectories;
  const changes = directory?.changes ?? [];
  const errors = report.findings.filter(({ severity }) => severity === "error");
  yield* compareHeads(transition, directory);
  yield* compareRaise(transition, errors);
  yield* compareEdits(transition, changes, report.findings);
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
  yield* compareHeal(transition, errors);
  yield* compareHarmless(transition, errors);
  yield* compareBulk(transition, report.findings);
  if (onlyAddsWellPlaced(transition)) {
    yield {
      question: "only adds a well-placed script: no error",
      agrees: errors.length === 0,
      detail: describe(errors),
    };
  }
}

/** Rules by which a change that ends extra heads may still fail: an applied script would do something else, or a database be left without its script. */
const strands = new Set([
  "edited-revision",
  "deleted-revision",
  "skipped-revision",
  "renamed-revision",
]);

function* compareHeal(
  { heads_before, heads_after, missing, duplicates, cycle }: Transition,
  errors: readonly Finding[],
): Iterable<Answer> {
  const isWhole = ![missing, duplicates, cycle].some((one) => (one?.[1] ?? []).length > 0);
  if (heads_after.length === 0 || heads_after.length >= heads_before.length || !isWhole) return;
  yield {
    question: "heals (fewer heads): no error",
    agrees: errors.length === 0,
    detail: describe(errors),
  };
  yield {
    question: "heals (fewer heads): no error but where a database would be stranded",
    agrees: errors.every(({ rule }) => strands.has(rule)),
    detail: describe(errors),
  };
}

/** Classes of edits that do nothing to a migration. */
const harmless = new Set([
  "cosmetic",
  "imports changed",
  "moved",
  "renamed",
  "text white space changed",
  "duplicate file removed",
]);

function* compareHarmless(
  { edited, added, deleted, ids_changed, raises }: Transition,
  errors: readonly Finding[],
): Iterable<Answer> {
  const classes = Object.keys(edited ?? {}).flatMap((one) => one.split("+"));
  const isAlone = !added?.length && !deleted?.length && !ids_changed?.length && !raises;
  if (!isAlone || classes.length === 0 || !classes.every((one) => harmless.has(one))) return;
  yield {
    question: "only cosmetic edits, imports, moves: no error",
    agrees: errors.length === 0,
    detail: describe(errors),
  };
}

/** Many scripts edited at once: never more findings than scripts, and one for each kind of edit. */
function* compareBulk({ edited = {} }: Transition, findings: readonly Finding[]): Iterable<Answer> {
  const scripts = new Set(
    Object.entries(edited)
      .filter(([classes]) => /body|helper/.test(classes))
      .flatMap(([, ids]) => ids),
  );
  if (scripts.size < 10) return;
  const told = findings.filter(({ rule }) => rule === "edited-revision");
  yield {
    question: "edits ten scripts or more: fewer findings than scripts",
    agrees: told.length < scripts.size,
    detail: `${told.length} findings, ${scripts.size} scripts`,
  };
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
  findings: readonly Finding[],
): Iterable<Answer> {
  for (const [classes, revisions] of Object.entries(edited)) {
    for (const revision of revisions) {
      const ours = classesOf(revision, changes, findings);
      const expected = classes.split("+").sort().join("+");
      yield {
        question: "an edited script has the facts' classes",
        agrees: ours.includes(expected),
        detail: `${revision}: facts ${expected}, onehead ${ours.join(" or ")}`,
      };
    }
  }
}

/** The corpus's classes of what happened to a revision, one text for each file that declares it. A file whose id changed counts as neither moved nor renamed there. */
function classesOf(
  revision: string,
  changes: readonly ReportedChange[],
  findings: readonly Finding[],
): readonly string[] {
  return changes
    .filter((change) => revisionBefore(change) === revision)
    .map((change) => {
      switch (change.kind) {
        case "added":
          return "added";
        case "removed":
          return "duplicate file removed";
        case "moved":
          return placeClass(change.previousPath, change.path);
        case "edited": {
          const isMoved = change.previousPath && !change.previousRevision;
          const place = isMoved ? [placeClass(change.previousPath, change.path)] : [];
          const spaceOnly = findings.some(
            ({ rule, severity, at }) =>
              rule === "edited-revision" && at.path === change.path && severity === "notice",
          );
          const edits = change.edits.map((edit) => classOfEdit(edit, spaceOnly));
          return [...new Set([...edits, ...place])].sort().join("+");
        }
      }
      return "";
    });
}

function revisionBefore(change: ReportedChange): string | null {
  return (change.kind === "edited" && change.previousRevision) || change.revision;
}

function classOfEdit(edit: Edit, spaceOnly: boolean): string {
  switch (edit) {
    case "upgrade":
    case "downgrade":
      return spaceOnly ? "text white space changed" : "body changed";
    case "module":
      return spaceOnly ? "text white space changed" : "helper code changed";
    case "revision":
      return "id changed";
    case "imports":
      return "imports changed";
    case "cosmetic":
      return "cosmetic";
    case "down_revision":
    case "depends_on":
    case "branch_labels":
      return `${edit} changed`;
  }
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
