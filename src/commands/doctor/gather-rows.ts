// What the options of `onehead doctor` tell of the rows: typed, piped, out of a database, out of an error.

import { CannotCheck, WrongUsage } from "../../cannot-check.ts";
import type { DatabaseAnswer } from "../../doctor/database/answer.ts";
import type { Evidence } from "../../doctor/evidence/evidence.ts";
import { readError } from "../../doctor/evidence/read-error.ts";
import { readPipedRows, readTypedRows } from "../../doctor/evidence/read-rows.ts";
import type { VersionTableName } from "../../doctor/model.ts";
import type { TypedOptions } from "../arguments.ts";
import { text } from "../options.ts";
import type { Surroundings } from "./surroundings.ts";

/** The part of the evidence that is about the database. */
export type RowEvidence = Pick<Evidence, "table" | "rows" | "dialect" | "testimony" | "catalogue">;

/** Reads what the options name. Throws CannotCheck and WrongUsage. */
export async function gatherRows(
  options: TypedOptions,
  surroundings: Surroundings,
): Promise<RowEvidence> {
  const testimony = readErrorOption(options, surroundings);
  const named = {
    name: text(options, "version-table") ?? "alembic_version",
    schema: text(options, "schema") ?? null,
  };
  const [typed, database] = [text(options, "rows"), text(options, "database")];
  if (typed !== undefined && database !== undefined) {
    throw new WrongUsage("`--rows` and `--database` both tell the rows; give one of them.");
  }
  if (database !== undefined) {
    return { testimony, ...(await readDatabase(database, named, surroundings)) };
  }
  const told = { testimony, dialect: testimony?.dialect ?? null, catalogue: null };
  if (typed !== undefined) {
    const ids = typed === "-" ? readPipedRows(surroundings.readStdin()) : readTypedRows(typed);
    const table = { ...named, isMissing: null, source: "typed" } as const;
    return { ...told, table, rows: { kind: "all", ids } };
  }
  if (!testimony) {
    throw new WrongUsage(
      "`doctor` needs to know what the table `alembic_version` holds: give its rows with `--rows a1,b2`, the database with `--database URL`, or Alembic's message with `--error TEXT`. See `onehead doctor --help`.",
    );
  }
  const ids = testimony.error?.rows ?? [];
  const table = { ...named, isMissing: null, source: "error" } as const;
  return { ...told, table, rows: { kind: "at-least", ids } };
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
      const { database, isMissing, rows: ids, width } = answer;
      return {
        table: { ...named, source: "database", isMissing, width },
        rows: { kind: "all", ids },
        dialect: database,
        catalogue: null,
      };
    }
  }
}

function readErrorOption(
  options: TypedOptions,
  { readStdin }: Surroundings,
): Evidence["testimony"] {
  const given = text(options, "error");
  if (given === undefined) return null;
  if (given === "-" && text(options, "rows") === "-") {
    throw new WrongUsage("`--rows -` and `--error -` both read standard input; type one of them.");
  }
  const testimony = readError(given === "-" ? readStdin() : given);
  if (testimony) return testimony;
  throw new CannotCheck(
    "the text given with `--error` holds no message of Alembic's about revisions. Give the whole output of the command that failed, or the rows with `--rows`.",
  );
}
