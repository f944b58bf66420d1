// Python files outside every version location that may be scripts all the same: a program may add their folder at run time.

import type { ScriptDirectory, Tree } from "../../model.ts";
import { baseName, folderOf } from "../../text/paths.ts";
import { isTemplate } from "./configurations.ts";
import { type Folders, foldersOf, pathsBelow } from "./folders.ts";
import { isLoaded, listScriptFiles } from "./list-script-files.ts";
import { isFixture } from "./set-aside.ts";

/** So many files are looked into; a repository with more has something else in such folders. */
const most = 5000;

const speaksOfScripts = /migrat|alembic|revision|(?:^|\/)versions?(?:\/|$)/i;
const namedAsScript = /(?:^|_)(?=[0-9a-f]*\d)[0-9a-f]{4,}[_.]/;

/** The files worth reading, in the order of the tree: those in folders named as Alembic's are, those named as scripts are, and those that the change touches. */
export function listUnplaced(
  tree: Tree,
  directories: readonly ScriptDirectory[],
  changed: ReadonlySet<string>,
): readonly string[] {
  const placed = new Set(directories.flatMap((one) => listScriptFiles(tree, one).loaded));
  const folders = new Map<string, "likely" | "unlikely" | "no">();
  const found: string[] = [];
  for (const path of foldersOf(tree).paths) {
    if (!path.endsWith(".py") || placed.has(path) || tree.get(path)!.mode !== "file") continue;
    const folder = folderOf(path);
    let kind = folders.get(folder);
    if (kind === undefined) {
      kind = kindOf(folder);
      folders.set(folder, kind);
    }
    if (kind === "no" || !mayBeScript(baseName(path))) continue;
    if (kind === "likely" || namedAsScript.test(baseName(path)) || changed.has(path)) {
      found.push(path);
      if (found.length === most) break;
    }
  }
  return found;
}

function kindOf(folder: string): "likely" | "unlikely" | "no" {
  if (isFixture(folder) || isTemplate(folder)) return "no";
  return speaksOfScripts.test(folder) ? "likely" : "unlikely";
}

/** True for a name that Alembic would load and that is not the name of something else. */
export function mayBeScript(name: string): boolean {
  return isLoaded(name) && !/^(?:env|conftest|setup|manage|test_.*|.*_test)\.py$/.test(name);
}

/** How many files of a folder Alembic would take for scripts. */
export function countModules(tree: Folders, folder: string): number {
  return pathsBelow(tree, folder).filter(
    (path) =>
      folderOf(path) === folder && isLoaded(baseName(path)) && !/(?:^|\/)env\.py$/.test(path),
  ).length;
}
