// The script directories of another commit.

import type { Repository } from "../../git/open-repository.ts";
import { readSnapshot } from "../../git/read-snapshots.ts";
import { buildGraph } from "../../graph/build.ts";
import type { CommitSha } from "../../model.ts";
import { parseScript } from "../../parse/script.ts";
import type { GraphOfDirectory } from "../heads.ts";

/** Every script directory of a commit. */
export async function graphsAt(
  repository: Repository,
  commit: CommitSha,
): Promise<readonly GraphOfDirectory[]> {
  const then = await readSnapshot(repository, commit, { configs: [], versions: [] });
  return then.scriptDirectories.map(({ directory, files }) => ({
    directory,
    graph: buildGraph(files.map(parseScript)),
    texts: files,
  }));
}
