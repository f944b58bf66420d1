// `onehead doctor`: why a database does not upgrade, and what mends it.

import { CannotCheck, WrongUsage } from "../cannot-check.ts";
import { chooseDirectory } from "../doctor/evidence/choose-directory.ts";
import type { Evidence, KnownRows } from "../doctor/evidence/evidence.ts";
import { rowsOfLog } from "../doctor/evidence/log/rows-of-log.ts";
import { examine } from "../doctor/examine.ts";
import type { DoctorReport } from "../doctor/model.ts";
import { listRefs } from "../git/lost-revision.ts";
import type { Repository } from "../git/open-repository.ts";
import { resolveCommits } from "../git/resolve-refs.ts";
import type { ConfigProblem, RevisionGraph, ScriptDirectory, Snapshot } from "../model.ts";
import { doctorMarkdown } from "../report/doctor-markdown.ts";
import { doctorText } from "../report/doctor-text.ts";
import { printJson } from "../report/json.ts";
import type { Typed } from "../settings.ts";
import type { Answer } from "./answer.ts";
import { brokenConfiguration } from "./config-trouble.ts";
import { gatherFlask } from "./doctor/gather-flask.ts";
import { directoryOfLost, findLost, readLostScripts } from "./doctor/gather-lost.ts";
import { gatherReleases } from "./doctor/gather-releases.ts";
import { gatherRows, type RowEvidence, type RowOptions } from "./doctor/gather-rows.ts";
import { isShared, upgradesOf } from "./doctor/gather-upgrades.ts";
import { type NamedDatabase, readNamed } from "./doctor/named-database.ts";
import { openScripts, type ScriptOptions } from "./doctor/open-scripts.ts";
import { readTarget } from "./doctor/read-target.ts";
import { eachOf, printAnswers, worstOf } from "./doctor/several-databases.ts";
import { ofThisProcess, type Surroundings } from "./doctor/surroundings.ts";
import { type GraphedState, type GraphOfDirectory, readState } from "./heads.ts";
import { isColoured } from "./options.ts";
import type { Looking } from "./question.ts";

const exitCodes = { works: 0, fails: 1, unknown: 3 } as const;

type Format = NonNullable<Typed<"doctor">["format"]>;

/** The forms of a diagnosis. */
const reporters = {
  text: (report, colour) => doctorText(report, { colour }),
  json: (report) => printJson(report),
  markdown: doctorMarkdown,
} satisfies Readonly<Record<Format, (report: DoctorReport, colour: boolean) => string>>;

type Options = Looking &
  RowOptions &
  ScriptOptions &
  Pick<Typed<"doctor">, "format" | "output" | "no-color" | "target">;

/** Examines the databases that the command line names, or the one that it tells the rows of. Throws CannotCheck and WrongUsage. */
export async function runDoctor(
  options: Options,
  surroundings: Surroundings = ofThisProcess,
): Promise<Answer> {
  const { format = "text", output: file, target: typed, database: named = [], ...rest } = options;
  const target = typed === undefined ? null : readTarget(typed);
  if (named.length > 1 && rest.error === "-") {
    throw new WrongUsage("`--error -` tells of one database; name that one alone.");
  }
  // The rows first: what is wrong with an option is told before a repository is cloned.
  let state: Promise<GraphedState> | undefined;
  const examineOne = async (one?: NamedDatabase) => {
    const gathered = await gatherRows(
      { ...rest, ...(one && { database: one.address }) },
      surroundings,
    );
    state ??= readState(rest, () => openScripts(rest));
    return examine(await gatherEvidence(await state, gathered, one?.name ?? null), target);
  };
  const print = (report: DoctorReport) => reporters[format](report, isColoured(options));
  const databases = named.map(readNamed);
  if (databases.length > 1) {
    const answers = await eachOf(databases, examineOne);
    return { output: printAnswers(format, answers, print), exitCode: worstOf(answers), file };
  }
  const report = await examineOne(databases[0]);
  return { output: print(report), exitCode: exitCodes[report.verdict], file };
}

async function gatherEvidence(
  state: GraphedState,
  gathered: RowEvidence,
  name: string | null,
): Promise<Evidence> {
  const { repository, snapshot, graphs } = state;
  const { ids } = gathered.rows;
  const error = gathered.testimony?.error;
  const missing = graphs.flatMap(({ graph }) => graph.unresolved.map((one) => one.missing.value));
  const names = [...ids, ...(error?.names ?? []), ...missing];
  const found = await findLost(state, names, error?.kind === "cannot-locate" ? error.rows : []);
  const chosen =
    chooseDirectory(graphs, ids) ?? directoryOfLost(graphs, found) ?? directoryNamed(graphs, name);
  if (!chosen) throw new CannotCheck(whichDirectory(graphs, ids));
  const { directory } = chosen;
  return {
    directory,
    graph: chosen.graph,
    ...gathered,
    rows: withRowsOfLog(gathered, chosen.graph),
    upgradeOf: upgradesOf(chosen, name),
    sharesCommands: isShared(chosen),
    ...(await gatherReleases(repository, found)),
    state: { ref: snapshot.ref, commit: snapshot.commit },
    history: await historyOf(repository),
    lost: await readLostScripts(state, found),
    configProblems: problemsOf(snapshot, directory),
    neighbours: graphs
      .filter((one) => one.directory !== directory)
      .map(({ directory: { name }, graph }) => ({ name, graph })),
    flaskMigrate: await gatherFlask(state, directory),
  };
}

/** The script directory that a section of `alembic.ini`, or a folder, of that name leads to. */
function directoryNamed(
  graphs: readonly GraphOfDirectory[],
  name: string | null,
): GraphOfDirectory | null {
  const found = graphs.filter(
    ({ directory }) =>
      directory.section === name || (name !== null && directory.name.split("/").includes(name)),
  );
  return found.length === 1 ? found[0]! : null;
}

async function historyOf(repository: Repository): Promise<Evidence["history"]> {
  const { hasHistory, isShallow } = repository;
  // A repository that was only made now has no history either.
  if (!hasHistory) return "none";
  const [head] = await resolveCommits(repository, ["HEAD"]);
  if (!head && (await listRefs(repository)).length === 0) return "none";
  return isShallow ? "shallow" : "whole";
}

/** What is wrong with the configuration that leads to a script directory, or that should. */
function problemsOf(snapshot: Snapshot, directory: ScriptDirectory): readonly ConfigProblem[] {
  const broken = brokenConfiguration(snapshot, directory);
  const own = snapshot.configProblems.filter(({ at }) => at.path === directory.config);
  return broken && !own.includes(broken) ? [...own, broken] : own;
}

/** Rows that the error does not name and the steps before it tell. */
function withRowsOfLog({ rows, testimony }: RowEvidence, graph: RevisionGraph): KnownRows {
  if (rows.kind === "all" || rows.ids.length > 0 || !testimony) return rows;
  return { kind: "at-least", ids: rowsOfLog(testimony, graph) };
}

function whichDirectory(graphs: readonly GraphOfDirectory[], rows: readonly string[]): string {
  const names = graphs.map(({ directory }) => `\`${directory.config ?? directory.name}\``);
  const why =
    rows.length === 0 ? "and there is no row to tell by" : "and the rows do not tell which";
  return `there are ${graphs.length} script directories, ${why} of them this database follows. Name one with \`--config FILE\` or \`--versions DIR\`: ${names.join(", ")}.`;
}
