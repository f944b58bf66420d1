// A project in git with a database of its own, in which commands and SQL are run as the doctor prints them.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { DatabaseKind, Repair } from "../../src/doctor/model.ts";
import { gitEnvironment } from "../support/repository.ts";
import { loggingScripts, type Outcome, type Tool } from "./deployment.ts";
import { type AlembicVersion, python } from "./venvs.ts";

/** A database and the client that takes SQL from standard input. */
export interface Server {
  readonly kind: DatabaseKind;
  /** As SQLAlchemy takes it. */
  readonly url: (project: string) => string;
  readonly client: (project: string) => readonly string[];
  /** Makes an empty database, where that is not a file. */
  readonly reset?: string;
}

/** A SQLite file in the project, and Python's own SQLite as the client. */
export function sqliteServer(version: AlembicVersion): Server {
  const script =
    "import sqlite3, sys\nc = sqlite3.connect('app.sqlite')\nfor row in c.execute(sys.argv[1]) if len(sys.argv) > 1 else c.executescript(sys.stdin.read()): print(*row)\nc.commit()";
  return {
    kind: "sqlite",
    url: (project) => `sqlite:///${join(project, "app.sqlite")}`,
    client: () => [python(version), "-c", script],
  };
}

/** A checked-out project. */
export interface DoctorProject {
  readonly path: string;
  readonly url: string;
  /** Commits a state of the scripts: a history, the scripts of which note in the database that they ran. */
  deploy(history: string): void;
  /** Runs a command line in a shell at the project's root. */
  shell(command: string): Outcome;
  /** Runs SQL with the database's own client. */
  sql(text: string): string;
  /** Makes the database anew: these revisions have run, and the version table has these rows; it has no key, so that a row may stand there twice. */
  stand(rows: readonly string[], ran: readonly string[]): void;
  rows(table?: string): readonly string[];
  /** Writes `version_table` into the project's code. */
  useTable(name: string): void;
  /** Every `upgrade()` that ran to its end, in order. */
  ran(): readonly string[];
  /** Carries a repair out as printed: in SQL wherever it has some, or in commands. */
  apply(repair: Repair, form: "commands" | "sql"): void;
  remove(): void;
}

/** Makes an empty project. */
export function startProject(tool: Tool, version: AlembicVersion, server: Server): DoctorProject {
  const path = mkdtempSync(join(tmpdir(), "onehead-doctor-"));
  const url = server.url(path);
  const versions = join(path, "migrations", "versions");
  const env = {
    ...gitEnvironment,
    PATH: `${dirname(python(version))}${delimiter}${process.env["PATH"]}`,
    HOME: path,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
    COLUMNS: "1000",
    DATABASE_URL: url,
    FLASK_APP: "app",
  };
  const spawn = (command: string, args: readonly string[], input = "") => {
    const done = spawnSync(command, args, { cwd: path, env, input, encoding: "utf8" });
    if (done.error) throw done.error;
    const { stdout, stderr } = done;
    return { exitCode: done.status ?? -1, stdout, output: `${stdout}\n${stderr}` };
  };
  const shell = (command: string) => spawn("sh", ["-c", command]);
  const must = ({ exitCode, output, stdout }: ReturnType<typeof spawn>) => {
    if (exitCode !== 0) throw new Error(output);
    return stdout;
  };
  const sql = (text: string) => {
    const [command = "", ...args] = server.client(path);
    return must(spawn(command, args, text));
  };
  const column = (name: string, table: string) => {
    const [command = "", ...args] = server.client(path);
    const query = `SELECT ${name} FROM ${table}`;
    const done =
      server.kind === "sqlite" ? spawn(command, [...args, query]) : spawn(command, args, query);
    return done.exitCode === 0 ? done.stdout.split("\n").slice(0, -1) : [];
  };
  if (server.reset) sql(server.reset);
  write(path, environments[tool]);
  shell("git init --quiet --initial-branch=main");
  if (tool === "flask") must(shell("flask db init"));
  return {
    path,
    url,
    shell,
    sql,
    deploy(history) {
      rmSync(versions, { recursive: true, force: true });
      write(versions, { ".keep": "", ...loggingScripts(history) });
      must(shell("git add --all && git commit --quiet --message 'Deploy' --allow-empty"));
    },
    stand(rows, ran) {
      const values = rows.map((row) => `INSERT INTO alembic_version VALUES ('${row}');`);
      const create = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);";
      const log = ran.map((revision) => `INSERT INTO ran VALUES ('${revision}');`);
      const drop = "DROP TABLE IF EXISTS alembic_version;";
      sql([drop, create, ...values, "DELETE FROM ran;", ...log].join("\n"));
    },
    rows: (table = "alembic_version") => column("version_num", table).sort(),
    useTable(name) {
      const [file, call] =
        tool === "flask"
          ? ["app.py", "SQLAlchemy(app)"]
          : ["migrations/env.py", "connection=connection"];
      const text = readFileSync(join(path, file), "utf8");
      writeFileSync(join(path, file), text.replace(call, `${call}, version_table="${name}"`));
    },
    ran: () => column("revision", "ran"),
    apply(repair, form) {
      for (const { edit, commands, in: at, sql: statements } of repair.steps) {
        if (edit) replaceLine(join(path, edit.path), edit.line, edit.to);
        if (statements && (form === "sql" || commands.length === 0)) sql(statements[server.kind]);
        else
          for (const command of commands)
            must(shell(at === "" ? command : `cd ${at} && ${command}`));
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

const environments: Record<Tool, Readonly<Record<string, string>>> = {
  alembic: {
    ".gitignore": "app.sqlite\n",
    "alembic.ini": "[alembic]\nscript_location = migrations\n",
    "migrations/script.py.mako": `"""\${message}"""
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
`,
    "migrations/env.py": `import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
  },
  flask: {
    ".gitignore": "app.sqlite\n",
    "app.py": `import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
`,
  },
};

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

function replaceLine(path: string, line: number, text: string): void {
  const lines = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, lines.with(line - 1, text).join("\n"));
}
