// The working tree's files for `onehead fix`: what is in the way of changing them, and writing them.

import { lstatSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "../../git/open-repository.ts";
import type { Obstacle, PlannedFiles } from "../../mend/model.ts";
import { writeFile } from "../../system/write-file.ts";
import { code } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";

/** The working tree as git sees it. */
export interface WorkTreeFiles {
  /** The text of a file; null where there is none, or none in UTF-8. */
  textOf(path: string): string | null;
  readonly obstacle: Obstacle;
  write(planned: PlannedFiles): void;
}

/** Looks at the working tree. `textOfCheck`: the text of a file that the check has seen; `target`: what to call the target branch. */
export async function workTreeFiles(
  repository: Repository,
  textOfCheck: (path: string) => string | null,
  target: string,
): Promise<WorkTreeFiles> {
  const { root } = repository;
  const [unmerged, unstaged] = await Promise.all([
    listPaths(repository, ["diff", "--name-only", "-z", "--no-relative", "--diff-filter=U"]),
    listPaths(repository, ["diff-files", "--name-only", "-z", "--no-relative"]),
  ]);
  const bringIn = `bring the target branch in first, with ${code(`git merge ${shellWord(target)}`)}`;
  return {
    textOf: (path) => readText(join(root, path)),
    obstacle(path, replaces) {
      if (isBehindLink(root, path)) return "lies behind a symbolic link, which is not followed";
      if (unmerged.has(path))
        return "has a conflict that is not resolved: resolve it and `git add` it first";
      const seen = textOfCheck(path);
      const found = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (!found) return replaces ? null : `is not in the working tree yet: ${bringIn}`;
      if (!found.isFile()) return "is no plain file";
      if (replaces && seen === null) return "is there already";
      const text = readText(join(root, path));
      if (text === null) return "is not written in UTF-8, and is left for you to edit";
      if (!replaces && text !== seen)
        return `reads differently here than once it is merged: ${bringIn}`;
      if (replaces && unstaged.has(path))
        return "holds edits that are neither committed nor staged: do one of these first, they would be lost";
      return null;
    },
    write(planned) {
      for (const [path, text] of planned) {
        if (text === null) rmSync(join(root, path), { force: true });
        else writeFile(path, text, { directory: root, mayLeave: false });
      }
    },
  };
}

async function listPaths(
  repository: Repository,
  args: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set((await repository.git.text([...args])).split("\0").filter(Boolean));
}

/** Null unless the bytes are those that writing the text would leave. */
function readText(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) return null;
  const bytes = readFileSync(path);
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : null;
}

function isBehindLink(root: string, path: string): boolean {
  const parts = path.split("/");
  return parts.some((_, index) => {
    const part = join(root, ...parts.slice(0, index + 1));
    return lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  });
}
