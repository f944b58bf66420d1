// A repository that is elsewhere, as a clone in a temporary folder.

import { join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import { makeTemporaryFolder } from "../system/lifetime.ts";
import { quoted } from "../text/foreign-text.ts";
import { openRepository, type Repository } from "./open-repository.ts";
import { GitFailed, gitIn } from "./run-git.ts";

/** True for what git clones from, rather than a directory: `https://…`, `git@host:path`. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[\w.-]+@[\w.-]+:(?!\\)/.test(text);
}

/** The clone, which is removed when the program ends; without file contents where few of them will be read. Throws CannotCheck with git's words. */
export async function cloneAddress(
  address: string,
  { isBlobless = false }: { readonly isBlobless?: boolean } = {},
): Promise<Repository> {
  const folder = makeTemporaryFolder("onehead-clone-");
  const filter = isBlobless ? ["--filter=blob:none"] : [];
  const options = ["--quiet", "--bare", ...filter];
  try {
    await gitIn(folder).text(["clone", ...options, "--", address, "repository"], {
      settings: [mayBeRedirected],
    });
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `${quoted(address)} could not be cloned: ${error.said}. Look at the address and at what may read it, or clone it yourself and name the directory with \`--repo DIR\`.`,
    );
  }
  const repository = await openRepository(join(folder, "repository"), {
    isBare: true,
    settings: [mayBeRedirected],
  });
  return { ...repository, isBlobless };
}

/** Other servers than GitHub lead from `name` to `name.git`; no credentials of ours are with it. */
const mayBeRedirected = ["http.followRedirects", "initial"] as const;
