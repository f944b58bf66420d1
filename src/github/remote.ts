// What the remote has now, and how to get single commits of it without changing what the clone is.

import { CannotCheck } from "../cannot-check.ts";
import {
  type Credentials,
  fetchCommit,
  fetchReleases,
  hasCommit,
  remoteCommit,
} from "../git/fetch-missing.ts";
import type { Repository } from "../git/open-repository.ts";
import type { CommitSha } from "../model.ts";

/** A remote's answers. Where it gives none, `trouble` tells why. */
export interface Remote {
  /** The commit that a full ref such as `refs/heads/main` stands for now; null where it does not exist or the remote cannot be asked. */
  tip(ref: string): Promise<CommitSha | null>;
  /** Makes commits present, each one deep, and says whether all are. Those that are here already cost nothing. */
  fetch(...commits: readonly CommitSha[]): Promise<boolean>;
  /** Brings the newest tags and branches that a pattern matches, which a clone one commit deep does not have. */
  fetchReleases(pattern: string): Promise<void>;
  /** Why the remote could not be used the last time, "" while it could. */
  readonly trouble: string;
}

/** One way to reach a remote. */
export interface Way {
  /** A remote's name or an address. */
  readonly from: string;
  readonly credentials: Credentials | null;
}

/** The job's token, for GitHub's server and no other; null where there is none. */
export function tokenFor(server: string, token: string): Credentials | null {
  if (token === "" || !/^https?:\/\//.test(server)) return null;
  const secret = Buffer.from(`x-access-token:${token}`).toString("base64");
  return { server: `${server}/`, header: `AUTHORIZATION: basic ${secret}` };
}

/** The remote of a clone, over the first of the ways that works. */
export function openRemote(repository: Repository, ways: readonly Way[]): Remote {
  let working = ways;
  let trouble = "";

  async function ask<T>(question: (way: Way) => Promise<T>): Promise<T | null> {
    for (const way of working) {
      try {
        const answer = await question(way);
        working = [way];
        trouble = "";
        return answer;
      } catch (error) {
        if (!(error instanceof CannotCheck)) throw error;
        trouble = error.message;
      }
    }
    return null;
  }

  return {
    tip: (ref) => ask(({ from, credentials }) => remoteCommit(repository, from, ref, credentials)),
    async fetch(...commits) {
      for (const commit of commits) {
        // Asked for a commit it lacks, a repository of our own would fetch more than that commit.
        if (repository.hasWorkTree && (await hasCommit(repository, commit))) continue;
        const isFetched = await ask(async ({ from, credentials }) => {
          await fetchCommit(repository, from, commit, credentials);
          return true;
        });
        if (!isFetched) return false;
      }
      return true;
    },
    async fetchReleases(pattern) {
      await ask(({ from, credentials }) => fetchReleases(repository, from, pattern, credentials));
    },
    get trouble() {
      return trouble;
    },
  };
}
