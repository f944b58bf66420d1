// The table [tool.alembic] of a pyproject.toml, with the places of its keys.

import { parse, TomlError } from "smol-toml";
import type { Location } from "../../model.ts";
import { startOf } from "./refused.ts";

/** `[tool.alembic]` of one file. */
export interface Toml {
  readonly path: string;
  readonly here: string;
  readonly table: Readonly<Record<string, unknown>>;
  /** Where a key is set. */
  readonly placeOf: (key: string) => Location;
}

/** Why a `pyproject.toml` that speaks of Alembic cannot be read. */
export interface TomlProblem {
  readonly at: Location;
  readonly reason: string;
}

/** Reads `[tool.alembic]`; null where there is none, whatever else the file holds. */
export function parsePyproject(
  path: string,
  text: string,
  here: string,
): Toml | TomlProblem | null {
  if (!text.includes("alembic")) return null;
  try {
    const { tool } = parse(text, { integersAsBigInt: true });
    const table = isTable(tool) ? tool["alembic"] : undefined;
    if (!isTable(table)) return null;
    return { path, here, table, placeOf: (key) => findKey(path, text, key) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    if (!/^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*alembic[ \t]*[\].]/m.test(text)) return null;
    const { line, column } = error;
    const reason = error.message.split("\n", 1)[0]!.replace("Invalid TOML document: ", "");
    return { at: { path, line, column, endLine: line, endColumn: column + 1 }, reason };
  }
}

/** The line of the table that sets a key, else the file's first character: the parser gives no places. */
function findKey(path: string, text: string, key: string): Location {
  let inTable = false;
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    const header = /^\s*\[([^[\]]+)\]/.exec(line);
    if (header) inTable = header[1]!.replace(/[\s"']/g, "") === "tool.alembic";
    const written = inTable ? line.trimStart() : "";
    const bare = written.replace(/^["']/, "");
    if (bare.startsWith(key) && /^["']?\s*=/.test(bare.slice(key.length))) {
      const start = line.length - written.length;
      const end = line.trimEnd().length;
      return { path, line: number, column: start + 1, endLine: number, endColumn: end + 1 };
    }
  }
  return startOf(path);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}
