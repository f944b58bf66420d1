// Names of commits, as people and events give them → full ids.

import { CannotCheck } from "../cannot-check.ts";
import type { CommitSha } from "../model.ts";
import { quoted } from "../text/foreign-text.ts";
import type { NamedCommit, Repository } from "./open-repository.ts";
import { GitFailed } from "./run-git.ts";

/** True for 40 or 64 hexadecimal digits: the only names that git is given as an argument. */
export function isCommitSha(name: string): name is CommitSha {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
}

/** The commits that these names stand for, null where there is none. Names go to standard input, where no name is an option. */
export async function resolveCommits(
  repository: Repository,
  names: readonly string[],
): Promise<readonly (CommitSha | null)[]> {
  const sound = names.filter(isSoundName);
  if (sound.length === 0) return names.map(() => null);
  const lines = (await describe(repository, sound)).split("\n");
  const commits = new Map(
    sound.map((name, i) => [
      name,
      /^([0-9a-f]{40,64}) commit \d+$/.exec(lines[i] ?? "")?.[1] ?? null,
    ]),
  );
  return names.map((name) => (commits.get(name) ?? null) as CommitSha | null);
}

async function describe(repository: Repository, names: readonly string[]): Promise<string> {
  try {
    const input = names.map((name) => `${name}^{commit}\n`).join("");
    return (await repository.git.catFile(["--batch-check"], input)).toString();
  } catch (error) {
    // `topic@{upstream}` without an upstream ends git instead of being "missing".
    if (error instanceof GitFailed && error.exitCode === 128) return "";
    throw error;
  }
}

/** What git allows in a name of a commit, without the forms that name files, ranges and searches. */
export function isSoundName(name: string): boolean {
  return name !== "" && !name.startsWith("-") && !/[\x00-\x20\x7f:?*[\\]|\.\./.test(name);
}

/** The commit that a person named. A branch that only the remote has is found too, as `git checkout` finds it. */
export async function resolveCommit(repository: Repository, name: string): Promise<NamedCommit> {
  const named = repository.named.get(name) ?? (await findNamed(repository, name));
  if (!named) throw new CannotCheck(whyNoCommit(repository, name));
  repository.named.set(name, named);
  return named;
}

async function findNamed(repository: Repository, name: string): Promise<NamedCommit | null> {
  const [commit, remote] = await resolveCommits(repository, [name, `refs/remotes/origin/${name}`]);
  if (commit) return { name, commit };
  return remote ? { name: `origin/${name}`, commit: remote } : null;
}

function whyNoCommit(repository: Repository, name: string): string {
  if (!isSoundName(name)) {
    return `${quoted(name)} cannot be the name of a commit. Give a branch, a tag or a commit's id.`;
  }
  const branch = name.replace(/^refs\/(heads|tags)\/|^(refs\/remotes\/)?origin\//, "");
  const shallow =
    repository.isShallow && !isCommitSha(name)
      ? " This clone holds only a part of the history."
      : "";
  return `No commit is called ${quoted(name)} here.${shallow} Fetch it with ${quoted(`git fetch origin ${branch}`)}, or check the spelling.`;
}

/** Where the remote's default branch, or else a main branch, is looked for, in this order. */
const usualTargets = [
  "refs/remotes/origin/HEAD",
  "refs/remotes/origin/main",
  "refs/remotes/origin/master",
  "refs/heads/main",
  "refs/heads/master",
];

/** The target branch when none was named; for a local main branch, the branch it follows. Null where there is none of the usual. */
export async function findTarget(repository: Repository): Promise<NamedCommit | null> {
  const format = "--format=%(refname)%00%(objectname)%00%(symref)%00%(upstream)";
  const printed = await repository.git.text(["for-each-ref", format, ...usualTargets]);
  const refs = printed.split("\n").map((line) => line.split("\0"));
  for (const wanted of usualTargets) {
    const [name, commit, symbolic, upstream] = refs.find(([name]) => name === wanted) ?? [];
    if (!name || !commit) continue;
    const [followed] = upstream ? await resolveCommits(repository, [upstream]) : [];
    if (upstream && followed) return { name: shortName(upstream), commit: followed };
    return { name: shortName(symbolic || name), commit: commit as CommitSha };
  }
  return null;
}

/** The branch that a repository is about: the usual target; where there is no work tree, what HEAD names. Null where there is no commit. */
export async function findDefaultBranch(repository: Repository): Promise<NamedCommit | null> {
  const target = repository.hasWorkTree ? await findTarget(repository) : null;
  if (target) return target;
  const [commit] = await resolveCommits(repository, ["HEAD"]);
  if (!commit) return null;
  const printed = await repository.git.text(["rev-parse", "--symbolic-full-name", "HEAD"]);
  return { name: shortName(printed.trim()) || "HEAD", commit };
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|remotes|tags)\//, "");
}

/** So many releases are looked at: the databases of older ones have been told of before. */
export const mostReleases = 20;

/**
 * The tags and branches that a pattern like `v*` or `release/*` matches, the newest first, at most twenty. Newest is
 * the highest version: a patch of an old release may well be younger. Throws CannotCheck where there is none.
 */
export async function findReleases(
  repository: Repository,
  pattern: string,
): Promise<readonly [NamedCommit, ...NamedCommit[]]> {
  const patterns = ["refs/tags/", "refs/heads/", "refs/remotes/origin/", ""].map(
    (prefix) => prefix + pattern,
  );
  const printed = isSoundPattern(pattern)
    ? await repository.git.text(
        [
          "for-each-ref",
          "--sort=-version:refname",
          "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(objecttype)%00%(*objecttype)",
          "--",
          ...patterns,
        ],
        { settings: preReleasesFirst },
      )
    : "";
  const found = printed.split("\n").flatMap((line): NamedCommit[] => {
    const [name, id, peeled, type, peeledType] = line.split("\0");
    if (!name || !id || (peeled ? peeledType : type) !== "commit") return [];
    return [{ name: shortName(name), commit: (peeled || id) as CommitSha }];
  });
  const [newest, ...older] = found;
  if (!newest) {
    throw new CannotCheck(
      `No tag or branch matches ${quoted(pattern)} (setting \`released\`). Fetch the tags with \`git fetch --tags\` (in actions/checkout: \`fetch-tags: true\`), or correct the pattern.`,
    );
  }
  return [newest, ...older.slice(0, mostReleases - 1)];
}

/** `v2.0-rc1` and `v2.0rc1` come before `v2.0`, which git does not know by itself. */
export const preReleasesFirst = ["-", "dev", "a", "b", "beta", "rc"].map(
  (suffix) => ["versionsort.suffix", suffix] as const,
);

/** A pattern may hold wild cards, which names may not. */
export function isSoundPattern(pattern: string): boolean {
  return isSoundName(pattern.replace(/[*?[\]]/g, "x"));
}
