// A script moved on one side and edited on the other: git merges that where it lies now, and so does this.

import type { CommitSha, TreeEntry } from "../model.ts";
import type { Collision, MergedTree } from "./apply-change.ts";
import { submodulesToo } from "./harmless-settings.ts";
import { replaceEntries } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";

/** The commits of a three-way merge. */
export interface Sides {
  readonly base: CommitSha;
  /** The target branch's tip. */
  readonly ours: CommitSha;
  /** The change's tip. */
  readonly theirs: CommitSha;
}

/** Looks for the new places of scripts that one side seems to have deleted; asks git only when there are any. */
export async function followRenames(
  repository: Repository,
  merged: MergedTree,
  sides: Sides,
): Promise<MergedTree> {
  const orphans = [...merged.collisions].filter(
    ([path, { base, ours, theirs }]) => path.endsWith(".py") && base && !(ours && theirs),
  );
  const [movedByUs, movedByThem] = await Promise.all([
    orphans.some(([, { ours }]) => !ours)
      ? findMoves(repository, sides.base, sides.ours)
      : new Map<string, string>(),
    orphans.some(([, { theirs }]) => !theirs)
      ? findMoves(repository, sides.base, sides.theirs)
      : new Map<string, string>(),
  ]);
  const entries = new Map<string, TreeEntry | null>();
  const collisions = new Map(merged.collisions);
  for (const [path, { base, ours, theirs }] of orphans) {
    const place = (ours ? movedByThem : movedByUs).get(path);
    const there = place === undefined ? undefined : merged.tree.get(place);
    if (place === undefined || !there || collisions.has(place)) continue;
    const collision: Collision = { base, ours: ours ?? there, theirs: theirs ?? there };
    entries.set(path, null);
    collisions.delete(path);
    collisions.set(place, collision);
  }
  return { tree: replaceEntries(merged.tree, entries), collisions };
}

/** Old path → new path, by git's own measure of likeness. */
async function findMoves(
  repository: Repository,
  from: CommitSha,
  to: CommitSha,
): Promise<ReadonlyMap<string, string>> {
  return readMoves(await repository.git.text([...renamesOnly, from, to]));
}

/** New path → old path, for what single commits moved. */
export async function findRenames(
  repository: Repository,
  commits: readonly CommitSha[],
): Promise<ReadonlyMap<string, string>> {
  if (commits.length === 0) return new Map();
  const input = `${commits.join("\n")}\n`;
  const printed = await repository.git.text([...renamesOnly, "--no-commit-id", "--stdin"], {
    input,
  });
  return new Map([...readMoves(printed)].map(([before, after]) => [after, before]));
}

const renamesOnly = ["diff-tree", "-r", "--raw", "-z", "-M", "--diff-filter=R", ...submodulesToo];

/** Reads `:<modes, ids, R and likeness>NUL<old path>NUL<new path>NUL`. */
function readMoves(printed: string): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  const fields = printed.split("\0");
  for (let i = 0; i + 2 < fields.length; i += 3) moves.set(fields[i + 1]!, fields[i + 2]!);
  return moves;
}
