// Configurations that break with a change, or that could not be followed: part of the script directory that they lead to, else findings of their own.

import type {
  BrokenConfiguration,
  Change,
  ConfigProblem,
  Finding,
  ReadConfiguration,
  Snapshot,
} from "../model.ts";
import { ruleOf } from "../rules/index.ts";
import { type RuleSettings, toFinding } from "../rules/run.ts";
import { folderOf, relativePath } from "../text/paths.ts";
import type { DirectoryChange, Snapshots } from "./compare-directories.ts";

/** What breaks in the configurations of script directories, and what breaks without leading to any. */
export function configurationsOf(
  snapshots: Snapshots,
  directories: readonly DirectoryChange[],
): {
  readonly of: ReadonlyMap<DirectoryChange, NonNullable<Change["configuration"]>>;
  readonly others: readonly BrokenConfiguration[];
} {
  const after = brokenIn(snapshots.after, snapshots.before, directories);
  const before = snapshots.before ? brokenIn(snapshots.before, snapshots.before, directories) : [];
  const has =
    (path: string) =>
    ({ directory, before: old }: DirectoryChange) =>
      directory.config === path ||
      old.scripts.some((script) => leadTo(snapshots.before, path, script.path));
  const homes = after.map(({ at }) => directories.find(has(at.path)) ?? directories[0]);
  const of = new Map<DirectoryChange, NonNullable<Change["configuration"]>>();
  for (const one of new Set(homes)) {
    if (one) of.set(one, { before, after: after.filter((_, i) => homes[i] === one) });
  }
  return {
    of,
    others: directories.length === 0 ? after : [],
  };
}

/** True where a configuration leads to the directory of a script. */
function leadTo(snapshot: Snapshot | null, config: string, script: string): boolean {
  return (snapshot?.configurations ?? []).some(
    ({ path, leadsTo }) => path === config && leadsTo !== null && script.startsWith(`${leadsTo}/`),
  );
}

/** What Alembic refuses, and what led to scripts on the target branch and leads nowhere. */
function brokenIn(
  snapshot: Snapshot,
  before: Snapshot | null,
  directories: readonly DirectoryChange[],
): readonly BrokenConfiguration[] {
  const refused = snapshot.configProblems.filter(isRefused);
  const lost = (snapshot.configurations ?? []).flatMap(({ path, section, problem }) => {
    const earlier = before?.configurations?.find(
      (one) => one.path === path && one.section === section,
    );
    if (!problem || !earlier || earlier.leadsTo === null) return [];
    if (!hasScripts(before, earlier) || refused.some(({ what }) => what === problem.what))
      return [];
    return [{ ...problem, movedTo: newPlace(path, earlier.leadsTo, before!, directories) }];
  });
  return [...refused.map((problem) => ({ ...problem, movedTo: null })), ...lost];
}

function isRefused({ alembicSays }: ConfigProblem): boolean {
  return alembicSays !== null;
}

function hasScripts(before: Snapshot | null, { leadsTo }: ReadConfiguration): boolean {
  return (before?.scriptDirectories ?? []).some(
    ({ directory, files }) => directory.name === leadsTo && files.length > 0,
  );
}

/** Where the scripts of a directory went, as seen from the configuration; null where they are not all in one place. */
function newPlace(
  config: string,
  earlier: string,
  before: Snapshot,
  directories: readonly DirectoryChange[],
): string | null {
  const old = before.scriptDirectories.find(({ directory }) => directory.name === earlier);
  const paths = new Set(old?.files.map(({ path }) => path));
  const now = directories.find(
    ({ existsAfter, directory, before: graph }) =>
      existsAfter && directory.name !== earlier && graph.files.some(({ path }) => paths.has(path)),
  );
  if (!now || now.after.scripts.length < now.before.scripts.length) return null;
  return `%(here)s/${relativePath(folderOf(config), now.directory.name)}`;
}

/** Findings about configurations that lead to no script directory, or that could not be followed; what the target branch has already is a notice. */
export function configFindings(
  { before, after }: Snapshots,
  others: readonly BrokenConfiguration[],
  settings: RuleSettings,
): readonly Finding[] {
  const had = new Set(before?.configProblems.map(({ at, what }) => `${at.path}\0${what}`));
  const severityOf = ({ at, what }: ConfigProblem) =>
    had.has(`${at.path}\0${what}`) ? "notice" : "error";
  const finding = (rule: "broken-configuration" | "unreadable-script", one: ConfigProblem) => {
    const { at, what, alembicSays } = one;
    const why =
      rule === "unreadable-script"
        ? "Which scripts Alembic loads cannot be told from it, so some may not have been looked at."
        : ruleOf(rule).why;
    const severity = severityOf(one);
    const problem = { at, revision: null, what, why, alembicSays, fixes: [], severity } as const;
    return toFinding(ruleOf(rule), problem, "", settings);
  };
  return [
    ...others.map((one) => finding("broken-configuration", one)),
    ...after.configProblems
      .filter((one) => !isRefused(one))
      .map((one) => finding("unreadable-script", one)),
  ];
}
