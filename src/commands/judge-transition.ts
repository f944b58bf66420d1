// One transition of a branch, judged as the action would have judged its pull request.

import { check } from "../check/check.ts";
import type { FoundTransitions } from "../git/find-transitions.ts";
import { historyOf } from "../git/history.ts";
import type { Repository } from "../git/open-repository.ts";
import { readSnapshot, readSnapshots } from "../git/read-snapshots.ts";
import type { ReadTransition } from "../git/read-transitions.ts";
import { buildGraph } from "../graph/build.ts";
import type { Change, Verdict } from "../model.ts";
import { parseScript } from "../parse/script.ts";
import type { MergedBranch } from "../replay/model.ts";
import type { Judged } from "../replay/replay.ts";
import type { Settings } from "../settings.ts";

/** Checks what the commit brought; for a merge also what the branch held, where that is something else. */
export async function judgeTransition(
  repository: Repository,
  read: ReadTransition,
  settings: Settings,
  arrivals: FoundTransitions["arrivals"],
): Promise<Judged> {
  const { transition, before, after } = read;
  const { commit, date, author, subject, place, parents } = transition;
  const snapshots = { before: transition.before ? before : null, after, released: null };
  const { changes, ...checked } = await check({ ...snapshots, noBefore: null }, settings, {
    firstTexts: (_, paths) => arrivals.firstTexts(repository, place, paths),
    findEarlier: historyOf(repository).findEarlier,
  });
  return {
    commit: {
      ...{ commit, date, author, subject, place },
      before: transition.before,
      isMerge: parents.length > 1,
    },
    checked,
    changes,
    branch: await judgeBranch(repository, read, settings, checked.report.verdict, changes),
  };
}

/** Each file that both sides changed costs a process of git: where two branches grew together, nobody waits for that. */
const mostMerged = 20;

async function judgeBranch(
  repository: Repository,
  { transition, mergedOtherwise }: ReadTransition,
  settings: Settings,
  verdict: Verdict,
  changes: readonly Change[],
): Promise<MergedBranch | null> {
  const { before, parents } = transition;
  const tip = parents[1];
  if (!before || !tip || mergedOtherwise === null) return null;
  const raised = changes.find((change) => change.after.heads.length > change.before.heads.length);
  return {
    commit: tip,
    isAsMerged: mergedOtherwise.length === 0,
    verdict:
      mergedOtherwise.length === 0
        ? verdict
        : mergedOtherwise.length > mostMerged
          ? null
          : await verdictOfBranch(repository, before, tip, settings),
    heads: raised ? await headsAt(repository, tip, raised, settings) : null,
  };
}

async function verdictOfBranch(
  repository: Repository,
  against: string,
  ref: string,
  settings: Settings,
): Promise<Verdict> {
  const snapshots = await readSnapshots(repository, {
    against,
    after: { kind: "commit", ref },
    named: { configs: settings.configs, versions: settings.versions },
    released: null,
  });
  return (await check(snapshots, settings)).report.verdict;
}

/** How many heads the script directory had on the branch by itself; null where it was not there under that name. */
async function headsAt(
  repository: Repository,
  tip: NonNullable<ReadTransition["transition"]["before"]>,
  { directory }: Change,
  { configs, versions }: Settings,
): Promise<number | null> {
  const { scriptDirectories } = await readSnapshot(repository, tip, { configs, versions });
  const found = scriptDirectories.find((one) => one.directory.name === directory.name);
  return found ? new Set(buildGraph(found.files.map(parseScript)).heads).size : null;
}
