// One open pull request, judged on the target branch as it stands now. Its commit is fetched, never checked out.

import { CannotCheck, WrongUsage } from "../../cannot-check.ts";
import { isMergeConflict } from "../../git/read-files.ts";
import type { Snapshots } from "../../git/read-snapshots.ts";
import type { Checked, CommitSha, Report, Snapshot } from "../../model.ts";
import type { Settings } from "../../settings.ts";
import type { Api } from "../api.ts";
import type { Clone } from "../clone.ts";
import { compare, type Named } from "../comparison.ts";
import type { PullRequest } from "../event.ts";
import { sayStack } from "../log.ts";
import { readStates } from "../read-states.ts";
import { isFromApi } from "../refusal.ts";
import type { Status } from "./api.ts";
import { inConflict, notJudged, statusOf } from "./status.ts";

/** How pull requests are judged; the run's own change is judged the same way. */
export interface Judging {
  readonly clone: Clone;
  readonly api: Api;
  readonly released: Snapshot | null;
  /** The inputs, and the settings files of a commit: the target branch's count, whatever a pull request brings. */
  settingsAt(commit: CommitSha): Promise<Settings>;
  judge(snapshots: Snapshots, labels: readonly string[], settings: Settings): Promise<Checked>;
}

/** What came of one pull request. */
export interface Judged {
  readonly pull: PullRequest;
  readonly status: Status;
  /** Null where there was nothing to be judged. */
  readonly report: Report | null;
}

/** Judges one pull request. Rejects with octokit's errors where the API was needed and refused; any other trouble is this pull request's alone. */
export async function judgeAgain(
  pull: PullRequest,
  target: Named,
  settings: Settings,
  judging: Judging,
): Promise<Judged> {
  const { clone, released, judge } = judging;
  const { api, refusal } = remembering(judging.api);
  const head = { ref: `pull request #${pull.number}`, commit: pull.head };
  const without = (status: Status): Judged => ({ pull, status, report: null });
  try {
    const found = await compare(target, head, { clone, api, against: null, at: null });
    // Without an answer of the API the place where the change begins is not unknown, only not known yet.
    if (refusal()) throw refusal();
    const states = { ...found, pullRequest: pull };
    const snapshots = await readStates(clone, states, { ...settings, released: null });
    if (hasConflict(snapshots.after)) return without(inConflict);
    const { report } = await judge({ ...snapshots, released }, pull.labels, settings);
    return { pull, status: statusOf(report), report };
  } catch (error) {
    if (error instanceof CannotCheck || error instanceof WrongUsage)
      return without(notJudged(error.message));
    if (isFromApi(error)) throw error;
    sayStack(error);
    return without(notJudged("onehead ran into a bug of its own; the log has its stack."));
  }
}

function hasConflict({ scriptDirectories }: Snapshot): boolean {
  return scriptDirectories.some(({ files }) => files.some(isMergeConflict));
}

/** The same API, and the refusal that it ended with. */
function remembering(api: Api): { readonly api: Api; refusal(): unknown } {
  let refusal: unknown = null;
  const mergeBase: Api["mergeBase"] = async (one, other) => {
    try {
      const base = await api.mergeBase(one, other);
      refusal = null;
      return base;
    } catch (error) {
      refusal = error;
      throw error;
    }
  };
  return { api: { ...api, mergeBase }, refusal: () => refusal };
}
