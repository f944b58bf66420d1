// The directories of a tree: which exist, what lies in them, and what a configured path means there.

import type { Tree } from "../../model.ts";

/** The absolute directory that the repository is taken to lie in. */
export const repositoryRoot = "/<repository>";

/** A tree with its paths in an order that finds directories quickly. Directories are written without a slash at the end, the root as "". */
export interface Places {
  readonly tree: Tree;
  /** In JavaScript's own order, which differs from code points only beyond U+D7FF. */
  readonly paths: readonly string[];
}

const known = new WeakMap<Tree, Places>();

/** The places of a tree, made once. */
export function placesOf(tree: Tree): Places {
  let places = known.get(tree);
  if (!places) {
    const paths = [...tree.keys()];
    if (paths.some((path, i) => i > 0 && path < paths[i - 1]!)) paths.sort();
    places = { tree, paths };
    known.set(tree, places);
  }
  return places;
}

/** The paths below a directory. */
export function pathsBelow({ paths }: Places, directory: string): readonly string[] {
  if (directory === "") return paths;
  const first = firstAtOrAfter(paths, `${directory}/`);
  // "0" follows "/" directly.
  return paths.slice(first, firstAtOrAfter(paths, `${directory}0`));
}

/** True for a directory that holds anything, and for what stands in a directory's place: a symbolic link, a submodule. */
export function isDirectory({ tree, paths }: Places, directory: string): boolean {
  if (directory === "") return paths.length > 0;
  const entry = tree.get(directory);
  if (entry) return entry.mode !== "file";
  return paths[firstAtOrAfter(paths, `${directory}/`)]?.startsWith(`${directory}/`) ?? false;
}

const packages = new WeakMap<Places, ReadonlyMap<string, readonly string[]>>();

/** The directories that hold a directory of this name, the highest first, twenty at most: where a package may lie that no path names. */
export function holdersOf(places: Places, name: string): readonly string[] {
  let holders = packages.get(places);
  if (!holders) {
    holders = indexHolders(places);
    packages.set(places, holders);
  }
  return holders.get(name) ?? [];
}

function indexHolders({ paths }: Places): ReadonlyMap<string, readonly string[]> {
  const seen = new Set<string>([""]);
  const holders = new Map<string, string[]>();
  for (const path of paths) {
    for (let at = parentOf(path); !seen.has(at); at = parentOf(at)) {
      seen.add(at);
      const held = holders.get(nameOf(at));
      if (held) held.push(parentOf(at));
      else holders.set(nameOf(at), [parentOf(at)]);
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

/** The directory of a path, "" at the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A directory seen from another, dots resolved; null outside the repository. */
export function join(directory: string, path: string): string | null {
  const parts = directory === "" ? [] : directory.split("/");
  for (const part of path.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

/** Order by code point, as Python sorts. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const isLeftAstral = left >= 0xd800 && left <= 0xdfff;
    const isRightAstral = right >= 0xd800 && right <= 0xdfff;
    return isLeftAstral === isRightAstral ? left - right : isLeftAstral ? 1 : -1;
  }
  return a.length - b.length;
}
