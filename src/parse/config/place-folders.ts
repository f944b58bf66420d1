// Folders of scripts that no configuration names, beside environments that are found: part of the environment they link to, a directory of their own, or nowhere.

import type { IgnoredFile, ScriptDirectory, Tree } from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { folderOf, join } from "../../text/paths.ts";
import { directoryOfLocations } from "./bare.ts";
import { foldersOf } from "./folders.ts";
import { inSubDirectory } from "./list-script-files.ts";

import type { ScriptLinks } from "./script-links.ts";
import { isPutAway } from "./set-aside.ts";
import { countModules } from "./unplaced.ts";

/** How a folder was placed: `below` a version location, as `part` of an environment elsewhere, on its `own`. */
export type Manner = "below" | "part" | "own";

/** Where folders without a configuration belong in one state of the repository. */
export interface Placement {
  readonly manners: ReadonlyMap<string, Manner>;
  /** The names of the environments that folders joined. */
  readonly homes: ReadonlyMap<string, string>;
  readonly directories: readonly ScriptDirectory[];
  /** Scripts that belong nowhere, by the name of the directory that is nearest to them. */
  readonly nowhere: ReadonlyMap<string, readonly IgnoredFile[]>;
}

/** A script directory that was found, with what its loaded files say. */
export interface Environment {
  readonly directory: ScriptDirectory;
  readonly scripts: readonly ScriptLinks[];
}

interface Folder {
  readonly path: string;
  readonly scripts: readonly ScriptLinks[];
}

/** An environment while folders join it. */
interface Growing {
  readonly directory: ScriptDirectory;
  readonly loaded: readonly ScriptLinks[];
  readonly known: Set<string>;
  readonly named: Set<string>;
  readonly followed: Set<string>;
  readonly added: Folder[];
}

/**
 * Places the folders of `loose` scripts. What the target branch has shows how a project works: a folder that its
 * `earlier` placement does not have, in a manner that it does not have either, is a mistake rather than a habit, and
 * stays nowhere. Without an `earlier` one every link counts. Where a person named the environments (`isNamed`),
 * folders can join them, and the others are none of ours.
 */
export function placeFolders(
  tree: Tree,
  environments: readonly Environment[],
  loose: readonly ScriptLinks[],
  earlier: Placement | null,
  isNamed: boolean,
): Placement {
  const growing = joinDependents(tree, environments).map(start);
  const manners = new Map<string, Manner>();
  const homes = new Map<string, string>();
  const isUsual = (folder: Folder, manner: Manner) =>
    earlier === null ||
    earlier.manners.has(folder.path) ||
    [...earlier.manners.values()].includes(manner);
  let rest = groupByFolder(tree, loose);
  for (;;) {
    const before = rest.length;
    rest = rest.filter((folder) => {
      const home = nearestFirst(growing, folder).find((one) => links(one, folder, earlier));
      const manner = home && (isBelow(home, folder) ? "below" : "part");
      if (!home || !manner || !isUsual(folder, manner)) return true;
      add(home, folder);
      manners.set(folder.path, manner);
      homes.set(folder.path, home.directory.name);
      return false;
    });
    if (rest.length < before) continue;
    const own = rest.find((folder) => standsAlone(growing, folder) && isUsual(folder, "own"));
    if (!own || isNamed) break;
    manners.set(own.path, "own");
    const directory = { ...directoryOfLocations([own.path]), isGuest: true as const };
    growing.push(start({ directory, scripts: own.scripts }));
    rest = rest.filter((folder) => folder !== own);
  }
  for (const one of growing) dropStray(one, earlier, manners);
  return {
    manners,
    homes,
    directories: growing.map(withAdded),
    nowhere: listNowhere(growing, loose, manners, isNamed),
  };
}

/** A directory without an `env.py` cannot be upgraded by itself: where its scripts depend on another's, it is part of that. */
function joinDependents(tree: Tree, environments: readonly Environment[]): readonly Environment[] {
  const whole = environments.filter(({ directory }) => tree.has(join(directory.name, "env.py")!));
  let joined = whole;
  for (const one of environments) {
    if (whole.includes(one)) continue;
    const needs = new Set(one.scripts.flatMap(({ dependsOn }) => dependsOn));
    const home = joined.find(({ scripts }) =>
      scripts.some(({ revision, labels }) =>
        [revision, ...labels].some((name) => name !== null && needs.has(name)),
      ),
    );
    joined = home
      ? joined.map((other) => (other === home ? union(home, one) : other))
      : [...joined, one];
  }
  return joined;
}

function union(home: Environment, { directory, scripts }: Environment): Environment {
  const inferred = [...(home.directory.inferredLocations ?? []), ...directory.versionLocations];
  return {
    directory: {
      ...home.directory,
      versionLocations: [...home.directory.versionLocations, ...directory.versionLocations],
      inferredLocations: inferred,
    },
    scripts: [...home.scripts, ...scripts],
  };
}

function start({ directory, scripts }: Environment): Growing {
  const one: Growing = {
    directory,
    loaded: scripts,
    known: new Set(),
    named: new Set(),
    followed: new Set(),
    added: [],
  };
  addLinks(one, scripts);
  return one;
}

function addLinks({ known, named, followed }: Growing, scripts: readonly ScriptLinks[]): void {
  for (const { revision, follows, dependsOn, labels } of scripts) {
    for (const name of [...(revision === null ? [] : [revision]), ...labels]) known.add(name);
    for (const name of follows) followed.add(name);
    for (const name of [...follows, ...dependsOn]) named.add(name);
  }
}

/** Folders in which most modules are scripts: a single stray module in a version location stops Alembic. */
function groupByFolder(tree: Tree, loose: readonly ScriptLinks[]): readonly Folder[] {
  const byFolder = new Map<string, ScriptLinks[]>();
  for (const script of loose) {
    const path = folderOf(script.path);
    const scripts = byFolder.get(path);
    if (scripts) scripts.push(script);
    else byFolder.set(path, [script]);
  }
  const all = foldersOf(tree);
  return [...byFolder]
    .map(([path, scripts]) => ({ path, scripts }))
    .filter(({ path, scripts }) => path !== "" && 2 * scripts.length > countModules(all, path))
    .sort((a, b) => byCodePoint(a.path, b.path));
}

function isBelow({ directory }: Growing, { path }: Folder): boolean {
  return directory.versionLocations.some((one) => path.startsWith(`${one}/`));
}

/** Environments whose name shares most with the folder's path come first. */
function nearestFirst(
  growing: readonly Growing[],
  { path }: Pick<Folder, "path">,
): readonly Growing[] {
  const shared = ({ directory }: Growing) => {
    const [a, b] = [directory.name.split("/"), path.split("/")];
    const end = a.findIndex((part, at) => part !== b[at]);
    return end < 0 ? a.length : end;
  };
  return [...growing].sort((a, b) => shared(b) - shared(a));
}

/** True where scripts of the folder stand on the environment's, or the environment's on them. */
function links(home: Growing, folder: Folder, earlier: Placement | null): boolean {
  const { directory, known, named, followed } = home;
  // What a program loads on the target branch it loads still, whatever the scripts say of each other now.
  if (earlier?.homes.get(folder.path) === directory.name) return true;
  // A copy of what is loaded is a copy, or what was squashed.
  if (folder.scripts.some(({ revision }) => revision !== null && known.has(revision))) return false;
  const below = isBelow(home, folder);
  if (!below && isPutAway(folder.path)) return false;
  if (folder.scripts.some(({ revision }) => revision !== null && named.has(revision))) return true;
  if (folder.scripts.some(({ dependsOn }) => dependsOn.some((name) => known.has(name))))
    return true;
  const onto = folder.scripts.flatMap(({ follows, labels }) =>
    follows.filter((name) => known.has(name)).map((name) => ({ name, labels })),
  );
  if (below && isDefault(directory)) return onto.length > 0;
  // What forks off a line that goes on, without a name of its own, was left behind.
  return (
    !listsLocations(directory) &&
    onto.some(({ name, labels }) => labels.length > 0 || !followed.has(name))
  );
}

/** Nothing but the `versions` that Alembic takes by itself: a list would be there if one were meant to be. */
function isDefault({ name, versionLocations }: ScriptDirectory): boolean {
  return versionLocations.length === 1 && versionLocations[0] === join(name, "versions");
}

function listsLocations(directory: ScriptDirectory): boolean {
  return directory.config !== null && !isDefault(directory);
}

function add(home: Growing, folder: Folder): void {
  home.added.push(folder);
  addLinks(home, folder.scripts);
}

/** A history of its own: it has a beginning, and no environment has the same. */
function standsAlone(growing: readonly Growing[], folder: Folder): boolean {
  const isKnown = (name: string) => growing.some(({ known }) => known.has(name));
  const below = growing.some((one) => isBelow(one, folder));
  return (
    !below &&
    !isPutAway(folder.path) &&
    folder.scripts.some(({ revision, follows }) => revision !== null && follows.length === 0) &&
    !folder.scripts.some(({ revision }) => revision !== null && isKnown(revision))
  );
}

/** A script that went astray is one beside many; a program's folders hold most of a history, or what the rest stands on. */
function dropStray(one: Growing, earlier: Placement | null, manners: Map<string, Manner>): void {
  const below = one.added.filter((folder) => isBelow(one, folder));
  if (below.length === 0 || below.some(({ path }) => earlier?.manners.has(path))) return;
  const scripts = below.flatMap((folder) => folder.scripts);
  const named = new Set(one.loaded.flatMap(({ follows, dependsOn }) => [...follows, ...dependsOn]));
  const isStoodOn = scripts.some(({ revision }) => revision !== null && named.has(revision));
  if (isStoodOn || scripts.length >= one.loaded.length) return;
  for (const { path } of below) manners.delete(path);
  one.added.splice(0, one.added.length, ...one.added.filter((folder) => !below.includes(folder)));
}

function withAdded({ directory, added }: Growing): ScriptDirectory {
  if (added.length === 0) return directory;
  const paths = added.map(({ path }) => path).sort(byCodePoint);
  return {
    ...directory,
    versionLocations: [...directory.versionLocations, ...paths],
    inferredLocations: [...(directory.inferredLocations ?? []), ...paths],
  };
}

function listNowhere(
  growing: readonly Growing[],
  loose: readonly ScriptLinks[],
  manners: ReadonlyMap<string, Manner>,
  isNamed: boolean,
): ReadonlyMap<string, readonly IgnoredFile[]> {
  const nowhere = new Map<string, IgnoredFile[]>();
  for (const { path, id, revision } of loose) {
    const folder = folderOf(path);
    if (manners.has(folder)) continue;
    const [nearest] = nearestFirst(growing, { path: folder });
    if (!nearest) continue;
    const { name } = nearest.directory;
    if (isNamed && !path.startsWith(`${name}/`)) continue;
    const reason = isBelow(nearest, { path: folder, scripts: [] })
      ? inSubDirectory
      : "no configuration names its folder";
    nowhere.set(name, [
      ...(nowhere.get(name) ?? []),
      { path, id, reason, ...(revision !== null && { revision }) },
    ]);
  }
  return nowhere;
}
