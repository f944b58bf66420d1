// `onehead check`: compare and judge.

import { type CheckSettings, check } from "../check/check.ts";
import { historyOf } from "../git/history.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import type { Checked } from "../model.ts";
import { reporters } from "../report/reporters.ts";
import { rules } from "../rules/index.ts";
import type { Settings, Typed } from "../settings.ts";
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
  ...asking
}: Asking & Pick<Typed<"check">, "format" | "output" | "no-color">): Promise<Answer> {
  const checked = await compareAndJudge(asking);
  return {
    output: reporters[format](checked, { colour: isColoured(asking), rules }),
    exitCode: exitCodes[checked.report.verdict],
    file: asking.output,
  };
}

/** What `check` finds, before it is put into words. Throws CannotCheck and WrongUsage. */
export async function compareAndJudge(options: Asking): Promise<Checked> {
  const { repository, state, settings } = await readQuestion(options);
  const snapshots = await readSnapshots(repository, {
    against: settings.against ?? targetOfEvent(process.env),
    after: state,
    named: { configs: settings.configs, versions: settings.versions },
    released: settings.released,
  });
  return check(snapshots, settings, historyOf(repository));
}

/** In a CI job for a pull or merge request, the target branch as its remote has it. */
function targetOfEvent(env: NodeJS.ProcessEnv): string | null {
  const branch = env["GITHUB_BASE_REF"] || env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];
  return branch ? `origin/${branch}` : null;
}
