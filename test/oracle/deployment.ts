// A real project with a SQLite database, migrated by the real command line: `alembic …` or `flask db …`.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { historyToFiles } from "../../src/graph/history.ts";
import { type AlembicVersion, python } from "./venvs.ts";

/** How a project runs Alembic. */
export type Tool = "alembic" | "flask";

/** What a command left on the screen. */
export interface Outcome {
  readonly exitCode: number;
  /** stdout and stderr; Alembic prints `FAILED: …` to the one, Flask-Migrate `Error: …` to the other. */
  readonly output: string;
}

/** A project whose scripts can be changed as a merge changes them, and a database that follows it. */
export interface Deployment {
  /** Puts exactly these scripts into the version location: file name → text. */
  deploy(scripts: Readonly<Record<string, string>>): void;
  /** Runs a command, say `run("upgrade", "heads")`. */
  run(...args: string[]): Outcome;
  /** Puts these rows into `alembic_version`. */
  stand(rows: readonly string[]): void;
  /** What `alembic_version` holds, sorted. */
  rows(): readonly string[];
  /** Every `upgrade()` that ever ran to its end, in order. */
  ran(): readonly string[];
  remove(): void;
}

/** The scripts of a history, each of which notes in the database that its `upgrade()` ran. */
export function loggingScripts(history: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(historyToFiles(history, "versions")).map(([path, text]) => [
      path.replace("versions/", ""),
      // Whatever it says that it does: `run` notes that it did.
      text.replace(
        /"""Upgrade schema\."""\n {4}.*$/m,
        `op.execute("CREATE TABLE IF NOT EXISTS ran (revision TEXT)")
    op.execute(sa.text("INSERT INTO ran VALUES (:revision)").bindparams(revision=revision))`,
      ),
    ]),
  );
}

/** Makes an empty project in a temporary directory. */
export function startDeployment(tool: Tool, version: AlembicVersion): Deployment {
  const directory = mkdtempSync(join(tmpdir(), "onehead-oracle-"));
  const database = join(directory, "app.sqlite");
  const versions = join(directory, "migrations", "versions");
  write(directory, { ...environments[tool] });
  const run = (...args: string[]) => runPython(version, directory, [...commands[tool], ...args]);
  if (tool === "flask") expectSuccess(run("init"));
  return {
    deploy(scripts) {
      rmSync(versions, { recursive: true, force: true });
      mkdirSync(versions, { recursive: true });
      write(versions, scripts);
    },
    run,
    stand: (rows) => writeRows(database, rows),
    rows: () => column(database, "alembic_version", "version_num").sort(),
    ran: () => column(database, "ran", "revision"),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const commands: Record<Tool, readonly string[]> = {
  alembic: ["-m", "alembic"],
  flask: ["-m", "flask", "--app", "app", "db"],
};

const environments: Record<Tool, Readonly<Record<string, string>>> = {
  alembic: {
    "alembic.ini": "[alembic]\nscript_location = migrations\n",
    "migrations/env.py": `from alembic import context
from sqlalchemy import create_engine

with create_engine("sqlite:///app.sqlite").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
  },
  flask: {
    "app.py": `import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.abspath("app.sqlite")
Migrate(app, SQLAlchemy(app))
`,
  },
};

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

function runPython(version: AlembicVersion, cwd: string, args: readonly string[]): Outcome {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1", COLUMNS: "1000" };
  const { status, stdout, stderr, error } = spawnSync(python(version), args, {
    cwd,
    env,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (error) throw error;
  return { exitCode: status ?? -1, output: `${stdout}\n${stderr}` };
}

function expectSuccess({ exitCode, output }: Outcome): void {
  if (exitCode !== 0) throw new Error(output);
}

function column(database: string, table: string, name: string): string[] {
  const connection = new DatabaseSync(database);
  try {
    const tables = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").all(table);
    if (tables.length === 0) return [];
    return connection
      .prepare(`SELECT ${name} AS value FROM ${table} ORDER BY rowid`)
      .all()
      .map((row) => String(row.value));
  } finally {
    connection.close();
  }
}

function writeRows(database: string, rows: readonly string[]): void {
  const connection = new DatabaseSync(database);
  connection.exec("DELETE FROM alembic_version");
  const insert = connection.prepare("INSERT INTO alembic_version VALUES (?)");
  for (const row of rows) insert.run(row);
  connection.close();
}
