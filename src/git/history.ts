// What the history of the target branch tells beyond the states that are compared.

import type { CommitSha, FirstText, LostRevision } from "../model.ts";
import { findLostRevisions } from "./lost-revision.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";
import { readArrivals } from "./script-history.ts";

/** So many scripts are looked up at most: where a change edits more, nobody takes back a slip. */
const mostPaths = 50;

/** The questions that the checker may ask of a repository's history. A clone that holds only a part of it answers with less. */
export function historyOf(repository: Repository) {
  return {
    findLost: (revisions: readonly string[]): Promise<ReadonlyMap<string, LostRevision>> =>
      findLostRevisions(repository, revisions),

    /** What the history of a target branch knows of revisions; `removedIn` is the commit of it that took one away. */
    findEarlier: (
      target: CommitSha,
      revisions: readonly string[],
    ): Promise<ReadonlyMap<string, LostRevision>> =>
      findLostRevisions(repository, revisions, target),

    /** The texts with which scripts came to the target branch, by path. */
    firstTexts: async (
      target: CommitSha,
      paths: readonly string[],
    ): Promise<ReadonlyMap<string, FirstText>> => {
      const touches = await readArrivals(repository, target, paths.slice(0, mostPaths));
      const blobs = [...touches.values()].flatMap((touch) => touch.new ?? []);
      await readBlobs(repository, blobs, new Set());
      return new Map(
        [...touches].flatMap(([path, { by, new: blob }]) => {
          const content = blob === null ? undefined : repository.blobs.get(blob);
          return content && "text" in content
            ? [[path, { commit: by.commit, text: content.text }] as const]
            : [];
        }),
      );
    },
  };
}
