// The table [tool.alembic] of a pyproject.toml, with the folders of its keys.

import { parse, TomlError } from "smol-toml";
import type { Located, Location } from "../../model.ts";
import { pythonRepr } from "../../text/python.ts";
import { formatPercent } from "./percent.ts";
import { Refused, startOf } from "./refused.ts";

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

/** The line of the table that sets a key, else the file's first character: the parser gives no folders. */
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

/** `Config._get_toml_config_value`: a value after Python's `%` operator. Throws Refused where Python raises. */
export function getTomlOption(toml: Toml, name: string): Located<unknown> | null {
  if (!Object.hasOwn(toml.table, name)) return null;
  const at = toml.placeOf(name);
  return { value: formatAll(toml.table[name], name, toml.here, at), at };
}

function formatAll(value: unknown, name: string, here: string, at: Location): unknown {
  const format = (item: unknown): string => {
    if (typeof item === "string") return formatPercent(item, here, at);
    const type = typeName(item);
    throw new Refused(at, `TypeError: unsupported operand type(s) for %: '${type}' and 'dict'`);
  };
  const formatTable = (table: unknown): unknown =>
    Object.fromEntries(Object.entries(table as object).map(([key, item]) => [key, format(item)]));
  if (typeof value === "string") return format(value);
  if (Array.isArray(value)) {
    const areTables = typeName(value[0]) === "dict";
    return value.map((item) => (areTables ? formatTable(item) : format(item)));
  }
  switch (typeName(value)) {
    case "int":
    case "bool":
      return value;
    case "dict":
      return formatTable(value);
    default:
      throw new Refused(at, `unsupported TOML value type for key: ${pythonRepr(name)}`);
  }
}

/** The Python type of a TOML value. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float";
    default:
      if (Array.isArray(value)) return "list";
      return value instanceof Date ? "datetime.datetime" : "dict";
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return value !== undefined && typeName(value) === "dict";
}
