// All open pull requests of a branch, oldest first, until GitHub wants no more.

import type { Snapshot } from "../../model.ts";
import { isConfigurationFile, type Named as NamedDirectories } from "../../parse/config.ts";
import { settingsFiles } from "../../settings/merge.ts";
import type { Settings } from "../../settings.ts";
import type { Named } from "../comparison.ts";
import type { PullRequest } from "../event.ts";
import { explainRefusal, isFromApi, type Refusal, reachOf, withRetries } from "../refusal.ts";
import type { RecheckApi } from "./api.ts";
import { type Judged, type Judging, judgeAgain } from "./judge.ts";
import { type Board, fits } from "./status.ts";

/** What a sweep came to. */
export interface Swept {
  readonly judged: readonly Judged[];
  /** How many were looked at, those that change nothing of ours included. */
  readonly done: number;
  /** Why others were not looked at, null where none is left. */
  readonly refusal: Refusal | null;
}

/** How a sweep is made. */
export interface Sweep {
  readonly pulls: readonly PullRequest[];
  readonly isRelevant: (path: string) => boolean;
  readonly target: Named;
  /** The target branch's. */
  readonly settings: Settings;
  readonly api: RecheckApi;
  readonly board: Board;
  readonly judging: Judging;
}

/** Lists of changed files that are asked for at the same time. */
const together = 5;

/** Judges those of the pull requests that change a relevant path, and puts a status of each on the board: where it is required, one without a script needs it too. */
export async function sweep(work: Sweep): Promise<Swept> {
  const { pulls, isRelevant, target, settings, api, board, judging } = work;
  const judged: Judged[] = [];
  let done = 0;
  let refusal: Refusal | null = null;
  let isOver = false;

  /** Null where GitHub refuses; then the rest is left alone, unless the refusal is about this one request. */
  async function attempt<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!isFromApi(error)) throw error;
      refusal ??= explainRefusal(error, "pull-requests: read");
      if (reachOf(error) !== "request") isOver = true;
      return null;
    }
  }

  for (let i = 0; i < pulls.length && !isOver; i += together) {
    const some = pulls.slice(i, i + together);
    const changes = some.map(({ number }) =>
      attempt(() => withRetries(() => api.changes(number, isRelevant))),
    );
    for (const [j, isRelevantToUs] of (await Promise.all(changes)).entries()) {
      if (isRelevantToUs === null || isOver) continue;
      const pull = some[j]!;
      const one = await attempt(async () => {
        const found = isRelevantToUs
          ? await judgeAgain(pull, target, settings, judging)
          : { status: fits };
        await board.write(pull.head, found.status);
        return found;
      });
      if (!one) continue;
      if ("pull" in one) judged.push(one);
      done += 1;
    }
  }
  return { judged, done, refusal };
}

/** Tells the paths that can change what Alembic would load: settings, configurations, version locations, and what stands in the place of a directory above them. Where no script is known, any Python file may be the first. */
export function relevance(
  { scriptDirectories }: Snapshot,
  named: NamedDirectories,
): (path: string) => boolean {
  const locations = scriptDirectories.flatMap(({ directory }) => directory.versionLocations);
  const settings: readonly string[] = settingsFiles;
  return (path) =>
    isConfigurationFile(path, named) ||
    settings.includes(path) ||
    (locations.length === 0 && path.endsWith(".py")) ||
    locations.some(
      (location) =>
        location === "." ||
        path.startsWith(`${location}/`) ||
        `${location}/`.startsWith(`${path}/`),
    );
}
