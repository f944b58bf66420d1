// With which texts scripts came to a branch, out of a list of its commits that is there already.

import type { CommitSha, FirstText } from "../model.ts";
import type { LineCommit } from "./list-line.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";

interface Arrival {
  readonly place: number;
  readonly commit: CommitSha;
  readonly blob: string;
}

/** Each file's arrivals on a line of commits. */
export class Arrivals {
  readonly #byPath = new Map<string, Arrival[]>();

  /** Commits newest first, with the place of each in the line. */
  constructor(commits: readonly LineCommit[], places: ReadonlyMap<CommitSha, number>) {
    for (const { commit, records } of commits) {
      for (const { path, old, new: now } of records) {
        if (old !== null || now?.mode !== "file" || !path.endsWith(".py")) continue;
        const arrival = { place: places.get(commit) ?? 0, commit, blob: now.id };
        const known = this.#byPath.get(path);
        if (known) known.push(arrival);
        else this.#byPath.set(path, [arrival]);
      }
    }
  }

  /** The text with which each path came last before a place in the line. */
  async firstTexts(
    repository: Repository,
    place: number,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, FirstText>> {
    const found = new Map<string, Arrival>();
    for (const path of paths) {
      const arrival = this.#byPath.get(path)?.find((one) => one.place < place);
      if (arrival) found.set(path, arrival);
    }
    const blobs = new Set([...found.values()].map(({ blob }) => blob));
    await readBlobs(repository, blobs, blobs);
    return new Map(
      [...found].flatMap(([path, { commit, blob }]) => {
        const content = repository.blobs.get(blob);
        return content && "text" in content ? [[path, { commit, text: content.text }]] : [];
      }),
    );
  }
}
