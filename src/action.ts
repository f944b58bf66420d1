// Entry for GitHub: event → commits → check → annotations, summary, comment, outputs, and a step that fails or not.

import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { CannotCheck, WrongUsage } from "./cannot-check.ts";
import { settingsChange, settingsToJudgeBy } from "./check/changed-settings.ts";
import { check } from "./check/check.ts";
import { historyOf } from "./git/history.ts";
import type { Snapshots } from "./git/read-snapshots.ts";
import { readSources } from "./git/read-texts.ts";
import type { AfterState } from "./git/wanted-states.ts";
import { openApi } from "./github/api.ts";
import { findClone } from "./github/clone.ts";
import { readEvent } from "./github/event.ts";
import { eventPath } from "./github/event-path.ts";
import { findStates } from "./github/find-states.ts";
import {
  type Destinations,
  type HandOutInputs,
  handOut,
  handOutTrouble,
} from "./github/hand-out.ts";
import { type Inputs, readInputs } from "./github/inputs.ts";
import { allowedByLabels, currentLabels } from "./github/labels.ts";
import { attempt, remark, say, sayStack } from "./github/log.ts";
import { type PageInputs, writeOnPullRequest } from "./github/pull-request-page.ts";
import { asOfMerge, moveInWords, readStates } from "./github/read-states.ts";
import { recheck } from "./github/recheck/recheck.ts";
import type { CommitSha, Verdict } from "./model.ts";
import { settingsFiles } from "./settings/merge.ts";
import type { InputValues, Settings } from "./settings.ts";
import { guardStreams } from "./system/guard-streams.ts";
import { endOnSignals } from "./system/lifetime.ts";
import { loadGrammar } from "./system/load-grammar.ts";
import { homepage, rulePages } from "./version.ts";

const { env } = process;
const name = env["GITHUB_REPOSITORY"] ?? "";
const server = env["GITHUB_SERVER_URL"] || "https://github.com";
const apiAddress = env["GITHUB_API_URL"] || "https://api.github.com";
const bug = `onehead ran into a bug of its own; the log has its stack. Report it at ${homepage}/issues.`;
const destinations: Destinations = {
  temp: env["RUNNER_TEMP"] || tmpdir(),
  workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
  summary: env["GITHUB_STEP_SUMMARY"],
};

type ReadInputs = Pick<Inputs, "token" | "workingDirectory" | "against" | "at" | "recheck"> &
  HandOutInputs &
  PageInputs;

/** An input that nobody reads does not compile: then this wants a property of its name. */
({}) satisfies Readonly<Record<Exclude<keyof InputValues, keyof ReadInputs>, never>>;

async function run(): Promise<Verdict> {
  const inputs = readInputs();
  const { token, workingDirectory, against, at } = inputs;
  const place = { directory: workingDirectory ?? "", name, server, token: token ?? "" };
  const clone = await findClone({ ...destinations, ...place });
  const api = token ? openApi(apiAddress, token, name) : null;
  const states = await findStates(readEvent(readPayload(), env), { against, at, clone, api });
  const { pullRequest } = states;

  const { repository } = clone;
  const { before, change, isMerged } = states;
  const textsAt = (state: AfterState) => readSources(repository, state, settingsFiles);
  const settingsAt = (commit: CommitSha | null) =>
    settingsToJudgeBy(
      inputs.layer,
      () => textsAt(commit ? { kind: "commit", ref: commit } : change),
      () => textsAt(change),
    );
  const settings = await settingsAt(isMerged ? null : (before?.commit ?? null));
  const judge = async (read: Snapshots, labels: readonly string[], others?: Settings) => {
    const judgedBy = isMerged && !others ? "change" : "target";
    const brought = read.beside && (await settingsChange(read.beside, inputs.layer, judgedBy));
    const allowedByLabel = allowedByLabels(labels);
    const by = { ...(others ?? settings), change: brought, allowedByLabel };
    return check(read, by, { ...historyOf(repository), loadGrammar });
  };
  const snapshots = await readStates(clone, states, settings);
  let labels = pullRequest?.labels ?? [];
  let checked = await judge(snapshots, labels);
  if (pullRequest) {
    labels = await currentLabels(pullRequest, checked.report, api);
    if (labels !== pullRequest.labels) checked = await judge(snapshots, labels);
  }
  const { verdict } = checked.report;

  for (const note of states.notes) say(note);
  const blobs = `${server}/${name}/blob`;
  const files = `${blobs}/${pullRequest?.head ?? states.after.commit}`;
  const target = before && { target: `${blobs}/${before.commit}` };
  const addresses = { rules: rulePages, ...(clone.isOfEvent && { files, ...target }) };
  await handOut(checked, inputs, destinations, addresses);

  // The verdict is out. What follows is good to have, and none of it changes the verdict.
  await attempt("what the verdict was on the older target branch", async () => {
    const older = asOfMerge(states);
    if (!older) return;
    const then = await judge(await readStates(clone, older, settings), labels);
    const isNew = then.report.verdict !== verdict;
    (isNew ? remark : say)(moveInWords(states, then.report.verdict, verdict));
  });
  await attempt("what was to be written on the pull request", async () => {
    if (!pullRequest) return;
    const page = { checked, after: snapshots.after, addresses };
    const refusals = await writeOnPullRequest(pullRequest, page, inputs, api);
    for (const { level, message } of refusals) remark(message, level);
  });
  await attempt("the re-check", async () => {
    if (!inputs.recheck) return;
    const { report } = checked;
    const page = `${server}/${name}`;
    const judging = { clone, api, released: snapshots.released, settingsAt, judge };
    const run = {
      env,
      inputs,
      destinations,
      report,
      pullRequest,
      apiAddress,
      name,
      page,
    };
    await recheck({ ...run, judging });
  });
  return verdict;
}

/** The event's payload; an empty one where there is none to be read, since every field may be missing anyway. */
function readPayload(): unknown {
  try {
    return JSON.parse(readFileSync(eventPath, "utf8"));
  } catch {
    return {};
  }
}

/** Tells why there is no verdict. A bug shows its stack. */
async function giveUp(error: unknown): Promise<void> {
  process.exitCode = 1;
  const isTold = error instanceof CannotCheck || error instanceof WrongUsage;
  if (!isTold) sayStack(error);
  await handOutTrouble(isTold ? error.message : bug, destinations);
}

endOnSignals();
guardStreams(say, (error) => {
  process.exitCode = 1;
  sayStack(error);
});
try {
  if ((await run()) !== "passed") process.exitCode = 1;
} catch (error) {
  await giveUp(error);
}
