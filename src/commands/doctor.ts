// `onehead doctor`: why a database does not upgrade, and what mends it.

import { CannotCheck } from "../cannot-check.ts";
import { chooseDirectory } from "../doctor/evidence/choose-directory.ts";
import type { Evidence } from "../doctor/evidence/evidence.ts";
import { examine } from "../doctor/examine.ts";
import type { DoctorReport } from "../doctor/model.ts";
import { doctorMarkdown } from "../report/doctor-markdown.ts";
import { doctorText } from "../report/doctor-text.ts";
import { printJson } from "../report/json.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { gatherFlask } from "./doctor/gather-flask.ts";
import { directoryOfLost, findLost, readLostScripts } from "./doctor/gather-lost.ts";
import { gatherReleases } from "./doctor/gather-releases.ts";
import { gatherRows, type RowEvidence } from "./doctor/gather-rows.ts";
import { readTarget } from "./doctor/read-target.ts";
import { ofThisProcess, type Surroundings } from "./doctor/surroundings.ts";
import { type GraphedState, type GraphOfDirectory, readState } from "./heads.ts";
import { formatOf, isColoured, text } from "./options.ts";

const exitCodes = { works: 0, fails: 1, unknown: 3 } as const;

/** Examines one database as the command line asks for it. Throws CannotCheck and WrongUsage. */
export async function runDoctor(
  options: TypedOptions,
  surroundings: Surroundings = ofThisProcess,
): Promise<Answer> {
  const format = formatOf("doctor", options);
  const typed = text(options, "target");
  const target = typed === undefined ? null : readTarget(typed);
  const gathered = await gatherRows(options, surroundings);
  const state = await readState(options);
  const report = examine(await gatherEvidence(state, gathered), target);
  return {
    output: render(format, report, options),
    exitCode: exitCodes[report.verdict],
    file: text(options, "output"),
  };
}

async function gatherEvidence(state: GraphedState, gathered: RowEvidence): Promise<Evidence> {
  const { repository, snapshot, graphs } = state;
  const { ids } = gathered.rows;
  const error = gathered.testimony?.error;
  const missing = graphs.flatMap(({ graph }) => graph.unresolved.map((one) => one.missing.value));
  const names = [...ids, ...(error?.names ?? []), ...missing];
  const found = await findLost(state, names, error?.kind === "cannot-locate" ? error.rows : []);
  const chosen = chooseDirectory(graphs, ids) ?? directoryOfLost(graphs, found);
  if (!chosen) throw new CannotCheck(whichDirectory(graphs, ids));
  const { directory } = chosen;
  return {
    ...chosen,
    ...gathered,
    ...(await gatherReleases(repository, found)),
    state: { ref: snapshot.ref, commit: snapshot.commit },
    history: repository.isShallow ? "shallow" : "whole",
    lost: await readLostScripts(state, found),
    configProblems: snapshot.configProblems.filter(({ at }) => at.path === directory.config),
    neighbours: graphs
      .filter((one) => one.directory !== directory)
      .map(({ directory: { name }, graph }) => ({ name, graph })),
    flaskMigrate: await gatherFlask(state, directory),
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
