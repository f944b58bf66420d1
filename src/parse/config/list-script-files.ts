// Which files of a script directory Alembic loads, in what order, and which it passes over although they look like scripts.

import type { IgnoredFile, ScriptDirectory, Tree } from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { baseName, folderOf, join } from "../../text/paths.ts";
import { type Folders, foldersOf, pathsBelow } from "./folders.ts";

/** The files of a script directory by name alone: `loaded` in load order, `ignored` sorted by path. */
export interface ScriptFiles {
  readonly loaded: readonly string[];
  readonly ignored: readonly IgnoredFile[];
}

/** Why a script in a sub-directory is passed over. */
export const inSubDirectory =
  "it lies in a sub-directory of a version location, and `recursive_version_locations` is not `true`";

const known = new WeakMap<Tree, Map<ScriptDirectory, ScriptFiles>>();

/** Lists script files as `Script._list_py_dir` of the newest Alembic does, once for each directory of a tree. A file that two locations hold counts once. */
export function listScriptFiles(tree: Tree, directory: ScriptDirectory): ScriptFiles {
  const listed = known.get(tree) ?? new Map<ScriptDirectory, ScriptFiles>();
  known.set(tree, listed);
  const files = listed.get(directory) ?? list(tree, directory);
  listed.set(directory, files);
  return files;
}

function list(tree: Tree, directory: ScriptDirectory): ScriptFiles {
  const folders = foldersOf(tree);
  const loaded = new Set<string>();
  for (const location of directory.versionLocations.map((path) => join("", path)!)) {
    for (const path of filesOf(folders, location, directory)) {
      const isScript = directory.sourceless
        ? isLoadedSourceless(tree, path)
        : isLoaded(baseName(path));
      if (isScript) loaded.add(path);
    }
  }
  return { loaded: [...loaded], ignored: listIgnored(folders, directory, loaded) };
}

/** True for a name that Alembic loads (`_only_source_rev_file`). */
export function isLoaded(name: string): boolean {
  return name.endsWith(".py") && !/^(?:\.#|__init__)|\n/.test(name);
}

/** The same for `sourceless` (`_sourceless_rev_file`): bytecode, unless there is a better file beside it. */
function isLoadedSourceless(tree: Tree, path: string): boolean {
  const source = path.replace(/(\.py)[co]$/, "$1");
  if (!isLoaded(baseName(source))) return false;
  if (source === path) return true;
  return !tree.has(source) && !(path.endsWith("o") && tree.has(`${source}c`));
}

/** The files of a location in the order of `os.walk` with sorted names: a directory's files, then its sub-directories. */
function filesOf(
  folders: Folders,
  location: string,
  { recursive, sourceless }: ScriptDirectory,
): readonly string[] {
  const start = location === "" ? 0 : location.length + 1;
  const all = pathsBelow(folders, location).filter(
    (path) => folders.tree.get(path)!.mode !== "submodule",
  );
  const isWalked = (directory: string) =>
    recursive ? !directory.endsWith("__pycache__") : directory === location;
  const files = all.filter((path) =>
    recursive ? isWalked(folderOf(path)) : path.indexOf("/", start) < 0,
  );
  if (!sourceless) return files.sort((a, b) => byWalk(a, b, start));
  const keys = new Map(files.map((path) => [path, path]));
  for (const path of orphansOf(all)) {
    const directory = folderOf(folderOf(path));
    // Alembic lists them after the directory's files.
    if (isWalked(directory)) keys.set(path, join(directory, `\u{10ffff}${baseName(path)}`)!);
  }
  return [...keys].sort(([, a], [, b]) => byWalk(a, b, start)).map(([path]) => path);
}

/** Files of a `__pycache__` whose name up to the first dot no file beside it has: the bytecode of deleted scripts. */
function orphansOf(paths: readonly string[]): readonly string[] {
  const stemOf = (directory: string, path: string) =>
    `${directory}/${baseName(path).split(".", 1)[0]}`;
  const stems = new Set(paths.map((path) => stemOf(folderOf(path), path)));
  return paths.filter((path) => {
    const cache = folderOf(path);
    return baseName(cache) === "__pycache__" && !stems.has(stemOf(folderOf(cache), path));
  });
}

/** Files of a directory come before its sub-directories; either by code point. */
function byWalk(a: string, b: string, start: number): number {
  for (let from = start; ; ) {
    const endA = a.indexOf("/", from);
    const endB = b.indexOf("/", from);
    if (endA < 0 !== endB < 0) return endA < 0 ? -1 : 1;
    const partA = a.slice(from, endA < 0 ? undefined : endA);
    const partB = b.slice(from, endB < 0 ? undefined : endB);
    if (partA !== partB || endA < 0) return byCodePoint(partA, partB);
    from = endA + 1;
  }
}

function listIgnored(
  folders: Folders,
  directory: ScriptDirectory,
  loaded: ReadonlySet<string>,
): readonly IgnoredFile[] {
  const locations = directory.versionLocations.map((path) => join("", path)!);
  const ignored = new Map<string, IgnoredFile>();
  for (const location of locations) {
    // A location around the script directory is the current directory, listed by mistake: all else there is no script.
    const isAround = location !== directory.name && `${directory.name}/`.startsWith(`${location}/`);
    if (location === "" || isAround) continue;
    for (const path of pathsBelow(folders, location)) {
      if (loaded.has(path) || folders.tree.get(path)!.mode === "submodule") continue;
      const below = folderOf(path) === location ? null : path.slice(location.length + 1);
      const reason = whyIgnored(folders, path, below, directory.recursive);
      if (reason) ignored.set(path, { path, reason });
    }
  }
  return [...ignored.values()].sort((a, b) => byCodePoint(a.path, b.path));
}

/** `below`: the path seen from its version location, null for a file directly in one. */
function whyIgnored(
  folders: Folders,
  path: string,
  below: string | null,
  recursive: boolean,
): string | null {
  const name = baseName(path);
  if (/(?:^|\/)[^/]*__pycache__\//.test(path)) return null;
  if (!/\.py$/i.test(name) || name === "__init__.py") return null;
  if (below !== null && !recursive) {
    if (!isLoaded(name) || isOtherEnvironment(folders, path, below)) return null;
    return looksLikeScript(folders, path) ? inSubDirectory : null;
  }
  if (name.startsWith(".#")) return "its name starts with `.#`";
  if (name.startsWith("__init__")) return "its name starts with `__init__`";
  if (name.includes("\n")) return "its name holds a line break";
  return `its name ends in \`${name.slice(-3)}\`, not in \`.py\``;
}

/** A directory on the way down with an `env.py` of its own is another script directory. */
function isOtherEnvironment({ tree }: Folders, path: string, below: string): boolean {
  const depth = below.split("/").length - 1;
  let directory = path;
  for (let i = 0; i < depth; i++) {
    directory = folderOf(directory);
    if (tree.has(`${directory}/env.py`)) return true;
  }
  return false;
}

/** A module of a package is one that scripts import, unless it is named as scripts are: by a number, a date or a revision. */
function looksLikeScript({ tree }: Folders, path: string): boolean {
  const name = baseName(path);
  if (/^(?:test_|conftest\.)/.test(name)) return false;
  return (
    !tree.has(`${folderOf(path)}/__init__.py`) ||
    /(?:^|_)(?=[0-9a-f]*\d)[0-9a-f]{3,}[_.]/.test(name)
  );
}
