// A few files by their paths, out of the state that is asked about: settings, before anything else is read.

import type { Tree, TreeEntry } from "../model.ts";
import { listIndex, listTree } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { type FileState, readFiles } from "./read-files.ts";
import { resolveCommit } from "./resolve-refs.ts";
import type { AfterState } from "./wanted-states.ts";
import { entryOnDisk } from "./work-tree.ts";

/** The texts of those of the paths that are files with text in this state. */
export async function readTexts(
  repository: Repository,
  state: AfterState,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await entriesOf(repository, state, paths);
  const tree: Tree = new Map([...entries].filter(([, entry]) => entry.mode === "file"));
  const suspect: FileState = { tree, collisions: new Map(), changed: new Set(), isTrusted: false };
  const [files] = await readFiles(repository, [
    { state: suspect, paths: [...tree.keys()], links: null },
  ]);
  const texts = new Map<string, string>();
  for (const [path, file] of files!) if (file.kind === "text") texts.set(path, file.text);
  return texts;
}

async function entriesOf(
  repository: Repository,
  state: AfterState,
  paths: readonly string[],
): Promise<Tree> {
  switch (state.kind) {
    case "commit":
      return listTree(repository, (await resolveCommit(repository, state.ref)).commit, paths);
    case "merge":
      return listTree(repository, state.commit, paths);
    case "staged":
      return listIndex(repository, paths);
    case "worktree":
      return new Map(
        paths.flatMap((path): [string, TreeEntry][] => {
          const entry = repository.hasWorkTree ? entryOnDisk(repository, path) : null;
          return entry ? [[path, entry]] : [];
        }),
      );
  }
}
