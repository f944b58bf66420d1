// `onehead demo`: a small repository with a broken pull request, checked.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import type { Typed } from "../settings.ts";
import type { Answer } from "./answer.ts";
import { runCheckCommand } from "./check.ts";

const intro = `A shop's repository. \`main\` holds two migration scripts:

  <base> -> 8d1f0c3a5e21, create users
  8d1f0c3a5e21 -> b7e42f90a6cd (head), add email to users

A pull request was begun before the second one was merged. It adds a script,
and it edits the first one:

  8d1f0c3a5e21 -> c93a7d15e08f, add orders

onehead check --against main --at pull-request

`;

/** Builds the example in a temporary folder, checks it and removes it. Always ends with exit code 0: the findings are the point. */
export async function runDemo(options: Typed<"demo">): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "onehead-demo-"));
  try {
    buildExample(folder);
    const { output } = await runCheckCommand({
      ...options,
      repo: folder,
      against: "main",
      at: "pull-request",
    });
    return { output: `${intro}${output}`, exitCode: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildExample(folder: string): void {
  const git = (...args: string[]) => runGit(folder, args);
  git("init", "--quiet");
  git("checkout", "--quiet", "-b", "main");
  write(folder, "alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\n");
  write(folder, "migrations/env.py", "# Alembic's own environment file\n");
  write(folder, "migrations/versions/8d1f0c3a5e21_create_users.py", createUsers("sa.String(50)"));
  commit(folder, "Create users");

  git("checkout", "--quiet", "-b", "pull-request");
  write(folder, "migrations/versions/8d1f0c3a5e21_create_users.py", createUsers("sa.String(80)"));
  write(
    folder,
    "migrations/versions/c93a7d15e08f_add_orders.py",
    script(
      "add orders",
      "c93a7d15e08f",
      "8d1f0c3a5e21",
      'op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))',
      'op.drop_table("orders")',
    ),
  );
  commit(folder, "Add orders");

  git("checkout", "--quiet", "main");
  write(
    folder,
    "migrations/versions/b7e42f90a6cd_add_email_to_users.py",
    script(
      "add email to users",
      "b7e42f90a6cd",
      "8d1f0c3a5e21",
      'op.add_column("users", sa.Column("email", sa.String(120)))',
      'op.drop_column("users", "email")',
    ),
  );
  commit(folder, "Add email to users");
}

function createUsers(nameType: string): string {
  const create = `op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", ${nameType}, nullable=False),
    )`;
  return script("create users", "8d1f0c3a5e21", null, create, 'op.drop_table("users")');
}

function script(
  message: string,
  revision: string,
  down: string | null,
  upgrade: string,
  downgrade: string,
): string {
  return `"""${message}

Revision ID: ${revision}
Revises: ${down ?? ""}

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = "${revision}"
down_revision = ${down === null ? "None" : `"${down}"`}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrade}


def downgrade() -> None:
    ${downgrade}
`;
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function commit(folder: string, message: string): void {
  runGit(folder, ["add", "--all"]);
  runGit(folder, ["commit", "--quiet", "--message", message]);
}

/** Runs git on the example alone: no hooks, no configuration of the user's, no repository named in the environment, always the same commits. */
function runGit(folder: string, args: readonly string[]): void {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  try {
    execFileSync("git", args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...Object.fromEntries(inherited),
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "onehead demo",
        GIT_AUTHOR_EMAIL: "demo@onehead.invalid",
        GIT_AUTHOR_DATE: "2026-01-05T09:00:00Z",
        GIT_COMMITTER_NAME: "onehead demo",
        GIT_COMMITTER_EMAIL: "demo@onehead.invalid",
        GIT_COMMITTER_DATE: "2026-01-05T09:00:00Z",
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotCheck(
      `the example could not be built, because git failed: ${reason.split("\n")[0]}. Install git 2.25 or later and try again.`,
    );
  }
}
