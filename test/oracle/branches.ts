// Branches as authors have them, in real repositories, whose repairs are followed by hand and judged by the real command line.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { historyToFiles } from "../../src/graph/history.ts";
import type { Fix } from "../../src/model.ts";
import { gitEnvironment } from "../support/repository.ts";
import { type AlembicVersion, python } from "./venvs.ts";

/** How a project lies in its repository, and how it is migrated. */
export type Layout = "root" | "sub-directory" | "flask" | "sections";

interface Place {
  readonly files: Readonly<Record<string, string>>;
  readonly versions: string;
  readonly upgrade: string;
  readonly in: string;
}

const connect = `import os
from alembic import context
from sqlalchemy import create_engine

with create_engine("sqlite:///" + os.environ["DATABASE"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const app = `import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.environ["DATABASE"]
Migrate(app, SQLAlchemy(app))
`;

/** Alembic's and Flask-Migrate's relative paths are meant from the directory in which a command is given. */
const places: Readonly<Record<Layout, Place>> = {
  root: {
    files: {
      "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
      "migrations/env.py": connect,
    },
    versions: "migrations/versions",
    upgrade: "alembic upgrade heads",
    in: "",
  },
  "sub-directory": {
    files: {
      "backend/alembic.ini": "[alembic]\nscript_location = alembic\n",
      "backend/alembic/env.py": connect,
    },
    versions: "backend/alembic/versions",
    upgrade: "alembic upgrade heads",
    in: "backend",
  },
  flask: {
    files: {
      "api/app.py": app,
      "api/migrations/alembic.ini":
        "[alembic]\n\n[logger_flask_migrate]\nlevel = INFO\nhandlers =\nqualname = flask_migrate\n",
      "api/migrations/env.py": connect,
    },
    versions: "api/migrations/versions",
    upgrade: "flask db upgrade heads",
    in: "api",
  },
  sections: {
    files: {
      "alembic.ini": "[alembic]\nscript_location = other\n\n[shop]\nscript_location = shop\n",
      "other/env.py": connect,
      "other/versions/z0.py": historyToFiles("<base> -> z0, z", "other/versions")[
        "other/versions/z0.py"
      ]!,
      "shop/env.py": connect,
    },
    versions: "shop/versions",
    upgrade: "alembic -n shop upgrade heads",
    in: "",
  },
};

const template = `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
"""
from alembic import op
import sqlalchemy as sa
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = \${repr(branch_labels)}
depends_on = \${repr(depends_on)}

def upgrade():
    op.execute("CREATE TABLE IF NOT EXISTS ran (revision TEXT)")
    op.execute(sa.text("INSERT INTO ran VALUES (:revision)").bindparams(revision=revision))

def downgrade():
    pass
`;

/** The scripts of a history; each notes in the database that it ran, and takes the note back. */
export function scripts(history: string): Record<string, string> {
  const files = historyToFiles(history, "v");
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.slice(2),
      `${text.slice(0, text.indexOf("def upgrade"))}def upgrade() -> None:
    op.execute("CREATE TABLE IF NOT EXISTS ran (revision TEXT)")
    op.execute(sa.text("INSERT INTO ran VALUES (:revision)").bindparams(revision=revision))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM ran WHERE revision = :revision").bindparams(revision=revision))
`,
    ]),
  );
}

type Files = Readonly<Record<string, string>>;

/** A repository with a target branch, and a branch of the author's. */
export interface Branch {
  readonly path: string;
  git(...args: readonly string[]): string;
  /** A command as printed, in the directory that it names; what it left on the screen, and whether it went well. */
  shell(
    command: string,
    directory: string,
    database?: string,
  ): { readonly ok: boolean; readonly output: string };
  upgrade(database: string): { readonly ok: boolean; readonly output: string };
  follow(fix: Fix): void;
  write(scripts: Files): void;
  remove(): void;
}

export function startBranch(layout: Layout, version: AlembicVersion): Branch {
  const path = mkdtempSync(join(tmpdir(), "onehead-branch-"));
  const place = places[layout];
  const env = {
    ...gitEnvironment,
    PATH: `${dirname(python(version))}${delimiter}${process.env["PATH"]}`,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const shell: Branch["shell"] = (
    command,
    directory,
    database = join(path, ".git", "none.sqlite"),
  ) => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: join(path, directory),
      env: { ...env, DATABASE: database },
      encoding: "utf8",
      timeout: 120_000,
    });
    return { ok: status === 0, output: `$ ${command}\n${stdout}${stderr}` };
  };
  const git: Branch["git"] = (...args) => {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: path, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  const put = (files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  git("init", "--quiet", "--initial-branch=main");
  put({ ...place.files, [`${dirname(place.versions)}/script.py.mako`]: template });
  return {
    path,
    git,
    shell,
    upgrade: (database) => shell(place.upgrade, place.in, database),
    follow({ steps }) {
      for (const step of steps) {
        if (step.kind === "edit") {
          const file = join(path, step.at.path);
          const lines = readFileSync(file, "utf8").split("\n");
          const { line, column, endLine, endColumn } = step.at;
          const mended =
            lines[line - 1]!.slice(0, column - 1) +
            step.to +
            lines[endLine - 1]!.slice(endColumn - 1);
          lines.splice(line - 1, endLine - line + 1, mended);
          writeFileSync(file, lines.join("\n"));
        } else {
          const { ok, output } = shell(step.command, step.in);
          if (!ok) throw new Error(output);
        }
      }
    },
    write(files) {
      rmSync(join(path, place.versions), { recursive: true, force: true });
      put(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [`${place.versions}/${name}`, text]),
        ),
      );
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Every script that ran in a database and was not taken back, in order. */
export function ranIn(database: string): readonly string[] {
  const connection = new DatabaseSync(database);
  try {
    const tables = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'ran'").all();
    if (tables.length === 0) return [];
    return connection
      .prepare("SELECT revision FROM ran ORDER BY rowid")
      .all()
      .map((row) => String(row["revision"]));
  } finally {
    connection.close();
  }
}
