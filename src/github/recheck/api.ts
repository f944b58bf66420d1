// What judging open pull requests again asks of GitHub's API.

import type { CommitSha } from "../../model.ts";
import { openOctokit } from "../api.ts";
import { type PullRequest, pullRequestOf } from "../event.ts";
import { firstPages, understood } from "../patient-fetch.ts";

/** A commit status, as people see it beside a commit. */
export interface Status {
  readonly state: "success" | "failure" | "error" | "pending";
  readonly description: string;
}

/** The part of the API for one repository. Rejects with octokit's errors. */
export interface RecheckApi {
  /** The open pull requests to a branch, drafts and forks included, oldest first. */
  openPullRequests(target: string): Promise<readonly PullRequest[]>;
  /** True where the pull request changes such a path, or changes more files than GitHub lists. */
  changes(number: number, isSuch: (path: string) => boolean): Promise<boolean>;
  /** The newest status of this name, null where the commit has none. */
  status(commit: CommitSha, name: string): Promise<Status | null>;
  setStatus(commit: CommitSha, name: string, status: Status, address: string): Promise<void>;
}

/** GitHub lists no more changed files of a pull request. */
const mostFiles = 3000;

/** Of more than 3,000 open pull requests the oldest are looked at. */
const mostPages = 30;

/** Opens the API at an address such as `https://api.github.com`, for a repository written `owner/name`. */
export function openRecheckApi(address: string, token: string, repository: string): RecheckApi {
  const { rest, paginate } = openOctokit(address, token, { each: 20, altogether: 900 });
  const [owner = "", repo = ""] = repository.split("/");
  const here = { owner, repo, per_page: 100 };

  return understood({
    async openPullRequests(base) {
      const oldestFirst = { sort: "created", direction: "asc" } as const;
      const list = { ...here, base, state: "open", ...oldestFirst } as const;
      const { items } = await firstPages(paginate.iterator(rest.pulls.list, list), mostPages);
      return items.flatMap((pull) => pullRequestOf(pull) ?? []);
    },
    async changes(number, isSuch) {
      let seen = 0;
      const list = { ...here, pull_number: number };
      for await (const { data } of paginate.iterator(rest.pulls.listFiles, list)) {
        const isIn = data.some(
          ({ filename, previous_filename: previous }) =>
            isSuch(filename) || (previous !== undefined && isSuch(previous)),
        );
        if (isIn) return true;
        seen += data.length;
        if (seen >= mostFiles) break;
      }
      return seen >= mostFiles;
    },
    async status(ref, name) {
      const { data } = await rest.repos.getCombinedStatusForRef({ ...here, ref });
      const found = data.statuses.find(({ context }) => context === name);
      if (!found) return null;
      return { state: found.state as Status["state"], description: found.description ?? "" };
    },
    async setStatus(sha, context, status, target_url) {
      await rest.repos.createCommitStatus({ owner, repo, sha, context, ...status, target_url });
    },
  });
}
