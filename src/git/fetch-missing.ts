// Brings single commits that a shallow clone lacks. A whole clone stays whole.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import type { CommitSha } from "../model.ts";
import { hasCommit } from "./commits.ts";
import type { Repository } from "./open-repository.ts";
import { isCommitSha, isSoundName } from "./resolve-refs.ts";
import { GitFailed, gitIn } from "./run-git.ts";

export { hasCommit, mergeParents } from "./commits.ts";

/** What opens a private repository: a header for one server, handed over in the environment alone. */
export interface Credentials {
  /** The server's address: `https://github.com/`. */
  readonly server: string;
  /** The whole header: `AUTHORIZATION: basic …`. */
  readonly header: string;
}

/** Fetches one commit unless the clone has it. Depth is limited only where the clone is shallow already: it would cut a whole one. */
export async function fetchCommit(
  repository: Repository,
  remote: string,
  commit: CommitSha,
  credentials: Credentials | null = null,
): Promise<void> {
  if (!isCommitSha(commit))
    throw new CannotCheck(
      `\`${JSON.stringify(commit).slice(1, -1)}\` is no commit's full id. Give 40 or 64 hexadecimal digits.`,
    );
  if (await hasCommit(repository, commit)) return;
  const depth = repository.isShallow ? ["--depth=1"] : [];
  await talk(
    repository,
    ["fetch", ...quietly, ...depth, "--end-of-options", checkRemote(remote), commit],
    remote,
    credentials,
  );
}

/** The commit at the tip of a remote's branch, null when there is no such branch. */
export async function remoteTip(
  repository: Repository,
  remote: string,
  branch: string,
  credentials: Credentials | null = null,
): Promise<CommitSha | null> {
  return remoteCommit(repository, remote, `refs/heads/${branch}`, credentials);
}

/** The commit that a remote's full ref stands for, `refs/pull/1/merge` for example; null when there is no such ref. */
export async function remoteCommit(
  repository: Repository,
  remote: string,
  ref: string,
  credentials: Credentials | null = null,
): Promise<CommitSha | null> {
  if (!isSoundName(ref)) return null;
  const printed = await talk(
    repository,
    ["ls-remote", "--end-of-options", checkRemote(remote), ref, `${ref}^{}`],
    remote,
    credentials,
  );
  const tips = printed.split("\n").map((line) => line.split("\t"));
  // A pattern of ls-remote also matches longer names that end in it. A tag's own commit stands under `^{}`.
  const [plain, peeled] = [ref, `${ref}^{}`].map((full) => tips.find(([, name]) => name === full));
  const tip = (peeled ?? plain)?.[0] ?? "";
  return isCommitSha(tip) ? tip : null;
}

/**
 * A bare repository in a temporary folder that holds only these commits of a remote, without anything before
 * them. Their files are fetched when they are read, all that are needed at once. Removed when the process ends.
 */
export async function fetchIntoTemporary(
  url: string,
  commits: readonly CommitSha[],
  credentials: Credentials | null = null,
): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "onehead-fetch-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const git = gitIn(folder);
  await git.text(["init", "--quiet", "--bare"]);
  await git.text(["remote", "add", "--end-of-options", "origin", checkRemote(url)]);
  const only = ["--filter=blob:none", "--depth=1"];
  const repository: Repository = {
    root: folder,
    git,
    hasWorkTree: false,
    isShallow: true,
    objectFormat: commits[0]?.length === 64 ? "sha256" : "sha1",
    blobs: new Map(),
    async prefetch(ids) {
      const args = ["fetch", ...quietly, "--filter=blob:none", "--stdin", "origin"];
      await talk(repository, args, url, credentials, `${ids.join("\n")}\n`);
    },
  };
  await talk(
    repository,
    ["fetch", ...quietly, ...only, "origin", ...commits.filter(isCommitSha)],
    url,
    credentials,
  );
  return repository;
}

const quietly = [
  "--quiet",
  "--no-tags",
  "--no-recurse-submodules",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
];

/** The name of a remote, or an address of a kind that starts no program of the caller's choice. */
function checkRemote(remote: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(remote) || /^(https?|ssh|git|file):\/\//.test(remote))
    return remote;
  throw new CannotCheck(
    `\`${JSON.stringify(remote).slice(1, -1)}\` cannot be the name or address of a remote repository. Give \`origin\` or an https address.`,
  );
}

async function talk(
  repository: Repository,
  args: readonly string[],
  remote: string,
  credentials: Credentials | null,
  input?: string,
): Promise<string> {
  try {
    const environment = credentials ? headerOnly(credentials) : {};
    return await repository.git.text(args, {
      environment,
      ...(input === undefined ? {} : { input }),
    });
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `\`git ${args[0]}\` from \`${remote}\` failed: ${error.said}. Check that the remote can be reached and that the token may read it (\`contents: read\`), or fetch beforehand (in actions/checkout: \`fetch-depth: 0\`).`,
    );
  }
}

/** The empty value drops a header that actions/checkout left in the configuration: two of them are refused. */
function headerOnly({ server, header }: Credentials): Record<string, string> {
  const key = `http.${server}.extraheader`;
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: "",
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: header,
  };
}
