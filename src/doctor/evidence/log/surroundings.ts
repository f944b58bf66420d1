// What a log tells of the database, and of the script in which a traceback ends.

import type { DatabaseKind } from "../../model.ts";
import type { ScriptFrame } from "../evidence.ts";
import type { At } from "./position.ts";

const implementations: Readonly<Record<string, DatabaseKind>> = {
  PostgresqlImpl: "postgresql",
  MySQLImpl: "mysql",
  MariaDBImpl: "mysql",
  SQLiteImpl: "sqlite",
};

const drivers: readonly (readonly [RegExp, DatabaseKind])[] = [
  [/\b(?:psycopg2?|asyncpg|pg8000)\.\w/, "postgresql"],
  [/\b(?:pymysql|MySQLdb|aiomysql|mysql\.connector)\.\w/, "mysql"],
  [/\b(?:sqlite3|aiosqlite)\.\w+Error/, "sqlite"],
];

/** Alembic says once when it starts which database it speaks with. */
export const starts = /Context\s+impl\s+(\w{1,60})\./g;

/** The database that the log speaks of, null where it names none. */
export function readDialect(text: string): DatabaseKind | null {
  const named = [...text.matchAll(starts)].at(-1)?.[1];
  if (named !== undefined) return implementations[named] ?? null;
  return drivers.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Whether a failed script is taken back as a whole. */
export function readTransactional(text: string): boolean | null {
  const last = [...text.matchAll(/Will\s+assume\s+(non-)?transactional\s+DDL/g)].at(-1);
  return last ? last[1] === undefined : null;
}

/** Frames in functions of scripts, not in Alembic's own commands of the same name. */
export function readFrames(text: string): readonly At<ScriptFrame>[] {
  const frame = /File "([^"\n]{1,400}\.py)", line (\d{1,6}), in ((?:upgrade|downgrade)\w{0,60})/g;
  return [...text.matchAll(frame)]
    .map(({ 1: path = "", 2: line, 3: within = "", index }) => ({
      path: path.replaceAll("\\", "/"),
      line: Number(line),
      within,
      position: index,
    }))
    .filter(({ path }) => !/\/(?:alembic|flask_migrate)\/(?:command|cli|__init__)\.py$/.test(path));
}
