// The repository that the action's tests check: three revisions on `main`, a pull request from `topic`.

import {
  type Files,
  makeRepository,
  makeServer,
  openPullRequest,
  push,
  type TestRepository,
  type TestServer,
} from "../support/repository.ts";

/** A script as Alembic writes it. */
export function script(
  revision: string,
  down: string | null,
  message: string,
  body = "pass",
): string {
  const written = (value: string | null) => (value === null ? "None" : JSON.stringify(value));
  return `"""${message}

Revision ID: ${revision}
Revises: ${down ?? ""}

"""

from alembic import op

revision = ${written(revision)}
down_revision = ${written(down)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${body}


def downgrade() -> None:
    pass
`;
}

export const versions = "migrations/versions";

/** `<base> -> a1 -> b2 (head)`. */
export const shopFiles: Files = {
  "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
  "migrations/env.py": "",
  [`${versions}/a1_create_users.py`]: script(
    "a1",
    null,
    "create users",
    'op.create_table("users")',
  ),
  [`${versions}/b2_add_email.py`]: script("b2", "a1", "add email", 'op.add_column("users", None)'),
};

/** A new script after the head. */
export const goodChange: Files = {
  [`${versions}/c3_add_orders.py`]: script("c3", "b2", "add orders"),
};

/** A new script that follows a revision below the head. */
export const badChange: Files = {
  [`${versions}/c3_add_orders.py`]: script("c3", "a1", "add orders"),
};

/** A pull request, and the places it lies in. */
export interface Shop {
  readonly repository: TestRepository;
  readonly server: TestServer;
  /** Commits: the target's tip, the pull request's, and GitHub's merge of both. */
  readonly base: string;
  readonly head: string;
  readonly merge: string;
}

/** Opens pull request 7 with a change on a branch of its own. */
export function openShop(change: Files, files: Files = shopFiles): Shop {
  const repository = makeRepository(files);
  const base = repository.git("rev-parse", "main");
  const server = makeServer(repository);
  repository.branch("topic");
  const head = repository.commit(change, "Add orders");
  repository.branch("main");
  const merge = openPullRequest(repository, server, { number: 7, head: "topic" });
  return { repository, server, base, head, merge };
}

/** Adds a commit to `main` on the server, behind the pull request's back. */
export function moveMain({ repository, server }: Shop, change: Files): string {
  repository.branch("main");
  const tip = repository.commit(change, "Move on");
  push(repository, server, { "refs/heads/main": tip });
  return tip;
}
