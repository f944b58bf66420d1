// Every commit that touched a script, on any branch or tag, with the blobs before and after.

import type { CommitSha, LostRevision, TreeEntry } from "../model.ts";
import { submodulesToo } from "./harmless-settings.ts";
import { readRawDiff } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { isCommitSha } from "./resolve-refs.ts";

/** What one commit did to one path. Null: no file on that side. */
export interface Touch {
  readonly by: NonNullable<LostRevision["addedIn"]>;
  readonly path: string;
  readonly old: string | null;
  readonly new: string | null;
}

/** All touches of Python files under some pathspecs, newest commit first, those of one commit together. */
export async function readHistory(
  repository: Repository,
  pathspecs: readonly string[],
): Promise<readonly Touch[]> {
  const everywhere = ["--all", "--full-history", "--root", "--no-show-signature", "--no-color"];
  const raw = [
    "--raw",
    "-z",
    "--no-renames",
    ...submodulesToo,
    "--no-abbrev",
    "--format=%x00%H%x00%cI%x00%s",
  ];
  const printed = await repository.git.text(["log", ...everywhere, ...raw, "--", ...pathspecs]);
  return [...readLog(printed)];
}

/** A commit is its id, date and subject, then come records of two fields each: `:<modes, ids, status>` and the path. */
function* readLog(printed: string): Generator<Touch> {
  const fields = printed.split("\0");
  let by: Touch["by"] | null = null;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!.replace(/^\n/, "");
    if (field.startsWith(":")) {
      const path = fields[++i] ?? "";
      const record = readRawDiff(`${field}\0${path}\0`).next().value;
      if (by && record && path.endsWith(".py"))
        yield { by, path, old: idOf(record.old), new: idOf(record.new) };
    } else if (isCommitSha(field)) {
      by = { commit: field, date: fields[++i] ?? "", subject: fields[++i] ?? "" };
    }
  }
}

function idOf(entry: TreeEntry | null): string | null {
  return entry?.mode === "file" ? entry.id : null;
}

/** For each path the newest touch that brought a file there, on the first parents of a commit alone: on a target branch, what was merged. */
export async function readArrivals(
  repository: Repository,
  commit: CommitSha,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Touch>> {
  const found = new Map<string, Touch>();
  if (paths.length === 0 || repository.isShallow) return found;
  const walk = ["--first-parent", "--diff-merges=first-parent", "--root", "--diff-filter=A"];
  const plain = ["--no-show-signature", "--no-color"];
  const raw = [
    "--raw",
    "-z",
    "--no-renames",
    ...submodulesToo,
    "--no-abbrev",
    "--format=%x00%H%x00%cI%x00%s",
  ];
  const places = paths.map((path) => `:(literal,top)${path}`);
  const printed = await repository.git.text([
    "log",
    ...walk,
    ...plain,
    ...raw,
    commit,
    "--",
    ...places,
  ]);
  for (const touch of readLog(printed)) if (!found.has(touch.path)) found.set(touch.path, touch);
  return found;
}
