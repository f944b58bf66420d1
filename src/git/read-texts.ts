// A few named files of one state of the repository → their texts.

import { decodeSource } from "./decode-source.ts";
import type { Repository } from "./open-repository.ts";
import { readBatch } from "./read-blobs.ts";
import type { AfterState } from "./read-snapshots.ts";
import { resolveCommit } from "./resolve-refs.ts";
import { readOnDisk } from "./work-tree.ts";

/** The texts of the paths that exist in that state and are text; one process, none for the working tree. */
export async function readTexts(
  repository: Repository,
  state: AfterState,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const contents = await readContents(repository, state, paths);
  return new Map(
    contents.flatMap(([path, content]) => ("text" in content ? [[path, content.text]] : [])),
  );
}

async function readContents(repository: Repository, state: AfterState, paths: readonly string[]) {
  if (state.kind === "worktree") {
    return paths.map((path) => [path, readOnDisk(repository, path).content] as const);
  }
  const names = await objectNames(repository, state);
  const printed = await repository.git.catFile(["--batch"], `${paths.map(names).join("\n")}\n`);
  return [...readBatch(printed)].flatMap(({ bytes }, index) =>
    bytes ? [[paths[index]!, decodeSource(bytes)] as const] : [],
  );
}

/** How git names a path's content: in a commit, or in the index. */
async function objectNames(
  repository: Repository,
  state: Exclude<AfterState, { kind: "worktree" }>,
) {
  if (state.kind === "staged") return (path: string) => `:${path}`;
  const commit =
    state.kind === "merge" ? state.commit : (await resolveCommit(repository, state.ref)).commit;
  return (path: string) => `${commit}:${path}`;
}
