// The question → which commits are compared, and what the change does to which files.

import { CannotCheck } from "../cannot-check.ts";
import type { CommitSha, Snapshot, Tree } from "../model.ts";
import { joinChanges } from "./apply-change.ts";
import { findMergeBases, mergeParents } from "./commits.ts";
import type { Sides } from "./follow-renames.ts";
import { diffTrees, listTree, type TreeChange } from "./list-tree.ts";
import { listFolder } from "./open-folder.ts";
import type { NamedCommit, Repository } from "./open-repository.ts";
import { findTarget, resolveCommit, resolveCommits } from "./resolve-refs.ts";
import type { AfterState, WantedStates } from "./wanted-states.ts";
import { stagedChange, workTreeChange } from "./work-tree.ts";

/** What has to be known to list both sides. */
export interface FoundChange {
  /** The target branch; null when nothing is compared. */
  readonly target: NamedCommit | null;
  /** Why nothing is compared although it was asked for. */
  readonly noBefore: string | null;
  readonly after: Pick<Snapshot, "ref" | "commit" | "kind">;
  /** The commit that the change is applied to: the target, or the tip when nothing is compared; null before the first commit. */
  readonly onto: CommitSha | null;
  readonly tree: Tree;
  /** What to apply, once for each merge base. */
  readonly changes: readonly TreeChange[];
  /** The commits that the change was counted between, and the target; null when nothing is compared. */
  readonly sides: Sides | null;
  /** Paths that the target has changed and the change's own branch has as they were; null where that cannot be known. */
  readonly behind: ReadonlySet<string> | null;
}

/** Finds the commits that the question is about. Throws CannotCheck for a name that stands for none. */
export async function findChange(
  repository: Repository,
  question: WantedStates,
): Promise<FoundChange> {
  const { after } = question;
  if (after.kind === "merge") return findChangeOfMerge(repository, question, after);
  if (after.kind !== "commit" && !repository.hasWorkTree) throw new CannotCheck(noWorkTree);
  if (after.kind !== "worktree" && !repository.hasHistory) throw new CannotCheck(noHistory);
  const [tip, target] = await Promise.all([
    findTip(repository, after),
    question.noBefore
      ? null
      : question.against === null
        ? findTarget(repository)
        : resolveCommit(repository, question.against),
  ]);
  const [bases, tree, uncommitted] = await Promise.all([
    tip && target ? findMergeBases(repository, target.commit, tip.commit) : [],
    listTreeOf(repository, target ?? tip),
    uncommittedChange(repository, after, tip),
  ]);
  const described = { after: describe(repository, after, tip), noBefore: null, target };
  if (tip && target && bases.length > 0) {
    const committed = await Promise.all(
      bases.map((base) => diffTrees(repository, base, tip.commit)),
    );
    const changes = committed.map((change) => joinChanges(change, uncommitted));
    const sides = { base: bases[0]!, ours: target.commit, theirs: tip.commit };
    const behind = await findBehind(repository, tip.commit, target.commit, changes);
    return { ...described, onto: target.commit, tree, changes, sides, behind };
  }
  return {
    ...described,
    target: null,
    noBefore: question.noBefore ? null : whyNoBefore(repository, tip, target),
    onto: tip?.commit ?? null,
    tree: target ? await listTreeOf(repository, tip) : tree,
    changes: [uncommitted],
    sides: null,
    behind: null,
  };
}

async function findChangeOfMerge(
  repository: Repository,
  question: WantedStates,
  { commit, target, since }: Extract<AfterState, { kind: "merge" }>,
): Promise<FoundChange> {
  const [first] = since ? [since] : await mergeParents(repository, commit);
  const after = { ref: commit, commit, kind: "merge" as const };
  const present = await resolveCommits(repository, first ? [first, target] : []);
  if (question.noBefore || !first || present.includes(null)) {
    const noBefore = question.noBefore ? null : noParent;
    const tree = await listTree(repository, commit);
    return {
      after,
      target: null,
      noBefore,
      onto: commit,
      tree,
      changes: [],
      sides: null,
      behind: null,
    };
  }
  const [tree, change] = await Promise.all([
    listTree(repository, target),
    diffTrees(repository, first, commit),
  ]);
  const named = { name: question.against ?? target, commit: target };
  const sides = { base: first, ours: target, theirs: commit };
  const changes = [change];
  const behind = await findBehindMerge(repository, commit, target, changes);
  return { after, target: named, noBefore: null, onto: target, tree, changes, sides, behind };
}

/** What differs between the change's own tip and the target without being part of the change. */
async function findBehind(
  repository: Repository,
  tip: CommitSha,
  target: CommitSha,
  changes: readonly TreeChange[],
): Promise<ReadonlySet<string>> {
  if (tip === target) return new Set();
  const different = await diffTrees(repository, tip, target);
  return new Set([...different.keys()].filter((path) => !changes.some((one) => one.has(path))));
}

/** The branch that was merged is the last parent; a shallow clone may not hold it. */
async function findBehindMerge(
  repository: Repository,
  commit: CommitSha,
  target: CommitSha,
  changes: readonly TreeChange[],
): Promise<ReadonlySet<string> | null> {
  const tip = (await mergeParents(repository, commit)).slice(1).at(-1);
  const [present] = tip ? await resolveCommits(repository, [tip]) : [null];
  return present ? findBehind(repository, present, target, changes) : null;
}

/** Null before the first commit, when only the work tree or the index was asked about. */
async function findTip(repository: Repository, after: AfterState): Promise<NamedCommit | null> {
  if (!repository.hasHistory) return null;
  if (after.kind === "commit") return resolveCommit(repository, after.ref);
  const [commit] = await resolveCommits(repository, ["HEAD"]);
  return commit ? { name: "HEAD", commit } : null;
}

async function listTreeOf(repository: Repository, named: NamedCommit | null): Promise<Tree> {
  return named ? listTree(repository, named.commit) : new Map();
}

async function uncommittedChange(
  repository: Repository,
  after: AfterState,
  tip: NamedCommit | null,
): Promise<TreeChange> {
  if (!repository.hasHistory) return listFolder(repository);
  if (after.kind === "worktree") return workTreeChange(repository, tip?.commit ?? null);
  return after.kind === "staged" ? stagedChange(repository, tip?.commit ?? null) : new Map();
}

function describe(
  repository: Repository,
  after: AfterState,
  tip: NamedCommit | null,
): FoundChange["after"] {
  switch (after.kind) {
    case "commit":
    case "merge":
      return { ref: tip?.name ?? "", commit: tip?.commit ?? null, kind: after.kind };
    case "worktree":
      return {
        ref: repository.hasHistory ? "the working tree" : "the folder",
        commit: null,
        kind: after.kind,
      };
    case "staged":
      return { ref: "the staged changes", commit: null, kind: after.kind };
  }
}

function whyNoBefore(
  repository: Repository,
  tip: NamedCommit | null,
  target: NamedCommit | null,
): string {
  if (!target) {
    return "There is no target branch to compare with: the remote has no default branch here, and there is no `main` and no `master`. Name it with `--against REF`.";
  }
  if (!tip)
    return `There is no commit to compare with \`${target.name}\` yet. Make one, then run the command again.`;
  return repository.isShallow
    ? `This clone is too shallow to tell where \`${tip.name}\` left \`${target.name}\`. Fetch the history with \`git fetch --unshallow\`, in actions/checkout with \`fetch-depth: 0\`.`
    : `\`${tip.name}\` and \`${target.name}\` have no commit in common, so there is no change to look at. Name another target with \`--against REF\`.`;
}

const noWorkTree = "This repository has no working tree. Name the commit to check with `--at REF`.";

const noHistory =
  "A plain folder has no commits, so there is nothing that `--at` or `--staged` could name. Leave them out, or name a clone with `--repo DIR`.";

const noParent =
  "This clone does not hold the commit that the pull request was merged onto, or not the target branch's tip. Fetch both, in actions/checkout with `fetch-depth: 2`.";
