// What differs between many pairs of commits, asked for in one go.

import type { CommitSha } from "../model.ts";
import { submodulesToo } from "./harmless-settings.ts";
import { type PathChange, readRawDiff, type TreeChange } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { isCommitSha } from "./resolve-refs.ts";

/** From one commit to another. */
export type CommitPair = readonly [from: CommitSha, to: CommitSha];

/** The differences, in the order of the pairs, within the pathspecs where there are any. */
export async function diffPairs(
  repository: Repository,
  pairs: readonly CommitPair[],
  pathspecs: readonly string[] = [],
): Promise<readonly TreeChange[]> {
  if (pairs.length === 0) return [];
  const raw = ["-r", "--raw", "-z", "--no-renames", ...submodulesToo, "--no-abbrev"];
  const scope = pathspecs.length > 0 ? ["--", ...pathspecs] : [];
  // A commit with another beside it is compared with that one, as if it were its only parent.
  const input = pairs.map(([from, to]) => `${to} ${from}\n`).join("");
  const args = ["diff-tree", "--stdin", "--always", ...raw, ...scope];
  const found = [...readBlocks(await repository.git.text(args, { input }))];
  return pairs.map((_, i) => found[i] ?? new Map());
}

/** A pair is its commit's id, then come records of two fields each: `:<modes, ids, status>` and the path. */
function* readBlocks(printed: string): Generator<TreeChange> {
  const fields = printed.split("\0");
  let block: Map<string, PathChange> | null = null;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    if (field.startsWith(":")) {
      const record = readRawDiff(`${field}\0${fields[++i] ?? ""}\0`).next().value;
      if (record) block?.set(record.path, { old: record.old, new: record.new });
    } else if (isCommitSha(field.trim())) {
      if (block) yield block;
      block = new Map();
    }
  }
  if (block) yield block;
}
