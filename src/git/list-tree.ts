// Lists of files: a commit's tree, and what changed between trees.

import type { CommitSha, Tree, TreeEntry } from "../model.ts";
import { byCodePoint } from "../text/code-points.ts";
import { submodulesToo } from "./harmless-settings.ts";
import type { Repository } from "./open-repository.ts";

/** What one path held before and holds after; null: nothing. */
export interface PathChange {
  readonly old: TreeEntry | null;
  readonly new: TreeEntry | null;
}

/** Changed paths. */
export type TreeChange = ReadonlyMap<string, PathChange>;

/** Every file of a commit, or those of some paths. Git lists paths in the order of their bytes, which is that of their code points. */
export async function listTree(
  repository: Repository,
  commit: CommitSha,
  paths: readonly string[] = [],
): Promise<Tree> {
  const scope = paths.length > 0 ? ["--", ...paths] : [];
  return readListing(
    await repository.git.text(["ls-tree", "-r", "-z", "--full-tree", commit, ...scope]),
  );
}

/** What the index holds at some paths; nothing for a path with unresolved conflicts. */
export async function listIndex(repository: Repository, paths: readonly string[]): Promise<Tree> {
  const literal = paths.map((path) => `:(literal)${path}`);
  const printed = await repository.git.text(["ls-files", "--stage", "-z", "--", ...literal]);
  const merged = printed.split("\0").filter((record) => / 0\t/.test(record));
  return readListing(merged.map((record) => record.replace(" 0\t", "\t")).join("\0"));
}

/** Reads `<mode> [<type> ]<id>TAB<path>NUL`. */
function readListing(printed: string): Tree {
  const tree = new Map<string, TreeEntry>();
  for (const record of printed.split("\0")) {
    const tab = record.indexOf("\t");
    if (tab < 0) continue;
    tree.set(record.slice(tab + 1), {
      mode: modeOf(record),
      id: record.slice(record.lastIndexOf(" ", tab) + 1, tab),
    });
  }
  return tree;
}

/** What changed from one commit to another, moved files as removed and added. */
export async function diffTrees(
  repository: Repository,
  from: CommitSha,
  to: CommitSha,
): Promise<TreeChange> {
  if (from === to) return new Map();
  const printed = await repository.git.text([
    "diff-tree",
    "-r",
    "--raw",
    "-z",
    "--no-renames",
    ...submodulesToo,
    "--full-index",
    from,
    to,
  ]);
  const change = new Map<string, PathChange>();
  for (const { path, old, new: now } of readRawDiff(printed)) change.set(path, { old, new: now });
  return change;
}

/** One record of git's raw format. An id of zeros stands for content that only the work tree has. */
export interface RawRecord extends PathChange {
  readonly path: string;
  /** A, D, M, T, or U for a path left unmerged. */
  readonly status: string;
}

/** Reads `--raw -z --no-renames`: `:<old mode> <new mode> <old id> <new id> <status>NUL<path>NUL`. */
export function* readRawDiff(printed: string): Generator<RawRecord> {
  const fields = printed.split("\0");
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode = "", newMode = "", oldId = "", newId = "", status = ""] = (fields[i] ?? "")
      .slice(1)
      .split(" ");
    const path = fields[i + 1] ?? "";
    yield { path, status, old: entry(oldMode, oldId), new: entry(newMode, newId) };
  }
}

function entry(mode: string, id: string): TreeEntry | null {
  return mode === "000000" ? null : { mode: modeOf(mode), id };
}

function modeOf(record: string): TreeEntry["mode"] {
  if (record.startsWith("120000")) return "symlink";
  return record.startsWith("160000") ? "submodule" : "file";
}

/** The same tree with some entries replaced, removed (null) or added, each in its place. */
export function replaceEntries(tree: Tree, entries: ReadonlyMap<string, TreeEntry | null>): Tree {
  if (entries.size === 0) return tree;
  const added = [...entries].filter(([path, entry]) => entry !== null && !tree.has(path));
  added.sort(([a], [b]) => byCodePoint(a, b));
  const replaced = new Map<string, TreeEntry>();
  const put = (path: string, entry: TreeEntry | null) => entry && replaced.set(path, entry);
  let next = 0;
  for (const [path, entry] of tree) {
    while (next < added.length && byCodePoint(added[next]![0], path) < 0) put(...added[next++]!);
    const now = entries.get(path);
    put(path, now === undefined ? entry : now);
  }
  for (const late of added.slice(next)) put(...late);
  return replaced;
}
