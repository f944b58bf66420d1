// Whether what is staged can matter to any script directory, told without reading one: a hook has to be quick.

import { isConfigurationFile } from "../parse/config.ts";
import { folderOf } from "../text/paths.ts";
import type { Repository } from "./open-repository.ts";
import { GitFailed } from "./run-git.ts";

/** Files that decide which scripts are loaded, or how they are judged, whatever they are called. */
const settings = /(^|\/)(\.gitattributes|\.gitmodules|onehead\.ya?ml|pyproject\.toml|env\.py)$/;

const none = { configs: [], versions: [] };

/**
 * True unless all that is staged is certain not to be a script, a file among scripts or a setting: a Python file
 * counts where a script lies in its folder or in one above it, before or after.
 */
export async function isScriptStaged({ git }: Repository): Promise<boolean> {
  const printed = await git.text(["diff", "--cached", "--name-only", "--no-renames", "-z"]);
  const paths = printed.split("\0").filter(Boolean);
  if (paths.some((path) => settings.test(path) || isConfigurationFile(path, none))) return true;
  const folders = new Set<string>();
  for (const path of paths) {
    if (!/\.pyc?$/.test(path)) continue;
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      folders.add(folder);
      if (folder === "") break;
    }
  }
  if (folders.size === 0) return false;
  // A command line has a limit; so many folders at once are worth a look.
  if (folders.size > 500) return true;
  const inFolders = [...folders].map((folder) =>
    folder === "" ? ":(top,glob)*.py" : `:(top,glob)${escapeGlob(folder)}/*.py`,
  );
  const found = await Promise.all([
    hasScript(git, ["--cached"], inFolders),
    hasScript(git, ["HEAD"], inFolders),
  ]);
  return found.includes(true);
}

function escapeGlob(folder: string): string {
  return folder.replace(/[\\*?[\]]/g, "\\$&");
}

async function hasScript(
  git: Repository["git"],
  where: readonly string[],
  globs: readonly string[],
): Promise<boolean> {
  const pattern = "^(down_)?revision[^a-zA-Z0-9_]";
  try {
    const options = ["-q", "--no-recurse-submodules", "-E", "-e", pattern];
    await git.text(["grep", ...options, ...where, "--", ...globs]);
    return true;
  } catch (error) {
    // 1: no such line; 128: no commit yet.
    if (error instanceof GitFailed && (error.exitCode === 1 || where[0] === "HEAD")) return false;
    throw error;
  }
}
