// A bare repository with a given history, made by two git processes. Its commits are the same on every machine.

import { execFileSync } from "node:child_process";
import { gitEnvironment, makeFolder } from "./repository.ts";

/** One commit: all the files it holds. */
export interface Commit {
  readonly branch: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
  /** The message of the commit it follows; without one, the commit before it on its branch. */
  readonly from?: string;
  /** The message of a commit that it merges. */
  readonly merges?: string;
  readonly author?: string;
  /** Seconds after the usual moment. */
  readonly later?: number;
}

/** Makes the commits in order, and tags (name → message of the commit). Returns the repository's path. */
export function makeHistory(
  commits: readonly Commit[],
  tags: Readonly<Record<string, string>> = {},
): string {
  const path = makeFolder();
  const git = (args: readonly string[], input = "") =>
    execFileSync("git", args, { cwd: path, env: gitEnvironment, input, stdio: "pipe" });
  const marks = new Map(commits.map(({ message }, index) => [message, index + 1]));
  const stream = [
    ...commits.map((commit) => commitCommand(commit, marks)),
    ...Object.entries(tags).map(
      ([tag, message]) => `reset refs/tags/${tag}\nfrom :${marks.get(message)}\n\n`,
    ),
  ];
  git(["init", "--quiet", "--bare", "--initial-branch=main"]);
  git(["fast-import", "--quiet"], stream.join(""));
  return path;
}

/** Git's `fast-import` language. */
function commitCommand(
  { branch, message, files, from, merges, author = "A. Author", later = 0 }: Commit,
  marks: ReadonlyMap<string, number>,
): string {
  const committed = Object.entries(files).map(
    ([path, text]) => `M 100644 inline ${path}\n${data(text)}`,
  );
  return [
    `commit refs/heads/${branch}\nmark :${marks.get(message)}\n`,
    `committer ${author} <author@example.org> ${1714979289 + later} +0000\n`,
    data(message),
    from === undefined ? "" : `from :${marks.get(from)}\n`,
    merges === undefined ? "" : `merge :${marks.get(merges)}\n`,
    "deleteall\n",
    ...committed,
    "\n",
  ].join("");
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
