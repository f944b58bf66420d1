// A few files by their paths, out of the state that is asked about: settings, before anything else is read.

import type { SourceFile, Tree, TreeEntry } from "../model.ts";
import { listIndex, listTree } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { type FileState, readFiles } from "./read-files.ts";
import { resolveCommit } from "./resolve-refs.ts";
import type { AfterState } from "./wanted-states.ts";
import { entryOnDisk } from "./work-tree.ts";

/** Files by their paths. */
export type Sources = ReadonlyMap<string, SourceFile>;

/** Those of the paths that are there in this state, each with its text or the reason why it has none. */
export async function readSources(
  repository: Repository,
  state: AfterState,
  paths: readonly string[],
): Promise<Sources> {
  const tree = await entriesOf(repository, state, paths);
  const suspect: FileState = { tree, collisions: new Map(), changed: new Set(), isTrusted: false };
  const [texts] = await readPaths(repository, [suspect], paths);
  return texts!;
}

/** The texts of those of the paths that are files with text in this state. */
export async function readTexts(
  repository: Repository,
  state: AfterState,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sources = await readSources(repository, state, paths);
  return new Map(
    [...sources].flatMap(([path, file]) => (file.kind === "text" ? [[path, file.text]] : [])),
  );
}

/** Files of two states by their paths. */
export interface BothSources {
  readonly before: Sources;
  readonly after: Sources;
}

/** The same paths in two states; null where both hold the same there. */
export async function readBoth(
  repository: Repository,
  before: FileState,
  after: FileState,
  paths: readonly string[],
): Promise<BothSources | null> {
  const isSame = (path: string) => {
    const [old, now] = [before, after].map(({ tree }) => tree.get(path));
    return old?.id === now?.id && old?.mode === now?.mode && !after.collisions.has(path);
  };
  if (paths.every(isSame)) return null;
  const [old, now] = await readPaths(repository, [before, after], paths);
  return { before: old!, after: now! };
}

/** A link is a file without text, wherever it leads. */
async function readPaths(
  repository: Repository,
  states: readonly FileState[],
  paths: readonly string[],
): Promise<readonly Sources[]> {
  const present = states.map(({ tree }) => paths.filter((path) => tree.has(path)));
  const isLink = ({ tree }: FileState, path: string) => tree.get(path)!.mode === "symlink";
  const files = await readFiles(
    repository,
    states.map((state, i) => ({
      state,
      paths: present[i]!.filter((path) => !isLink(state, path)),
      links: null,
    })),
  );
  return states.map((state, i) => {
    const links = present[i]!.filter((path) => isLink(state, path));
    return new Map([...files[i]!, ...links.map((path) => [path, link(state, path)] as const)]);
  });
}

function link({ tree }: FileState, path: string): SourceFile {
  return { kind: "not-text", path, id: tree.get(path)!.id, reason: "it is a symbolic link" };
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
