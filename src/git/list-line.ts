// The commits of a branch, first parent by first parent, that changed some paths.

import type { CommitSha } from "../model.ts";
import { submodulesToo } from "./harmless-settings.ts";
import { type RawRecord, readRawDiff } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { isCommitSha } from "./resolve-refs.ts";

/** A commit as the branch got it, and what it changed against its first parent. */
export interface LineCommit {
  readonly commit: CommitSha;
  /** As the clone has them: none where a shallow clone ends. */
  readonly parents: readonly CommitSha[];
  /** When it was committed, as the committer wrote it. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly records: readonly RawRecord[];
}

/** Commits of the line that changed paths under the pathspecs, newest first. */
export async function listLine(
  repository: Repository,
  tip: CommitSha,
  pathspecs: readonly string[],
): Promise<readonly LineCommit[]> {
  const line = ["--first-parent", "-m", "--root", "--no-show-signature", "--no-color"];
  const raw = ["--raw", "-z", "--no-renames", ...submodulesToo, "--no-abbrev"];
  const format = "--format=%x00%H%x00%P%x00%cI%x00%aN%x00%s";
  const args = ["log", ...line, ...raw, format, tip, "--", ...pathspecs];
  return [...readLog(await repository.git.text(args))];
}

/** A commit is five fields, then come records of two fields each: `:<modes, ids, status>` and the path. */
function* readLog(printed: string): Generator<LineCommit> {
  const fields = printed.split("\0");
  let commit: Omit<LineCommit, "records"> | null = null;
  let records: RawRecord[] = [];
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!.replace(/^\n/, "");
    if (field.startsWith(":")) {
      const record = readRawDiff(`${field}\0${fields[++i] ?? ""}\0`).next().value;
      if (record) records.push(record);
    } else if (isCommitSha(field)) {
      if (commit) yield { ...commit, records };
      records = [];
      const [parents = "", date = "", author = "", subject = ""] = fields.slice(i + 1, i + 5);
      commit = {
        commit: field,
        parents: parents.split(" ").filter(isCommitSha),
        date,
        author,
        subject,
      };
      i += 4;
    }
  }
  if (commit) yield { ...commit, records };
}

/** Every commit of the line, newest first. */
export async function listAllOfLine(
  repository: Repository,
  tip: CommitSha,
): Promise<readonly CommitSha[]> {
  const printed = await repository.git.text(["rev-list", "--first-parent", tip]);
  return printed.split("\n").filter(isCommitSha);
}
