// `onehead doctor`: why a database does not upgrade, and what mends it.

import { readFileSync } from "node:fs";
import { CannotCheck, WrongUsage } from "../cannot-check.ts";
import type { LostScript } from "../doctor/case.ts";
import { chooseDirectory } from "../doctor/choose-directory.ts";
import { examine } from "../doctor/examine.ts";
import { type ErrorReading, readError } from "../doctor/read-error.ts";
import { readPipedRows, readTypedRows } from "../doctor/read-rows.ts";
import { readRow } from "../doctor/rows.ts";
import type { DatabaseAnswer, ReadVersionTable } from "../doctor-databases.ts";
import type { DoctorReport, RowSource } from "../doctor-model.ts";
import { findLostRevisions } from "../git/lost-revision.ts";
import type { Repository } from "../git/open-repository.ts";
import { readSnapshot } from "../git/read-snapshots.ts";
import { buildGraph } from "../graph/build.ts";
import type { LostRevision, RevisionGraph } from "../model.ts";
import { parseScript } from "../parse/script.ts";
import { doctorMarkdown } from "../report/doctor-markdown.ts";
import { doctorText } from "../report/doctor-text.ts";
import { printJson } from "../report/json.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { type GraphOfDirectory, readState } from "./heads.ts";
import { formatOf, isColoured, text } from "./options.ts";

/** What the command takes from outside besides its options; tests bring their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => string;
  /** The drivers, loaded when a database is named and not before. */
  readonly loadDatabases: () => Promise<{ readonly readVersionTable: ReadVersionTable }>;
}

/** In a variable, since the bundler would take a new URL on the spot for a file to bundle. */
const here = import.meta.url;

const usual: Surroundings = {
  env: process.env,
  readStdin: () => readFileSync(0, "utf8"),
  loadDatabases: () => import(/* webpackIgnore: true */ new URL("../doctor/index.js", here).href),
};

const exitCodes = { works: 0, fails: 1, unknown: 3 } as const;

/** Examines one database as the command line asks for it. Throws CannotCheck and WrongUsage. */
export async function runDoctor(
  options: TypedOptions,
  surroundings: Surroundings = usual,
): Promise<Answer> {
  const format = formatOf("doctor", options);
  const error = readErrorOption(options, surroundings);
  const { table, width } = await readTable(options, surroundings, error);
  const { repository, snapshot, graphs } = await readState(options);
  const rows = table.rows ?? [];
  const names = [...rows, ...(error?.names ?? [])];
  const found = await findLost(repository, graphs, names);
  const chosen = chooseDirectory(graphs, rows) ?? directoryOfLost(graphs, found);
  if (!chosen) throw new CannotCheck(whichDirectory(graphs, rows));
  const report = examine({
    ...chosen,
    state: { ref: snapshot.ref, commit: snapshot.commit },
    table,
    ...(width === undefined ? {} : { width }),
    lost: await readLostScripts(repository, found),
    error,
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

// --------------------------------------------------------------------- rows

interface Table {
  readonly table: DoctorReport["table"];
  /** How many characters a row may have: null without a limit, undefined where that is not known. */
  readonly width: number | null | undefined;
}

async function readTable(
  options: TypedOptions,
  surroundings: Surroundings,
  error: ErrorReading | null,
): Promise<Table> {
  const name = text(options, "version-table") ?? "alembic_version";
  const schema = text(options, "schema") ?? null;
  const [typed, database] = [text(options, "rows"), text(options, "database")];
  if (typed !== undefined && database !== undefined) {
    throw new WrongUsage("`--rows` and `--database` both tell the rows; give one of them.");
  }
  if (database !== undefined) return readDatabase(database, { name, schema }, surroundings);
  const told = (source: RowSource, rows: readonly string[] | null): Table => ({
    table: { name, schema, kind: null, isMissing: null, source, rows },
    width: undefined,
  });
  if (typed !== undefined) {
    const rows = typed === "-" ? readPipedRows(surroundings.readStdin()) : readTypedRows(typed);
    return told("typed", rows);
  }
  if (error) return told("error", error.rows);
  throw new WrongUsage(
    "`doctor` needs to know what the table `alembic_version` holds: give its rows with `--rows a1,b2`, the database with `--database URL`, or Alembic's message with `--error TEXT`. See `onehead doctor --help`.",
  );
}

async function readDatabase(
  address: string,
  named: { readonly name: string; readonly schema: string | null },
  { env, loadDatabases }: Surroundings,
): Promise<Table> {
  const { readVersionTable } = await loadDatabases();
  const answer: DatabaseAnswer = await readVersionTable(address, named, env);
  switch (answer.kind) {
    case "wrong-usage":
      throw new WrongUsage(answer.message);
    case "trouble":
      throw new CannotCheck(answer.message);
    case "table": {
      const { database, isMissing, rows, width } = answer;
      return { table: { ...named, kind: database, source: "database", isMissing, rows }, width };
    }
  }
}

function readErrorOption(options: TypedOptions, { readStdin }: Surroundings): ErrorReading | null {
  const given = text(options, "error");
  if (given === undefined) return null;
  if (given === "-" && text(options, "rows") === "-") {
    throw new WrongUsage("`--rows -` and `--error -` both read standard input; type one of them.");
  }
  const error = readError(given === "-" ? readStdin() : given);
  if (error) return error;
  throw new CannotCheck(
    "the text given with `--error` holds no message of Alembic's about revisions. Give the whole output of the command that failed, or the rows with `--rows`.",
  );
}

// --------------------------------------------------------------------- lost

type Found = ReadonlyMap<string, LostRevision>;

/** Looks in git for what no script directory knows. */
async function findLost(
  repository: Repository,
  graphs: readonly GraphOfDirectory[],
  names: readonly string[],
): Promise<Found> {
  const isUnknown = (name: string) =>
    graphs.every(({ graph }) => readRow(graph, name).kind === "unknown");
  const unknown = [...new Set(names.map((name) => name.trim()))].filter(
    (name) => name !== "" && isUnknown(name),
  );
  return unknown.length === 0 ? new Map() : findLostRevisions(repository, unknown);
}

/** The script directory in which a lost script lived. */
function directoryOfLost(
  graphs: readonly GraphOfDirectory[],
  found: Found,
): GraphOfDirectory | null {
  const paths = [...found.values()].map(({ path }) => path);
  const homes = graphs.filter(({ directory }) =>
    directory.versionLocations.some((location) =>
      paths.some((path) => location === "." || path.startsWith(`${location}/`)),
    ),
  );
  return homes.length === 1 ? homes[0]! : null;
}

/** The scripts around each lost one, at a commit that holds it. */
async function readLostScripts(
  repository: Repository,
  found: Found,
): Promise<ReadonlyMap<string, LostScript>> {
  const scripts = new Map<string, LostScript>();
  for (const [row, lost] of found) {
    scripts.set(row, { found: lost, historic: await graphAt(repository, lost) });
  }
  return scripts;
}

async function graphAt(
  repository: Repository,
  { heldBy, revision }: LostRevision,
): Promise<RevisionGraph | null> {
  const then = await readSnapshot(repository, heldBy, { configs: [], versions: [] });
  const graphs = then.scriptDirectories.map(({ files }) => buildGraph(files.map(parseScript)));
  return graphs.find(({ nodes }) => [...nodes.keys()].some((one) => one === revision)) ?? null;
}

function whichDirectory(graphs: readonly GraphOfDirectory[], rows: readonly string[]): string {
  const names = graphs.map(({ directory }) => `\`${directory.config ?? directory.name}\``);
  const why =
    rows.length === 0 ? "and there is no row to tell by" : "and the rows do not tell which";
  return `there are ${graphs.length} script directories, ${why} of them this database follows. Name one with \`--config FILE\` or \`--versions DIR\`: ${names.join(", ")}.`;
}
