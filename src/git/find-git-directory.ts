// Where a repository begins, found by its `.git` alone: files of a repository may look like one, and their configuration names programs.

import { lstatSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve, sep } from "node:path";

/** The place to run git in. */
export interface Found {
  readonly directory: string;
  /** A repository without a work tree, which has no `.git`. */
  readonly isBare: boolean;
  /** A clone holds the bare repository that was asked for. */
  readonly holds: string | null;
}

/** Looks upwards for a `.git`, and takes a bare repository for one only outside of every clone. */
export function findGitDirectory(start: string): Found | null {
  const above = [...ancestors(start)];
  const clone = above.find((path) => exists(join(path, ".git"))) ?? null;
  const bare = above.find(isBareRepository) ?? null;
  if (clone === null) {
    return bare === null ? null : { directory: bare, isBare: true, holds: null };
  }
  const isInside = bare?.startsWith(clone + sep) && !bare.startsWith(join(clone, ".git"));
  return { directory: clone, isBare: false, holds: isInside ? bare : null };
}

/** A directory and those above it, as far as GIT_CEILING_DIRECTORIES lets git look. */
function* ancestors(start: string): Generator<string> {
  const ceilings = (process.env["GIT_CEILING_DIRECTORIES"] ?? "").split(delimiter);
  const ends = new Set(ceilings.filter((path) => path !== "").map((path) => resolve(path)));
  for (let at = start; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at || ends.has(dirname(at))) return;
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** As git tells one. */
function isBareRepository(path: string): boolean {
  const isDirectory = (name: string) =>
    statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return exists(join(path, "HEAD")) && isDirectory("objects") && isDirectory("refs");
}
