// Script directories of the target branch that a state no longer leads to and edits all the same.

import type { ScriptDirectorySnapshot } from "../model.ts";
import { type Discovered, listDirectory, realPathsOf, withFiles } from "./discover-directories.ts";
import type { Repository } from "./open-repository.ts";
import { readFiles } from "./read-files.ts";

/** A state and the script directories that were found in it. */
export interface Seen {
  readonly discovered: Discovered;
  readonly directories: readonly ScriptDirectorySnapshot[];
}

/** Those of the target's script directories of which a state loads no file, and which hold some that are not the target's: as they lie there now. */
export async function readLeftBehind(
  repository: Repository,
  { discovered: { state, links }, directories }: Seen,
  target: Seen,
): Promise<readonly ScriptDirectorySnapshot[]> {
  const paths = new Set(directories.flatMap(({ files }) => files.map(({ path }) => path)));
  const isOutOfSight = ({ files }: ScriptDirectorySnapshot) =>
    files.length > 0 && !files.some(({ path }) => paths.has(path));
  const candidates = target.directories.filter(isOutOfSight);
  if (candidates.length === 0) return [];
  const loaded = new Set(
    directories.flatMap(({ directory }) => realPathsOf(listDirectory(state, links, directory))),
  );
  const idIn = ({ state }: Pick<Seen["discovered"], "state">, path: string) =>
    state.tree.get(path)?.id;
  const left = candidates
    .map(({ directory }) => listDirectory(state, links, directory))
    .filter((listed) => {
      const real = realPathsOf(listed);
      const isEdited = real.some((path) => idIn({ state }, path) !== idIn(target.discovered, path));
      return isEdited && !real.some((path) => loaded.has(path));
    });
  if (left.length === 0) return [];
  const wanted = { state, links, paths: left.flatMap(realPathsOf) };
  const [files] = await readFiles(repository, [wanted]);
  return left.map((listed) => withFiles(listed, files!));
}
