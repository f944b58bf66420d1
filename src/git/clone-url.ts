// A repository that is elsewhere, as a clone in a temporary folder.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import { quoted } from "../text/foreign-text.ts";
import { openRepository, type Repository } from "./open-repository.ts";
import { GitFailed, gitIn } from "./run-git.ts";

/** True for what git clones from, rather than a directory: `https://…`, `git@host:path`. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[\w.-]+@[\w.-]+:(?!\\)/.test(text);
}

/** The clone, which is removed when the program ends. Throws CannotCheck with git's words. */
export async function cloneAddress(address: string): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "onehead-replay-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  try {
    await gitIn(folder).text(["clone", "--quiet", "--bare", "--", address, "repository"]);
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `${quoted(address)} could not be cloned: ${error.said}. Look at the address and at what may read it, or clone it yourself and name the directory with \`--repo DIR\`.`,
    );
  }
  return openRepository(join(folder, "repository"));
}
