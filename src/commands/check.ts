// `onehead check`: compare and judge.

import { check } from "../check/check.ts";
import { historyOf } from "../git/history.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import type { Checked } from "../model.ts";
import { workflowCommands } from "../report/annotations.ts";
import { jsonReport } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import { sarifReport } from "../report/sarif.ts";
import { textReport } from "../report/text.ts";
import { rules } from "../rules/index.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { formatOf, isColoured, text } from "./options.ts";
import { readQuestion } from "./question.ts";

const exitCodes = { passed: 0, failed: 1, incomplete: 3 } as const;

/** Runs `check` as the command line asks for it. Throws CannotCheck and WrongUsage. */
export async function runCheckCommand(options: TypedOptions): Promise<Answer> {
  const format = formatOf("check", options);
  const checked = await compareAndJudge(options);
  return {
    output: render(format, checked, isColoured(options)),
    exitCode: exitCodes[checked.report.verdict],
    file: text(options, "output"),
  };
}

/** What `check` finds, before it is put into words. Throws CannotCheck and WrongUsage. */
export async function compareAndJudge(options: TypedOptions): Promise<Checked> {
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

/** What was found, in one of the forms of `--format`. */
export function render(format: string, checked: Checked, colour = false): string {
  switch (format) {
    case "json":
      return jsonReport(checked.report);
    case "sarif":
      return sarifReport(checked.report, rules);
    case "github":
      return workflowCommands(checked.report);
    case "markdown":
      return markdownReport(checked);
    default:
      return textReport(checked, { colour });
  }
}
