// `onehead doctor`: why a database does not upgrade, and what mends it.

import { CannotCheck } from "../cannot-check.ts";
import { chooseDirectory } from "../doctor/evidence/choose-directory.ts";
import { examine } from "../doctor/examine.ts";
import type { DoctorReport } from "../doctor/model.ts";
import { doctorMarkdown } from "../report/doctor-markdown.ts";
import { doctorText } from "../report/doctor-text.ts";
import { printJson } from "../report/json.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { directoryOfLost, findLost, readLostScripts } from "./doctor/gather-lost.ts";
import { gatherRows } from "./doctor/gather-rows.ts";
import { ofThisProcess, type Surroundings } from "./doctor/surroundings.ts";
import { type GraphOfDirectory, readState } from "./heads.ts";
import { formatOf, isColoured, text } from "./options.ts";

const exitCodes = { works: 0, fails: 1, unknown: 3 } as const;

/** Examines one database as the command line asks for it. Throws CannotCheck and WrongUsage. */
export async function runDoctor(
  options: TypedOptions,
  surroundings: Surroundings = ofThisProcess,
): Promise<Answer> {
  const format = formatOf("doctor", options);
  const gathered = await gatherRows(options, surroundings);
  const { repository, snapshot, graphs } = await readState(options);
  const { ids } = gathered.rows;
  const names = [...ids, ...(gathered.testimony?.error?.names ?? [])];
  const found = await findLost(repository, graphs, names);
  const chosen = chooseDirectory(graphs, ids) ?? directoryOfLost(graphs, found);
  if (!chosen) throw new CannotCheck(whichDirectory(graphs, ids));
  const report = examine({
    ...chosen,
    ...gathered,
    state: { ref: snapshot.ref, commit: snapshot.commit },
    lost: await readLostScripts(repository, found),
  });
  return {
    output: render(format, report, options),
    exitCode: exitCodes[report.verdict],
    file: text(options, "output"),
  };
}

function render(format: string, report: DoctorReport, options: TypedOptions): string {
  switch (format) {
    case "json":
      return printJson(report);
    case "markdown":
      return doctorMarkdown(report);
    default:
      return doctorText(report, { colour: isColoured(options) });
  }
}

function whichDirectory(graphs: readonly GraphOfDirectory[], rows: readonly string[]): string {
  const names = graphs.map(({ directory }) => `\`${directory.config ?? directory.name}\``);
  const why =
    rows.length === 0 ? "and there is no row to tell by" : "and the rows do not tell which";
  return `there are ${graphs.length} script directories, ${why} of them this database follows. Name one with \`--config FILE\` or \`--versions DIR\`: ${names.join(", ")}.`;
}
