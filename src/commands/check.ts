// `onehead check`: compare and judge.

import { CannotCheck } from "../cannot-check.ts";
import { settingsChange, settingsOfTarget } from "../check/changed-settings.ts";
import { type CheckSettings, check, type Snapshots } from "../check/check.ts";
import { historyOf } from "../git/history.ts";
import { openRepository } from "../git/open-repository.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import { isScriptStaged } from "../git/staged-scripts.ts";
import type { Checked, Verdict } from "../model.ts";
import { reporters } from "../report/reporters.ts";
import { rules } from "../rules/index.ts";
import { settingsFiles } from "../settings/merge.ts";
import type { Settings, Typed } from "../settings.ts";
import { loadGrammar } from "../system/load-grammar.ts";
import type { Answer } from "./answer.ts";
import { isColoured } from "./options.ts";
import { type Asking, readQuestion } from "./question.ts";

const exitCodes = { passed: 0, failed: 1, incomplete: 3 } as const;

/** Settings by which the states are found; the others judge. */
type ReadSettings = Pick<Settings, "against" | "configs" | "versions" | "released">;

/** A setting that nobody reads does not compile: then this wants a property of its name. */
({}) satisfies Readonly<
  Record<Exclude<keyof Settings, keyof (ReadSettings & CheckSettings)>, never>
>;

/** Runs `check` as the command line asks for it. Throws CannotCheck and WrongUsage. */
export async function runCheckCommand({
  format = "text",
  hook = false,
  ...asking
}: Asking & Pick<Typed<"check">, "format" | "output" | "no-color" | "hook">): Promise<Answer> {
  if (hook && !(await isScriptStaged(await openRepository(asking.repo ?? process.cwd()))))
    return { output: "", exitCode: 0 };
  const checked = await compareAndJudge(asking);
  return {
    output: reporters[format](checked, { colour: isColoured(asking), rules }),
    exitCode: exitCodes[checked.report.verdict],
    file: asking.output,
  };
}

/** What `check` finds, before it is put into words. Throws CannotCheck and WrongUsage. */
export async function compareAndJudge(options: Asking): Promise<Checked> {
  const { repository, state, settings, typed } = await readQuestion(options);
  const read = (by: Settings) =>
    readSnapshots(repository, {
      against: settings.against ?? targetOfEvent(process.env),
      after: state,
      named: { configs: by.configs, versions: by.versions },
      released: by.released,
      beside: settingsFiles,
    });
  const judge = (snapshots: Snapshots, by: CheckSettings) =>
    check(snapshots, by, { ...historyOf(repository), loadGrammar });
  const snapshots = await read(settings);
  const change = snapshots.beside && (await settingsChange(snapshots.beside, typed, "change"));
  if (!change) return judge(snapshots, settings);
  const ofTarget = await settingsOfTarget(snapshots.beside, typed);
  const verdictOfTarget = await read(ofTarget)
    .then((again) => judge(again, ofTarget))
    .then(({ report }) => report.verdict)
    .catch(incomplete);
  return judge(snapshots, { ...settings, change: { ...change, verdictOfTarget } });
}

/** What the target branch's settings name may not be there. */
function incomplete(error: unknown): Verdict {
  if (error instanceof CannotCheck) return "incomplete";
  throw error;
}

/** In a CI job for a pull or merge request, the target branch as its remote has it. */
export function targetOfEvent(env: NodeJS.ProcessEnv): string | null {
  const branch = env["GITHUB_BASE_REF"] || env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];
  return branch ? `origin/${branch}` : null;
}
