// The re-check: after a push to a branch, the pull requests that are open to it are judged again. No verdict of the run depends on it.

import { CannotCheck, WrongUsage } from "../../cannot-check.ts";
import { readSnapshot } from "../../git/read-snapshots.ts";
import type { Report } from "../../model.ts";
import { code, count } from "../../text/sentence.ts";
import { asBranch, type PullRequest } from "../event.ts";
import { addToSummary, type Destinations } from "../hand-out.ts";
import type { Inputs } from "../inputs.ts";
import { remark, say, sayStack } from "../log.ts";
import { explainRefusal, isFromApi, withRetries } from "../refusal.ts";
import { openRecheckApi, type RecheckApi } from "./api.ts";
import type { Judging } from "./judge.ts";
import { findCollisions } from "./radar.ts";
import { type Board, openBoard, statusName, statusOf } from "./status.ts";
import { radarSection } from "./summary.ts";
import { relevance, sweep } from "./sweep.ts";

/** The run that a re-check follows. */
export interface Run {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly inputs: Pick<Inputs, "token" | "summary" | "configuration">;
  readonly destinations: Destinations;
  readonly report: Report;
  readonly pullRequest: PullRequest | null;
  /** GITHUB_API_URL. */
  readonly apiAddress: string;
  /** `octo/shop`. */
  readonly name: string;
  /** `https://github.com/octo/shop`. */
  readonly page: string;
  readonly judging: Omit<Judging, "api"> & { readonly api: Judging["api"] | null };
}

/** Events of a branch. */
const branchEvents: readonly (string | undefined)[] = ["push", "schedule", "workflow_dispatch"];

/** Does what the event calls for: the open pull requests of a branch, or on `pull_request_target` the run's own. On other events nothing, since their token may be a fork's. */
export async function recheck(run: Run): Promise<void> {
  const { env, inputs, judging, pullRequest } = run;
  const event = env["GITHUB_EVENT_NAME"];
  const branch = branchEvents.includes(event) ? branchOf(env["GITHUB_REF"]) : null;
  const own = event === "pull_request_target" ? pullRequest : null;
  if (!branch && !own) return;
  const { api } = judging;
  if (!api || !inputs.token)
    return remark("Re-check left out: there is no token. Set the input `token`.");

  const github = openRecheckApi(run.apiAddress, inputs.token, run.name);
  const address = `${run.page}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  const board = openBoard(github, statusName(inputs.configuration), address);
  try {
    if (own) await board.write(own.head, statusOf(run.report));
    if (branch) await recheckBranch(branch, run, github, board, { ...judging, api });
  } catch (error) {
    tellTrouble(error);
  }
  if (board.refused) {
    const { level, reason, count: number } = board.refused;
    remark(`${count(number, "commit status", "commit statuses")} not written: ${reason}`, level);
  }
}

/** Trouble of any kind ends the re-check and not the run: its verdict stands already. */
function tellTrouble(error: unknown): void {
  if (isFromApi(error)) {
    const { level, reason } = explainRefusal(error, "pull-requests: read");
    remark(`Re-check left out: ${reason}`, level);
  } else if (error instanceof CannotCheck || error instanceof WrongUsage) {
    remark(`Re-check left out: ${error.message}`);
  } else {
    sayStack(error);
    remark("Re-check ended by a bug of onehead's own; the log has its stack.", "warning");
  }
}

function branchOf(ref: string | undefined): string | null {
  return ref?.startsWith("refs/heads/") ? asBranch(ref.slice("refs/heads/".length)) : null;
}

async function recheckBranch(
  branch: string,
  { inputs, destinations, page }: Run,
  api: RecheckApi,
  board: Board,
  judging: Judging,
): Promise<void> {
  const { remote, repository } = judging.clone;
  const commit = await remote.tip(`refs/heads/${branch}`);
  if (!commit || !(await remote.fetch(commit))) {
    return remark(`Re-check left out: ${code(branch)} could not be fetched. ${remote.trouble}`);
  }
  const settings = await judging.settingsAt(commit);
  const pulls = await withRetries(() => api.openPullRequests(branch));
  const isRelevant = relevance(await readSnapshot(repository, commit, settings), settings);
  const target = { ref: branch, commit };
  const work = { pulls, isRelevant, target, settings, api, board, judging };
  const { judged, done, refusal } = await sweep(work);

  const open = count(pulls.length, "open pull request");
  say(
    `Re-check: ${open} to ${code(branch)}, ${judged.length} judged again, ${count(board.written, "status", "statuses")} written.`,
  );
  if (refusal) {
    const left = `${done} of ${open} looked at, ${pulls.length - done} left out`;
    remark(`Re-check: ${left}: ${refusal.reason}`, refusal.level);
  }
  if (!inputs.summary) return;
  const collisions = findCollisions(judged, settings.maxHeads);
  const radar = { branch, open: pulls.length, judged, collisions, address: `${page}/pull` };
  const section = radarSection(radar);
  if (section !== "") await addToSummary(`\n${section}`, destinations);
}
