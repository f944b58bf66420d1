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

/** The clone, which is removed when the program ends; without file contents where few of them will be read. Throws CannotCheck with git's words. */
export async function cloneAddress(
  address: string,
  { isBlobless = false }: { readonly isBlobless?: boolean } = {},
): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "onehead-clone-"));
  const filter = isBlobless ? ["--filter=blob:none"] : [];
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  try {
    await gitIn(folder).text([
      "clone",
      "--quiet",
      "--bare",
      // Nothing is tidied up in the background of a clone that lives for a minute.
      "--config=gc.auto=0",
      "--config=maintenance.auto=false",
      ...filter,
      "--",
      address,
      "repository",
    ]);
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotCheck(
      `${quoted(address)} could not be cloned: ${error.said}. Look at the address and at what may read it, or clone it yourself and name the directory with \`--repo DIR\`.`,
    );
  }
  return { ...(await openRepository(join(folder, "repository"))), isBlobless };
}
