// Single facts about commits.

import type { CommitSha } from "../model.ts";
import type { Repository } from "./open-repository.ts";
import { isCommitSha } from "./resolve-refs.ts";
import { GitFailed } from "./run-git.ts";

/** The parents as the commit itself names them. `HEAD^1` and `git log` show none where a shallow clone ends. */
export async function mergeParents(
  repository: Repository,
  commit: CommitSha,
): Promise<readonly CommitSha[]> {
  const [header = ""] = (await repository.git.text(["cat-file", "commit", commit])).split(
    "\n\n",
    1,
  );
  const names = header.split("\n").filter((line) => line.startsWith("parent "));
  return names.map((line) => line.slice("parent ".length)).filter(isCommitSha);
}

/** True when this clone has the commit. */
export async function hasCommit(repository: Repository, commit: CommitSha): Promise<boolean> {
  const printed = await repository.git.catFile(["--batch-check"], `${commit}\n`);
  return printed.toString().includes(" commit ");
}

/** The best common ancestors of two commits, in git's order; none where the histories do not meet in this clone. */
export async function findMergeBases(
  repository: Repository,
  one: CommitSha,
  other: CommitSha,
): Promise<readonly CommitSha[]> {
  if (one === other) return [one];
  try {
    const printed = await repository.git.text(["merge-base", "--all", one, other]);
    return printed.split("\n").filter(isCommitSha);
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return [];
    throw error;
  }
}
