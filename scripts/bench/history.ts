// Builds a repository whose history holds many scripts, and a branch that changes a few.

import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A straight line of `size` scripts on `main`; the branch `change` adds one script and edits two. Gives the folder of the bare repository's work tree. */
export function buildHistory(size: number): string {
  const folder = mkdtempSync(join(tmpdir(), `onehead-bench-${size}-`));
  const git = (args: readonly string[], input?: string) =>
    execFileSync("git", ["-C", folder, ...args], { input, stdio: ["pipe", "ignore", "inherit"] });
  git(["init", "--quiet", "--initial-branch=main"]);
  git(["fast-import", "--quiet"], history(size));
  git(["reset", "--quiet", "--hard", "main"]);
  return folder;
}

function history(size: number): string {
  const files = Array.from(
    { length: size },
    (_, index) => [pathOf(index), script(index, "String(80)")] as const,
  );
  const change = [
    [pathOf(size), script(size, "String(80)")],
    [pathOf(size - 2), script(size - 2, "String(120)")],
    [pathOf(size >> 1), `${script(size >> 1, "String(80)")}# a comment\n`],
  ] as const;
  return [
    ...commit("main", null, [
      ["alembic.ini", "[alembic]\nscript_location = migrations\n"],
      ["migrations/env.py", "\n"],
      ["migrations/script.py.mako", "\n"],
      ...files,
    ]),
    ...commit("change", "main", change),
  ].join("");
}

function* commit(
  branch: string,
  from: string | null,
  files: readonly (readonly [string, string])[],
): Iterable<string> {
  const message = `${branch}\n`;
  yield `commit refs/heads/${branch}\ncommitter bench <bench@onehead.invalid> 1767603600 +0000\n${data(message)}`;
  if (from) yield `from refs/heads/${from}\n`;
  for (const [path, text] of files) yield `M 100644 inline ${path}\n${data(text)}`;
  yield "\n";
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function revisionOf(index: number): string {
  return (index * 2654435761).toString(16).padStart(12, "0").slice(-12);
}

function pathOf(index: number): string {
  return `migrations/versions/${revisionOf(index)}_add_table_${index}.py`;
}

/** About 1,350 bytes, as scripts of real projects have. */
function script(index: number, type: string): string {
  const columns = Array.from(
    { length: 10 },
    (_, n) =>
      `        sa.Column("column_${n}", sa.${type}, nullable=${n % 2 ? "True" : "False"}),\n`,
  ).join("");
  return `"""Add table ${index}

Revision ID: ${revisionOf(index)}
Revises: ${index === 0 ? "" : revisionOf(index - 1)}
Create Date: 2026-01-05 09:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "${revisionOf(index)}"
down_revision: Union[str, Sequence[str], None] = ${index === 0 ? "None" : `"${revisionOf(index - 1)}"`}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "table_${index}",
${columns}    )
    op.create_index("ix_table_${index}", "table_${index}", ["column_0", "column_1"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("ix_table_${index}", table_name="table_${index}")
    op.drop_table("table_${index}")
`;
}
