// `onehead demo`: a small repository with a broken pull request, checked, mended and checked again.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import type { Checked, Finding } from "../model.ts";
import { textReport, wrap } from "../report/text.ts";
import type { Typed } from "../settings.ts";
import { makeTemporaryFolder, removeTemporaryFolder } from "../system/lifetime.ts";
import type { Answer } from "./answer.ts";
import { compareAndJudge } from "./check.ts";
import { runFix } from "./fix.ts";
import { isColoured } from "./options.ts";

const intro = `A shop's repository. \`main\` holds two migration scripts:

  <base> -> 8d1f0c3a5e21, create users
  8d1f0c3a5e21 -> b7e42f90a6cd (head), add email to users

A pull request was begun before the second one was merged. It adds a script,
and it edits the first one:

  8d1f0c3a5e21 -> c93a7d15e08f, add orders

$ onehead check --against main

`;

const mending = `
Both can be mended without asking anybody. What that would change:

$ onehead fix --against main --diff

`;

const again = `
And done:

$ onehead fix --against main

`;

const outro = `
Where to go next:

  onehead check            the same for this repository's working tree
  onehead explain RULE     why a finding matters
  onehead replay           what it would have said of the changes already merged
  README.md                the workflow for pull requests, and the commit hook

`;

/** So wide is what a demonstration prints where nobody can tell. */
const usualWidth = 100;

/** Builds the example in a temporary folder, checks and mends it, and removes it. Always ends with exit code 0: the findings are the point. */
export async function runDemo(options: Typed<"demo">): Promise<Answer> {
  const folder = makeTemporaryFolder("onehead-demo-");
  try {
    buildExample(folder);
    const asked = { repo: folder, against: "main" };
    const colour = isColoured({ ...options, output: undefined });
    const width = process.stdout.columns ?? usualWidth;
    const checked = async () =>
      textReport(mainFirst(await compareAndJudge(asked)), { colour, width });
    const fixed = async (diff: boolean) => broken((await runFix({ ...asked, diff })).output, width);
    const parts = [
      intro,
      await checked(),
      mending,
      await fixed(true),
      again,
      await fixed(false),
      "\n$ onehead check --against main\n\n",
      await checked(),
      outro,
    ];
    return { output: parts.join(""), exitCode: 0 };
  } finally {
    removeTemporaryFolder(folder);
  }
}

/** The finding that everybody meets first, then the others. */
function mainFirst(checked: Checked): Checked {
  const { report } = checked;
  const isMain = ({ rule }: Finding) => rule === "multiple-heads";
  const findings = report.findings.toSorted((a, b) => Number(isMain(b)) - Number(isMain(a)));
  return { ...checked, report: { ...report, findings } };
}

/** Breaks lines at words, those of a diff left out. */
function broken(text: string, width: number): string {
  const [words = "", ...diff] = text.split(/^(?=diff --git )/m);
  const rows = words.split("\n").flatMap((row) => {
    const indentation = /^ */.exec(row)![0];
    return wrap(row.trimStart(), width, indentation.length).map((one) => indentation + one);
  });
  return [rows.join("\n"), ...diff].join("");
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
  git("checkout", "--quiet", "pull-request");
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
