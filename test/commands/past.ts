// A small past with everything in it that a replay tells of.

import { parseHistory } from "../../src/graph/history.ts";
import { type Commit, makeHistory } from "../support/history.ts";

const users = "<base> -> a1, create users";
const email = `${users}\n a1 -> b2, add email`;
const orders = `${email}\n b2 -> c3, add orders`;
const forked = `${orders}\n b2 -> d4, add phone`;
const joined = `${forked}\n c3, d4 -> e5, merge c3 and d4`;
const cut = `${joined}\n f6 -> g7, add address`;
const whole = `${cut}\n e5 -> f6, add city`;

const hour = 3600;
const day = 24 * hour;

/** A project whose scripts form this history. Their text is fixed here, so that commits keep their ids. */
function project(history: string): Record<string, string> {
  const scripts = parseHistory(history).map(({ revision, downRevisions, message }) => {
    const names = downRevisions.map((name) => JSON.stringify(name));
    const down = names.length > 1 ? `(${names.join(", ")})` : (names[0] ?? "None");
    const header = `"""${message}"""\n\nrevision = "${revision}"\ndown_revision = ${down}\n`;
    const body = "\n\ndef upgrade():\n    op.execute('SELECT 1')\n\n\ndef downgrade():\n    pass\n";
    return [`migrations/versions/${revision}.py`, header + body] as const;
  });
  return {
    "alembic.ini": "[alembic]\nscript_location = migrations\n",
    "migrations/env.py": "",
    ...Object.fromEntries(scripts),
  };
}

/** The files of a history, some of them with other text. */
function files(
  history: string,
  ...edits: readonly (readonly [name: string, from: string, to: string])[]
): Record<string, string> {
  const all = project(history);
  for (const [name, from, to] of edits) {
    const path = `migrations/versions/${name}.py`;
    if (!all[path]?.includes(from)) throw new Error(`no ${from} in ${name}`);
    all[path] = all[path].replace(from, to);
  }
  return all;
}

const upgrade = ["a1", "def upgrade()", "import os\n\n\ndef upgrade()"] as const;

const commits: readonly Commit[] = [
  { branch: "main", message: "Start", files: project(users), author: "Ada" },
  {
    branch: "main",
    message: "Say hello",
    files: { ...project(users), README: "hello" },
    later: hour,
  },
  {
    branch: "main",
    message: "Add e-mail (#2)",
    files: project(email),
    later: 2 * hour,
    author: "Bob",
  },
  {
    branch: "phone",
    message: "Add phone",
    files: project(`${email}\n b2 -> d4, add phone`),
    from: "Add e-mail (#2)",
    later: 3 * hour,
    author: "Cy",
  },
  {
    branch: "main",
    message: "Add orders (#3)",
    files: project(orders),
    later: 5 * hour,
    author: "Ada",
  },
  {
    branch: "main",
    message: "Merge pull request #4 from x/phone",
    files: project(forked),
    merges: "Add phone",
    later: day,
    author: "Bob",
  },
  {
    branch: "main",
    message: "Say more",
    files: { ...project(forked), README: "more" },
    later: day + hour,
  },
  {
    branch: "main",
    message: "Join the heads (#5)",
    files: project(joined),
    later: 3 * day,
    author: "Ada",
  },
  {
    branch: "main",
    message: "Add an address (#6)",
    files: project(cut),
    later: 4 * day,
    author: "Bob",
  },
  {
    branch: "main",
    message: "Add the city, too",
    files: project(whole),
    later: 4 * day + 600,
    author: "Bob",
  },
  {
    branch: "main",
    message: "Sort imports",
    files: files(whole, upgrade),
    later: 5 * day,
    author: "Ada",
  },
  {
    branch: "main",
    message: "Drop <b>users</b> \u202e first",
    files: files(whole, upgrade, ["b2", "SELECT 1", "DROP TABLE users"]),
    later: 6 * day,
    author: "Mallory &lt; ' \u202e",
  },
  {
    branch: "main",
    message: "Take the drop back (!8)",
    files: files(whole, upgrade),
    later: 7 * day,
    author: "Ada",
  },
];

/** A bare repository with that past. Its commits are the same on every machine. */
export function makePast(): string {
  return makeHistory(commits);
}

/** A past of one straight line, a script a commit. */
export function makeLine(scripts: number): string {
  const lines = Array.from(
    { length: scripts },
    (_, i) => `${i === 0 ? "<base>" : `r${i - 1}x`} -> r${i}x, step ${i}`,
  );
  return makeHistory(
    lines.map((_, i) => ({
      branch: "main",
      message: `Step ${i}`,
      files: project(lines.slice(0, i + 1).join("\n")),
    })),
  );
}
