// Databases that are known: those that somebody named (setting `rows`), and one for each release. Each is planned on *after*, and a finding names the one that would be stranded.

import { restore } from "../advice/commands.ts";
import { run, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import { upgradeSays } from "../change/databases.ts";
import { ancestors } from "../graph/walk.ts";
import type {
  Change,
  DeployedDatabase,
  Finding,
  Fix,
  Location,
  Problem,
  RevisionGraph,
  RevisionId,
} from "../model.ts";
import { allowsByPath } from "../rules/exceptions.ts";
import { ruleOf } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import { type RuleSettings, toFinding } from "../rules/run.ts";
import { code, codes } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";

/** A database, or databases alike. */
export interface Deployed {
  /** How a sentence begins that is about it: "The database `prod`", "A database of release `v1`". */
  readonly who: string;
  readonly rows: readonly string[];
  /** All that it has run, where that is known: a release's own scripts. */
  readonly has?: ReadonlySet<string>;
}

/** What the changes do to the databases; what the target branch does to those that were named already is told as a notice. */
export function deployedFindings(
  changes: readonly Change[],
  databases: readonly DeployedDatabase[],
  settings: RuleSettings,
): readonly Finding[] {
  return databases.flatMap(({ name, rows }) => {
    const database = { who: `The database ${code(name)}`, rows };
    const change = changeOf(changes, rows);
    return change ? findingsOf(change, database, settings) : [];
  });
}

/** What a change does to databases of releases and `told` does not say yet; what the target branch does to them already is no finding. */
export function releaseFindings(
  change: Change,
  databases: readonly Deployed[],
  settings: RuleSettings,
  told: readonly Finding[],
): readonly Finding[] {
  const { name } = change.directory;
  const known = new Set(
    told
      .filter((one) => one.scriptDirectory === name && one.severity === "error")
      .map(({ rule }) => rule),
  );
  return databases
    .flatMap((database) => findingsOf(change, database, settings))
    .filter(({ rule, severity }) => severity !== "notice" && !known.has(rule));
}

function findingsOf(
  change: Change,
  database: Deployed,
  settings: RuleSettings,
): readonly Finding[] {
  if (change.after.loadError !== null) return [];
  const exceptions = allowsByPath(change.after);
  return [...problemsOf(change, database)].map(({ rule, problem }) =>
    toFinding(rule, problem, change.directory.name, settings, exceptions),
  );
}

/** The script directory that knows most of the rows, before or after. */
function changeOf(changes: readonly Change[], rows: readonly string[]): Change | undefined {
  const known = ({ before, after }: Change) =>
    rows.filter((row) => has(before, row) || has(after, row)).length;
  return [...changes].sort((a, b) => known(b) - known(a))[0];
}

function has({ nodes }: RevisionGraph, row: string): row is RevisionId {
  return nodes.has(row as RevisionId);
}

interface RuleProblem {
  readonly rule: Rule;
  readonly problem: Problem;
}

function* problemsOf(change: Change, database: Deployed): Iterable<RuleProblem> {
  const { before, after, existedBefore } = change;
  const rows = database.rows as readonly RevisionId[];
  const says = upgradeSays(after, rows);
  if (says === null) {
    if (existedBefore) yield* skipped(change, database);
    return;
  }
  const hadIt = existedBefore && upgradeSays(before, rows) === says;
  const found = stranded(change, database, says);
  if (!found) return;
  const why = hadIt
    ? "The target branch strands this database already, it does not come from this change."
    : null;
  const problem: Problem = { ...found.problem, alembicSays: says };
  yield {
    rule: found.rule,
    problem: why === null ? problem : { ...problem, severity: "notice", why },
  };
}

/** What is wrong with rows with which the upgrade fails; null where another rule tells all there is to tell. */
function stranded(change: Change, { who, rows }: Deployed, says: string): RuleProblem | null {
  const { after } = change;
  const gone = rows.find((row) => !has(after, row));
  if (gone !== undefined) {
    const what = `${who} stands at ${code(gone)}, and no script would have that revision.`;
    const fixes = [...bringBack(change, gone), diagnose(rows)];
    const at = placeOf(change, gone);
    return { rule: ruleOf("deleted-revision"), problem: problem(at, gone, what, fixes) };
  }
  for (const upper of rows as readonly RevisionId[]) {
    const below = ancestors(after, [upper]);
    const lower = rows.find((row) => row !== upper && has(after, row) && below.has(row));
    if (lower === undefined) continue;
    const what = `${who} holds the rows ${codes([lower, upper])}, and ${code(upper)} would stand on ${code(lower)}.`;
    const at = after.nodes.get(upper)!.script.downRevisionAssignment.at;
    return {
      rule: ruleOf("overlapping-revisions"),
      problem: problem(at, upper, what, [diagnose(rows)]),
    };
  }
  // A missing `upgrade()` and the like are told by their own rules, for every database.
  if (rows.length === 0 || !says.startsWith("KeyError")) return null;
  const what = `${who}, at ${codes(rows)}, could not be upgraded.`;
  const at = placeOf(change, rows[0]!);
  return {
    rule: ruleOf("redundant-down-revision"),
    problem: problem(at, rows[0]!, what, [diagnose(rows)]),
  };
}

/** What counts as run after the change and did not before. */
function* skipped(change: Change, { who, rows, has: run }: Deployed): Iterable<RuleProblem> {
  const { before, after } = change;
  const { renamed } = sortByFate(change);
  const unknown = rows.filter((row) => has(after, row)).filter((row) => !has(before, row));
  const had = new Set([
    ...ancestors(before, rows as readonly RevisionId[]),
    ...ancestors(after, unknown),
    ...renamed.values(),
    ...(change.idle ?? []),
    ...((run ?? []) as Iterable<RevisionId>),
  ]);
  const never = [...ancestors(after, rows as readonly RevisionId[])].filter((one) => !had.has(one));
  const [first] = never;
  if (first === undefined) return;
  const what = `${who}, at ${codes(rows)}, would never run ${codes(never)}, which would lie below.`;
  const at = after.nodes.get(first)!.script.downRevisionAssignment.at;
  yield { rule: ruleOf("skipped-revision"), problem: problem(at, first, what, []) };
}

function problem(at: Location, revision: string, what: string, fixes: readonly Fix[]): Problem {
  return { at, revision: revision as RevisionId, what, alembicSays: null, fixes };
}

/** Where a revision is or was declared; else the place where the scripts are configured. */
function placeOf({ before, after, directory }: Change, row: string): Location {
  const node = after.nodes.get(row as RevisionId) ?? before.nodes.get(row as RevisionId);
  if (node) return node.script.revision.at;
  const path = directory.config ?? after.files[0]?.path ?? directory.name;
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function bringBack(change: Change, row: string): readonly Fix[] {
  const node = change.before.nodes.get(row as RevisionId);
  return node ? way("Bring its script back:", true, restore(change, node.script.path)) : [];
}

function diagnose(rows: readonly string[]): Fix {
  const command = `onehead doctor --rows ${shellWord(rows.join(","))}`;
  const say = "Or see, with these scripts, how to mend the database:";
  return { say, safe: false, steps: run(command) };
}
