// Brings single commits that a shallow clone lacks. A whole clone stays whole.

import { CannotCheck } from "../cannot-check.ts";
import type { CommitSha } from "../model.ts";
import { makeTemporaryFolder } from "../system/lifetime.ts";
import { quoted } from "../text/foreign-text.ts";
import { hasCommit } from "./commits.ts";
import { largestFile } from "./decode-source.ts";
import type { GitSetting } from "./harmless-settings.ts";
import { openRepository, type Repository } from "./open-repository.ts";
import {
  isCommitSha,
  isSoundName,
  isSoundPattern,
  mostReleases,
  preReleasesFirst,
} from "./resolve-refs.ts";
import { GitFailed, gitIn } from "./run-git.ts";
import { talk } from "./talk.ts";

export { hasCommit } from "./commits.ts";

/** What opens a private repository: a header for one server, handed over in the environment alone. */
export interface Credentials {
  /** The server's address: `https://github.com/`. */
  readonly server: string;
  /** The whole header: `AUTHORIZATION: basic …`. */
  readonly header: string;
}

/**
 * Fetches one commit unless the clone has it. Depth is limited only where the clone is shallow already: it would
 * cut a whole one. A bare repository without any ref was made for this purpose, and gets no more than the commit.
 */
export async function fetchCommit(
  repository: Repository,
  remote: string,
  commit: CommitSha,
  credentials: Credentials | null = null,
): Promise<void> {
  if (!isCommitSha(commit))
    throw new CannotCheck(
      `${quoted(commit)} is no commit's full id. Give 40 or 64 hexadecimal digits.`,
    );
  const isEmpty =
    !repository.hasWorkTree && (await repository.git.text(["for-each-ref", "--count=1"])) === "";
  // Asked for a commit it lacks, a filtered repository would fetch its whole history by itself.
  if (!isEmpty && (await hasCommit(repository, commit))) return;
  const depth = repository.isShallow || isEmpty ? ["--depth=1"] : [];
  const filter = isEmpty ? [`--filter=blob:limit=${largestFile + 1}`] : [];
  await askRemote(
    repository,
    ["fetch", ...quietly, ...depth, ...filter, "--end-of-options", checkRemote(remote), commit],
    remote,
    credentials,
  );
}

/** The commit that a full ref such as `refs/heads/main` or `refs/tags/v1` stands for on a remote now, null when it has none. */
export async function remoteCommit(
  repository: Repository,
  remote: string,
  ref: string,
  credentials: Credentials | null = null,
): Promise<CommitSha | null> {
  if (!isSoundName(ref)) return null;
  const args = ["ls-remote", "--end-of-options", checkRemote(remote), ref, `${ref}^{}`];
  const tips = (await askRemote(repository, args, remote, credentials))
    .split("\n")
    .map((line) => line.split("\t"));
  // A pattern also matches longer names that end in it. What a tag stands for has `^{}` behind its name.
  const find = (name: string) => tips.find(([, found]) => found === name)?.[0];
  const tip = find(`${ref}^{}`) ?? find(ref) ?? "";
  return isCommitSha(tip) ? tip : null;
}

/**
 * A bare repository in a temporary folder, whose remote `origin` is at `url`, with these commits and nothing
 * before them. No file is checked out. Removed when the process ends.
 */
export async function fetchIntoTemporary(
  url: string,
  commits: readonly CommitSha[],
  credentials: Credentials | null = null,
): Promise<Repository> {
  const folder = makeTemporaryFolder("onehead-fetch-");
  const git = gitIn(folder, {}, [["safe.bareRepository", "all"]]);
  await git.text(["init", "--quiet", "--bare"]);
  await git.text(["remote", "add", "origin", checkRemote(url)]);
  const repository = await openRepository(folder, { isBare: true });
  for (const commit of commits) await fetchCommit(repository, "origin", commit, credentials);
  return repository;
}

/**
 * Brings the newest tags and branches that a pattern like `v*` matches, at most twenty, into a clone that has only a
 * part of the history, one commit deep. Does nothing for a whole clone, or where the remote has none.
 */
export async function fetchReleases(
  repository: Repository,
  remote: string,
  pattern: string,
  credentials: Credentials | null = null,
): Promise<void> {
  const isPartial = repository.isShallow || !repository.hasWorkTree;
  if (!isPartial || !isSoundPattern(pattern)) return;
  const patterns = [`refs/tags/${pattern}`, `refs/heads/${pattern}`];
  const newestFirst = ["ls-remote", "--quiet", "--refs", "--sort=-version:refname"];
  const listed = await askRemote(
    repository,
    [...newestFirst, "--end-of-options", checkRemote(remote), ...patterns],
    remote,
    credentials,
    preReleasesFirst,
  );
  const found = [...listed.matchAll(/\t(refs\/(tags|heads)\/(.+))$/gm)]
    .filter(([, ref = ""]) => isSoundName(ref))
    .slice(0, mostReleases);
  if (found.length === 0) return;
  const refs = found.map(([, ref, kind, name]) => {
    const here = kind === "tags" ? ref : `refs/remotes/origin/${name}`;
    return `+${ref}:${here}`;
  });
  const options = [...quietly, "--depth=1", "--end-of-options"];
  await askRemote(repository, ["fetch", ...options, remote, ...refs], remote, credentials);
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
    `${quoted(remote)} cannot be the name or address of a remote repository. Give \`origin\` or an https address.`,
  );
}

async function askRemote(
  repository: Repository,
  args: readonly string[],
  remote: string,
  credentials: Credentials | null,
  settings: readonly GitSetting[] = [],
): Promise<string> {
  try {
    return await talk(repository, args, {
      settings: [...(credentials ? header(credentials) : []), ...settings],
    });
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `\`git ${args[0]}\` from \`${remote}\` failed: ${error.said}. Check that the remote can be reached and that the token may read it (\`contents: read\`), or fetch beforehand (in actions/checkout: \`fetch-depth: 0\`).`,
    );
  }
}

/** The empty value drops a header that actions/checkout left in the configuration: two of them are refused. */
function header({ server, header }: Credentials): readonly GitSetting[] {
  const name = `http.${server}.extraheader`;
  return [
    [name, ""],
    [name, header],
  ];
}
