// Symbolic links inside a tree, followed as the file system would if the tree were checked out.

import type { ScriptDirectory, Tree, TreeEntry } from "../model.ts";
import { quoted } from "../text/foreign-text.ts";
import { replaceEntries } from "./list-tree.ts";

/** Where the links of a tree lead: by path, what each of them holds. */
export type Links = ReadonlyMap<string, string>;

/** A path without links, or one sentence (without full stop) that says why there is none. */
export type Followed = { readonly path: string } | { readonly reason: string };

/** As many as Linux allows before it gives up with ELOOP. */
const mostLinks = 40;

/** Resolves every link on the way, step by step. */
export function followLinks(links: Links, path: string): Followed {
  let rest = path.split("/");
  const done: string[] = [];
  for (let followed = 0; rest.length > 0; ) {
    const [part = "", ...others] = rest;
    rest = others;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (done.pop() === undefined) return { reason: leadsOut(links.get(path)) };
      continue;
    }
    done.push(part);
    const target = links.get(done.join("/"));
    if (target === undefined) continue;
    if (++followed > mostLinks)
      return { reason: "it is a symbolic link that leads round in a circle" };
    if (target.startsWith("/") || target.length > 4096) return { reason: leadsOut(target) };
    done.pop();
    rest = [...target.split("/"), ...rest];
  }
  return { path: done.join("/") };
}

function leadsOut(target: string | undefined): string {
  const shown = target === undefined ? "" : ` to ${quoted(target)}`;
  return `it is a symbolic link${shown}, outside the repository`;
}

/** A tree in which the version locations hold what their links lead to, and where the added paths really lie. */
export interface LinkedTree {
  readonly tree: Tree;
  readonly realPaths: ReadonlyMap<string, string>;
}

/** Puts what links lead to in the place of the links, for the version locations of one script directory. */
export function linkLocations(tree: Tree, links: Links, directory: ScriptDirectory): LinkedTree {
  const realPaths = new Map<string, string>();
  if (links.size > 0) {
    for (const location of directory.versionLocations) {
      const real = followLinks(links, location);
      if ("path" in real && real.path !== location) addCopies(tree, real.path, location, realPaths);
      addLinkedFiles(tree, links, location, realPaths);
    }
  }
  const entries = new Map<string, TreeEntry>();
  for (const [path, real] of realPaths) entries.set(path, tree.get(real)!);
  return { tree: replaceEntries(tree, entries), realPaths };
}

function addCopies(tree: Tree, from: string, to: string, realPaths: Map<string, string>): void {
  for (const path of tree.keys()) {
    if (path.startsWith(`${from}/`)) realPaths.set(`${to}${path.slice(from.length)}`, path);
  }
}

function addLinkedFiles(
  tree: Tree,
  links: Links,
  location: string,
  realPaths: Map<string, string>,
): void {
  for (const link of [...links.keys(), ...realPaths.keys()]) {
    if (!link.startsWith(`${location}/`)) continue;
    const followed = followLinks(links, realPaths.get(link) ?? link);
    if ("path" in followed && tree.get(followed.path)?.mode === "file")
      realPaths.set(link, followed.path);
  }
}
