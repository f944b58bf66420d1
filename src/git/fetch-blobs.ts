// File contents that a clone left out, all of them with one request; git by itself would ask for one after the other.

import { CannotCheck } from "../cannot-check.ts";
import type { Tree } from "../model.ts";
import type { Repository } from "./open-repository.ts";
import { GitFailed } from "./run-git.ts";
import { talk } from "./talk.ts";

const quietly = [
  "--quiet",
  "--no-tags",
  "--no-recurse-submodules",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
];

/** Brings these blobs from where the clone came from. Throws CannotCheck. */
export async function fetchBlobs(repository: Repository, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // Without telling what is here, as git does it for contents that it misses.
  const settings = [["fetch.negotiationAlgorithm", "noop"]] as const;
  const args = ["fetch", ...quietly, "--filter=blob:none", "--stdin", "origin"];
  try {
    await talk(repository, args, { input: `${ids.join("\n")}\n`, settings });
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `The contents of ${ids.length} files could not be fetched: ${error.said}. Look at the connection, or clone the repository yourself and name the directory with \`--repo DIR\`.`,
    );
  }
}

/** Everything that a search through Python files would read. */
export function pythonBlobs(tree: Tree): readonly string[] {
  return [...tree].flatMap(([path, { mode, id }]) =>
    mode === "file" && path.endsWith(".py") ? [id] : [],
  );
}
