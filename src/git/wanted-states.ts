// Which states of the repository to read.

import type { CommitSha } from "../model.ts";
import type { Named } from "../parse/config.ts";

/** The change to look at: a commit's, a pull request's as GitHub merged it, or what is not committed yet. */
export type AfterState =
  | { readonly kind: "commit"; readonly ref: string }
  | {
      readonly kind: "merge";
      /** The merge commit; the change is what it adds to its first parent. */
      readonly commit: CommitSha;
      /** Where else the change is counted from, for a commit that is no merge. */
      readonly since?: CommitSha;
      /** The target branch's tip now, which may have moved on from that parent. */
      readonly target: CommitSha;
    }
  | { readonly kind: "worktree" }
  | { readonly kind: "staged" };

/** Which states to read. */
export interface WantedStates {
  /** The target branch; null for the usual one. With a merge it only gives the target its name. */
  readonly against: string | null;
  readonly after: AfterState;
  readonly named: Named;
  /** Pattern of tags or branches; the newest match is read as well. */
  readonly released: string | null;
  /** Paths of files whose texts are wanted of both states where they differ: settings. */
  readonly beside?: readonly string[];
  /** True where nothing is to be compared: only *after* is read, as it stands. */
  readonly noBefore?: boolean;
}
