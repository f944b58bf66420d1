// `onehead replay`: what the check would have said of the changes that a branch got.

import { CannotCheck, WrongUsage } from "../cannot-check.ts";
import { readLayers } from "../check/changed-settings.ts";
import { cloneAddress, isAddress } from "../git/clone-url.ts";
import { type FoundTransitions, findTransitions, type Range } from "../git/find-transitions.ts";
import { type NamedCommit, openRepository, type Repository } from "../git/open-repository.ts";
import { readSources, type Sources } from "../git/read-texts.ts";
import { readTransitions } from "../git/read-transitions.ts";
import { findDefaultBranch, resolveCommit } from "../git/resolve-refs.ts";
import type { ReplayReport, Timing } from "../replay/model.ts";
import { Replay } from "../replay/replay.ts";
import { replayPage } from "../report/replay-html.ts";
import { jsonOfReplay } from "../report/replay-json.ts";
import { replayMarkdown } from "../report/replay-markdown.ts";
import { replayText } from "../report/replay-text.ts";
import { mergeSettings, type SettingsLayer, settingsFiles } from "../settings/merge.ts";
import type { Settings, Typed, TypedSettings } from "../settings.ts";
import { version } from "../version.ts";
import type { Answer } from "./answer.ts";
import { judgeTransition } from "./judge-transition.ts";
import { Progress } from "./progress.ts";
import { typedLayer } from "./question.ts";

/** Transitions that are checked where nobody says how many. */
const usualLast = 500;

/** What a replay found, and how long it took. */
export interface Replayed {
  readonly report: ReplayReport;
  readonly timing: Timing;
}

type Format = NonNullable<Typed<"replay">["format"]>;

/** The forms of the report. */
const reporters: Readonly<Record<Format, (replayed: Replayed) => string>> = {
  text: ({ report, timing }) => replayText(report, timing),
  markdown: ({ report, timing }) => replayMarkdown(report, timing),
  json: ({ report }) => jsonOfReplay(report),
  html: ({ report, timing }) => replayPage(report, timing),
};

type ReplayOptions = TypedSettings<"replay"> &
  Pick<Typed<"replay">, "repo" | "branch" | "last" | "since" | "settings">;

/** Replays a branch. The exit code is 0 whatever was found: the past is not judged. Throws CannotCheck and WrongUsage. */
export async function runReplay({
  format = "text",
  output: file,
  ...options
}: ReplayOptions & Pick<Typed<"replay">, "format" | "output">): Promise<Answer> {
  const replayed = await replay(options, new Progress());
  return { output: reporters[format](replayed), exitCode: 0, file };
}

/** Checks transition after transition. Throws CannotCheck and WrongUsage. */
export async function replay(options: ReplayOptions, progress: Progress): Promise<Replayed> {
  const range = rangeOf(options);
  const { repo: asked = process.cwd(), settings: whose = "today" } = options;
  if (isAddress(asked)) progress.say("cloning …");
  const repository = await (isAddress(asked) ? cloneAddress(asked) : openRepository(asked));
  const branch = await findBranch(repository, options.branch);
  const typed = typedLayer(options);
  const tip = { kind: "commit", ref: branch.commit } as const;
  const settings = mergeSettings([
    typed,
    ...(await readLayers(await readSources(repository, tip, settingsFiles))),
  ]);
  const named = { configs: settings.configs, versions: settings.versions };
  progress.say("looking for changes to scripts …");
  const found = await findTransitions(repository, branch.commit, named, range);
  if (found.transitions.length === 0) throw new CannotCheck(whyNothing(repository, branch, range));
  const settingsThen = async (texts: Sources) =>
    whose === "today" ? settings : mergeSettings([typed, ...(await layersThen(texts))]);
  const { collected, timing } = await checkAll(repository, found, settings, settingsThen, progress);
  progress.clear();
  const about = {
    tool: { name: "onehead", version },
    branch: { ref: branch.name, commit: branch.commit },
    settings: whose,
    commits: found.commits,
    isCut: found.isCut,
    isShallow: repository.isShallow,
  } as const;
  return { report: collected.report(about), timing };
}

async function checkAll(
  repository: Repository,
  { transitions, arrivals }: FoundTransitions,
  { configs, versions, maxHeads }: Settings,
  settingsThen: (texts: Sources) => Promise<Settings>,
  progress: Progress,
): Promise<{ readonly collected: Replay; readonly timing: Timing }> {
  const collected = new Replay(maxHeads);
  const times: number[] = [];
  let start = performance.now();
  const reading = { named: { configs, versions }, texts: settingsFiles };
  for await (const read of readTransitions(repository, transitions, reading)) {
    const settings = await settingsThen(read.textsBefore);
    collected.take(await judgeTransition(repository, read, settings, arrivals));
    const now = performance.now();
    times.push(now - start);
    start = now;
    progress.show(times.length, transitions.length, "changes to scripts");
  }
  return { collected, timing: timingOf(times) };
}

function timingOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    median: sorted[sorted.length >> 1] ?? 0,
    worst: sorted.at(-1) ?? 0,
    total: times.reduce((sum, one) => sum + one, 0),
  };
}

/** Settings that could not be read then did not count. */
async function layersThen(texts: Sources): Promise<readonly SettingsLayer[]> {
  try {
    const layers = await readLayers(texts);
    mergeSettings(layers);
    return layers;
  } catch (error) {
    if (error instanceof WrongUsage) return [];
    throw error;
  }
}

async function findBranch(repository: Repository, named: string | undefined): Promise<NamedCommit> {
  if (named !== undefined) return resolveCommit(repository, named);
  const found = await findDefaultBranch(repository);
  if (found) return found;
  throw new CannotCheck(
    "This repository has no commit yet, or none that a branch leads to. Name the branch with `--branch REF`.",
  );
}

function whyNothing(repository: Repository, { name }: NamedCommit, { since }: Range): string {
  if (repository.isShallow) {
    return `This clone holds only a part of the history of \`${name}\`, and no change to a script in it. Fetch the rest with \`git fetch --unshallow\`, in actions/checkout with \`fetch-depth: 0\`.`;
  }
  const when = since === null ? "" : " in that time";
  return `No commit of \`${name}\` touches an Alembic script${when}. Name another branch with \`--branch REF\`, or the scripts with \`--versions DIR\`.`;
}

function rangeOf(options: ReplayOptions): Range {
  const { last, since } = options;
  if (last !== undefined && since !== undefined) {
    throw new WrongUsage(
      "`--last` and `--since` name two different parts of the past; give one of them.",
    );
  }
  if (last !== undefined && !/^[1-9]\d{0,5}$/.test(last))
    throw new WrongUsage(`\`--last ${last}\` is no number; write for example \`--last 100\`.`);
  const time =
    since !== undefined && /^\d{4}-\d\d-\d\d$/.test(since) ? Date.parse(since) : Number.NaN;
  if (since !== undefined && Number.isNaN(time))
    throw new WrongUsage(
      `\`--since ${since}\` is no date; write for example \`--since 2026-01-31\`.`,
    );
  if (since !== undefined) return { last: Number.POSITIVE_INFINITY, since: time };
  return { last: last === undefined ? usualLast : Number(last), since: null };
}
