// Lets git merge the text of a file that both sides changed.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder, removeTemporaryFolder } from "../system/lifetime.ts";
import type { Repository } from "./open-repository.ts";
import { GitFailed } from "./run-git.ts";

/** The merged text, or null where the two sides conflict. */
export async function mergeTexts(
  repository: Repository,
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
): Promise<string | null> {
  if (texts.theirs === texts.base || texts.theirs === texts.ours) return texts.ours;
  if (texts.ours === texts.base) return texts.theirs;
  const folder = makeTemporaryFolder("onehead-merge-");
  try {
    const paths = (["ours", "base", "theirs"] as const).map((side) => {
      writeFileSync(join(folder, side), texts[side]);
      return join(folder, side);
    });
    return await repository.git.text(["merge-file", "-p", "-q", ...paths]);
  } catch (error) {
    // The exit code is the number of conflicts; 255 (older: 128) is trouble.
    if (error instanceof GitFailed && error.exitCode > 0 && error.exitCode < 128) return null;
    throw error;
  } finally {
    removeTemporaryFolder(folder);
  }
}
