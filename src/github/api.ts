// What the action asks of GitHub's API, in its own words.

import "./event-path.ts";

import { getOctokit } from "@actions/github";
import type { CommitSha } from "../model.ts";
import { asCommit, type PullRequest, pullRequestOf } from "./event.ts";
import { firstPages, NoAnswer, type Patience, patience, understood } from "./patient-fetch.ts";

/** A comment on a pull request, or on a line of it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Written with the same token's account. */
  readonly isOwn: boolean;
}

/** A comment on a line. */
export interface LineComment extends Comment {
  /** The line it is about is no longer in the pull request. */
  readonly isOutdated: boolean;
  readonly repliesTo: number | null;
}

/** A comment to be written on one line of a file that the pull request adds. */
export interface NewLineComment {
  readonly commit: CommitSha;
  readonly path: string;
  readonly line: number;
  readonly body: string;
}

/** The part of GitHub's API that the action needs, for one repository. Rejects with octokit's errors. */
export interface Api {
  mergeBase(one: CommitSha, other: CommitSha): Promise<CommitSha | null>;
  labels(number: number): Promise<readonly string[]>;
  /** The open pull request of a branch of any owner, at exactly this commit. */
  findPullRequest(owner: string, branch: string, head: CommitSha): Promise<PullRequest | null>;
  comments(number: number): Promise<readonly Comment[]>;
  addComment(number: number, body: string): Promise<void>;
  editComment(id: number, body: string): Promise<void>;
  lineComments(number: number): Promise<readonly LineComment[]>;
  addLineComment(number: number, comment: NewLineComment): Promise<void>;
  removeLineComment(id: number): Promise<void>;
}

/** Opens the API at an address such as `https://api.github.com`, for a repository written `owner/name`. */
export function openApi(address: string, token: string, repository: string): Api {
  const { rest, paginate, graphql } = openOctokit(address, token, { each: 10, altogether: 30 });
  const [owner = "", repo = ""] = repository.split("/");
  const here = { owner, repo };

  // `GET /user` is closed to a job's token; GraphQL tells it who it is.
  let viewer: Promise<string> | undefined;
  const isOwn = async (): Promise<(author: Author) => boolean> => {
    viewer ??= graphql<{ viewer: { login: string } }>("query viewer { viewer { login } }").then(
      (answer) => answer.viewer.login,
    );
    const login = await viewer;
    // REST writes `name[bot]` where GraphQL may write `name`.
    return (author) =>
      author?.login === login || (author?.type === "Bot" && author.login === `${login}[bot]`);
  };

  return understood({
    async mergeBase(base, head) {
      const { data } = await rest.repos.compareCommits({ ...here, base, head, per_page: 1 });
      return asCommit(data.merge_base_commit.sha);
    },
    async labels(number) {
      const issue = { ...here, issue_number: number, per_page: 100 };
      const pages = paginate.iterator(rest.issues.listLabelsOnIssue, issue);
      const { items } = await firstPages(pages, mostLabelPages);
      return items.map(({ name }) => name);
    },
    async findPullRequest(forkOwner, branch, sha) {
      const head = `${forkOwner}:${branch}`;
      const { data } = await rest.pulls.list({ ...here, head, state: "open", per_page: 100 });
      return pullRequestOf(data.find((pull) => pull.head.sha === sha));
    },
    async comments(number) {
      const own = await isOwn();
      const issue = { ...here, issue_number: number, per_page: 100 };
      const all = await allOf(paginate.iterator(rest.issues.listComments, issue));
      return all.map(({ id, body, user }) => ({ id, body: body ?? "", isOwn: own(user) }));
    },
    async addComment(number, body) {
      await rest.issues.createComment({ ...here, issue_number: number, body });
    },
    async editComment(id, body) {
      await rest.issues.updateComment({ ...here, comment_id: id, body });
    },
    async lineComments(number) {
      const own = await isOwn();
      const pull = { ...here, pull_number: number, per_page: 100 };
      const all = await allOf(paginate.iterator(rest.pulls.listReviewComments, pull));
      return all.map(({ id, body, user, line, in_reply_to_id }) => ({
        id,
        body,
        isOwn: own(user),
        isOutdated: (line ?? null) === null,
        repliesTo: in_reply_to_id ?? null,
      }));
    },
    async addLineComment(number, { commit, path, line, body }) {
      const place = { commit_id: commit, path, line, side: "RIGHT" as const };
      await rest.pulls.createReviewComment({ ...here, pull_number: number, ...place, body });
    },
    async removeLineComment(id) {
      await rest.pulls.deleteReviewComment({ ...here, comment_id: id });
    },
  });
}

/** The toolkit's client, with an end to every wait. */
export function openOctokit(address: string, token: string, limits: Patience) {
  const octokit = getOctokit(token, { baseUrl: address });
  const patient = patience(address, limits);
  // A hook that hands on other options is not heard by those behind it: they are changed in place.
  octokit.hook.before("request", ({ request }) => {
    request.fetch = patient(request.fetch ?? globalThis.fetch);
  });
  return octokit;
}

/** GitHub allows a hundred labels; ten pages are a thousand. */
const mostLabelPages = 10;

/** Comments beyond these are not looked through, and then none is written either: ours may be among them. */
const mostCommentPages = 30;

async function allOf<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
): Promise<readonly T[]> {
  const { items, isCut } = await firstPages(pages, mostCommentPages);
  if (isCut) throw new NoAnswer("there are more than 3,000 comments");
  return items;
}

type Author = { readonly login: string; readonly type: string } | null | undefined;
