// What the options of `onehead doctor` tell of the rows: typed, piped, out of a database, out of an error.

import { CannotCheck, WrongUsage } from "../../cannot-check.ts";
import type { DatabaseAnswer } from "../../doctor/database/answer.ts";
import type { Catalogue, Evidence } from "../../doctor/evidence/evidence.ts";
import { isSilent, readLog } from "../../doctor/evidence/log/read-log.ts";
import { readPipedRows, readTypedRows } from "../../doctor/evidence/rows/read-rows.ts";
import { remarksOn, shorten } from "../../doctor/evidence/rows/remarks.ts";
import type { VersionTableName } from "../../doctor/model.ts";
import type { Typed } from "../../settings.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Surroundings } from "./surroundings.ts";

/** The options that tell of the rows. */
export type RowOptions = Pick<
  Typed<"doctor">,
  "rows" | "database" | "error" | "version-table" | "schema"
>;

/** The same for one database. */
export type OneDatabase = Omit<RowOptions, "database"> & { readonly database?: string };

/** The part of the evidence that is about the database. */
export type RowEvidence = Pick<
  Evidence,
  "table" | "rows" | "dialect" | "testimony" | "catalogue" | "remarks"
>;

/** A version table has one row for each line of scripts that goes on by itself; what has more is none. */
const mostRows = 1_000;

/** Reads what the options name. Throws CannotCheck and WrongUsage. */
export async function gatherRows(
  options: OneDatabase,
  surroundings: Surroundings,
): Promise<RowEvidence> {
  const gathered = await readOptions(options, surroundings);
  const { length } = gathered.rows.ids;
  if (length <= mostRows) return gathered;
  throw new CannotCheck(
    `${length} rows are too many for a version table, which has one for each head. Look whether \`${gathered.table.name}\` is the right table, and name another with \`--version-table\`.`,
  );
}

async function readOptions(options: OneDatabase, surroundings: Surroundings): Promise<RowEvidence> {
  const testimony = readErrorOption(options, surroundings);
  const named = {
    name: options["version-table"] ?? "alembic_version",
    schema: options.schema ?? null,
  };
  const { rows: typed, database } = options;
  if (typed !== undefined && database !== undefined) {
    throw new WrongUsage("`--rows` and `--database` both tell the rows; give one of them.");
  }
  if (database !== undefined) {
    return { testimony, remarks: [], ...(await readDatabase(database, named, surroundings)) };
  }
  const told = {
    testimony,
    dialect: testimony?.dialect ?? null,
    catalogue: null,
    remarks: [],
  };
  if (typed !== undefined) {
    const table = { ...named, isMissing: null, source: "typed" } as const;
    if (typed !== "-") return { ...told, table, rows: { kind: "all", ids: readTypedRows(typed) } };
    return { ...told, table, ...pipedRows(surroundings.readStdin()) };
  }
  if (!testimony) {
    throw new WrongUsage(
      "`doctor` needs to know what the table `alembic_version` holds: give its rows with `--rows a1,b2`, the database with `--database URL`, or Alembic's message with `--error TEXT`. See `onehead doctor --help`.",
    );
  }
  if (isSilent(testimony)) {
    throw new CannotCheck(
      "the text given with `--error` holds no message about revisions, neither Alembic's nor a database's, and no line of a migration that runs. Give the whole output of the command that failed, or the rows with `--rows` or `--database`.",
    );
  }
  const ids = testimony.error?.rows ?? [];
  const table = { ...named, isMissing: null, source: "error" } as const;
  return { ...told, table, rows: { kind: "at-least", ids } };
}

/** Rows out of a pipe. One that tells nothing is no empty table: the command in front of it may have failed. */
function pipedRows(piped: string): Pick<Evidence, "rows" | "remarks"> {
  const { rows, passedOver, error } = readPipedRows(piped);
  if (rows) return { rows, remarks: remarksOn(rows, passedOver, error) };
  if (error !== null) {
    throw new CannotCheck(
      `what was piped into \`--rows -\` is an error and no row: ${code(shorten(error))}. Mend the command in front of the pipe, or hand its output to \`--error -\` if Alembic printed it.`,
    );
  }
  throw new CannotCheck(
    passedOver.length === 0
      ? "nothing was piped into `--rows -`, so the command in front of it may have failed. Look at its output; if the version table has no row, say so with `--rows ''`."
      : `what was piped into \`--rows -\` holds no line that looks like a row; the first is ${code(shorten(passedOver[0]!))}. Pipe the output of \`SELECT version_num FROM alembic_version\`; if the table has no row, say so with \`--rows ''\`.`,
  );
}

async function readDatabase(
  address: string,
  named: VersionTableName,
  { env, loadDatabases }: Surroundings,
): Promise<Pick<Evidence, "table" | "rows" | "dialect" | "catalogue">> {
  const { readVersionTable } = await loadDatabases();
  const answer: DatabaseAnswer = await readVersionTable(address, named, env);
  switch (answer.kind) {
    case "wrong-usage":
      throw new WrongUsage(answer.message);
    case "trouble":
      throw new CannotCheck(answer.message);
    case "table": {
      const { database, isMissing, rows: ids, width, catalogue } = answer;
      if (catalogue?.hasSchema === false) throw new CannotCheck(noSchema(named, catalogue));
      return {
        table: { ...named, source: "database", isMissing, width },
        rows: { kind: "all", ids },
        dialect: database,
        catalogue,
      };
    }
  }
}

function readErrorOption(options: OneDatabase, { readStdin }: Surroundings): Evidence["testimony"] {
  const { error: given } = options;
  if (given === undefined) return null;
  if (given === "-" && options.rows === "-") {
    throw new WrongUsage("`--rows -` and `--error -` both read standard input; type one of them.");
  }
  return readLog(given === "-" ? readStdin() : given);
}

function noSchema({ schema }: VersionTableName, { tables, versionTables }: Catalogue): string {
  const full = versionTables.map((table) => `${table.schema}.${table.name}`);
  const known = [...new Set(tables.map((table) => table.schema))];
  const remedy =
    full.length > 0
      ? `Version tables stand in ${codes(full)}`
      : known.length > 0
        ? `Tables stand in ${codes(known)}`
        : "No schema here holds any table, or the user may not see it";
  return `the database has no schema ${code(schema ?? "")}. ${remedy}; name the right one with \`--schema\`.`;
}
