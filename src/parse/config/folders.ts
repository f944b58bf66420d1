// The directories of a tree: which exist, what lies in them, and what a configured path means there.

import type { Tree } from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { baseName, folderOf } from "../../text/paths.ts";

/** The absolute directory that the repository is taken to lie in. */
export const repositoryRoot = "/<repository>";

/** A tree with its paths in an order that finds directories quickly. Directories are written without a slash at the end, the root as "". */
export interface Folders {
  readonly tree: Tree;
  /** In JavaScript's own order, which differs from code points only beyond U+D7FF. */
  readonly paths: readonly string[];
}

const known = new WeakMap<Tree, Folders>();

/** The folders of a tree, made once. */
export function foldersOf(tree: Tree): Folders {
  let folders = known.get(tree);
  if (!folders) {
    const paths = [...tree.keys()];
    if (paths.some((path, i) => i > 0 && path < paths[i - 1]!)) paths.sort();
    folders = { tree, paths };
    known.set(tree, folders);
  }
  return folders;
}

/** The paths below a directory. */
export function pathsBelow({ paths }: Folders, directory: string): readonly string[] {
  if (directory === "") return paths;
  const first = firstAtOrAfter(paths, `${directory}/`);
  // "0" follows "/" directly.
  return paths.slice(first, firstAtOrAfter(paths, `${directory}0`));
}

/** True for a directory that holds anything, and for what stands in a directory's place: a symbolic link, a submodule. */
export function isDirectory({ tree, paths }: Folders, directory: string): boolean {
  if (directory === "") return paths.length > 0;
  const entry = tree.get(directory);
  if (entry) return entry.mode !== "file";
  return paths[firstAtOrAfter(paths, `${directory}/`)]?.startsWith(`${directory}/`) ?? false;
}

const packages = new WeakMap<Folders, ReadonlyMap<string, readonly string[]>>();

/** The directories that hold a directory of this name, the highest first, twenty at most: where a package may lie that no path names. */
export function holdersOf(folders: Folders, name: string): readonly string[] {
  let holders = packages.get(folders);
  if (!holders) {
    holders = indexHolders(folders);
    packages.set(folders, holders);
  }
  return holders.get(name) ?? [];
}

function indexHolders({ paths }: Folders): ReadonlyMap<string, readonly string[]> {
  const seen = new Set<string>([""]);
  const holders = new Map<string, string[]>();
  for (const path of paths) {
    for (let at = folderOf(path); !seen.has(at); at = folderOf(at)) {
      seen.add(at);
      const held = holders.get(baseName(at));
      if (held) held.push(folderOf(at));
      else holders.set(baseName(at), [folderOf(at)]);
    }
  }
  const depth = (path: string) => path.split("/").length;
  const byDepth = (a: string, b: string) => depth(a) - depth(b) || byCodePoint(a, b);
  return new Map([...holders].map(([name, held]) => [name, held.sort(byDepth).slice(0, 20)]));
}

function firstAtOrAfter(paths: readonly string[], wanted: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (paths[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A directory as `%(here)s` gives it. */
export function here(directory: string): string {
  return directory === "" ? repositoryRoot : `${repositoryRoot}/${directory}`;
}
