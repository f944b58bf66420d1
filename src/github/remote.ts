// What the remote has now, and how to get single commits of it without changing what the clone is.

import { hasCommit } from "../git/commits.ts";
import { GitFailed } from "../git/run-git.ts";
import type { CommitSha } from "../model.ts";
import type { Clone } from "./clone.ts";
import { asCommit } from "./event.ts";

/** A remote's answers; `unreachable` tells why there were none. */
export interface Remote {
  /** The commit that a full ref such as `refs/heads/main` stands for now; null where it does not exist or the remote cannot be asked. */
  tip(ref: string): Promise<CommitSha | null>;
  /** Makes commits present, each one deep, and says whether all are. Those that are here already cost nothing. */
  fetch(...commits: readonly CommitSha[]): Promise<boolean>;
  /** What git said when the remote could not be used, "" while it could. */
  readonly trouble: string;
}

/** Where the job's token may go. */
export interface Credentials {
  readonly token: string;
  /** GITHUB_SERVER_URL: the token is for this server only. */
  readonly server: string;
  /** GITHUB_REPOSITORY. */
  readonly name: string;
}

/** The remote of a clone. What the clone itself can do is tried first, and then the token, since two credentials in one request are refused. */
export function openRemote(clone: Clone, credentials: Credentials): Remote {
  const { git, isShallow } = clone.repository;
  // In a full clone `--depth` would cut off the history that is there.
  const depth = isShallow || clone.isTemporary ? ["--depth=1"] : [];
  const ways = [{ from: "origin", environment: {} }, ...withToken(clone, credentials)];
  let works: (typeof ways)[number] | null = null;
  let trouble = "";

  async function ask(command: string, options: readonly string[], names: readonly string[]) {
    for (const way of works ? [works] : ways) {
      try {
        const printed = await git.text([command, ...options, way.from, ...names], way);
        works = way;
        return printed;
      } catch (error) {
        if (!(error instanceof GitFailed)) throw error;
        trouble = error.stderr.trim().split("\n").at(-1) ?? "";
      }
    }
    return null;
  }

  return {
    async tip(ref) {
      const printed = await ask("ls-remote", ["--quiet"], [ref]);
      const line = printed?.split("\n").find((one) => one.endsWith(`\t${ref}`));
      return asCommit(line?.split("\t")[0]);
    },
    async fetch(...commits) {
      const isHere = await Promise.all(
        commits.map((commit) => hasCommit(clone.repository, commit)),
      );
      const missing = commits.filter((_, i) => !isHere[i]);
      if (missing.length === 0) return true;
      const options = ["--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"];
      return (await ask("fetch", [...options, ...depth], missing)) !== null;
    },
    get trouble() {
      return trouble;
    },
  };
}

/** The event's repository on GitHub's server with the token, which goes through the environment: not into a file, an address or an argument. */
function withToken(clone: Clone, { token, server, name }: Credentials) {
  if (token === "" || !clone.isOfEvent || !/^https?:\/\//.test(server)) return [];
  const secret = Buffer.from(`x-access-token:${token}`).toString("base64");
  return [
    {
      from: `${server}/${name}`,
      environment: {
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${secret}`,
      },
    },
  ];
}
