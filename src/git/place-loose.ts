// The scripts of one state that no version location holds → the environments that they belong to.

import type { SourceFile } from "../model.ts";
import {
  type Environment,
  type Placement,
  placeFolders,
  readLinks,
  type ScriptLinks,
} from "../parse/config.ts";
import type { Discovered } from "./discover-directories.ts";

/** Places the folders of loose files; null where there is nothing to place. `earlier`: the placement of the target branch. */
export function placeLoose(
  { state, directories }: Discovered,
  loose: readonly string[],
  files: ReadonlyMap<string, SourceFile>,
  earlier: Placement | null,
  isNamed: boolean,
): Placement | null {
  const linksOf = (path: string): readonly ScriptLinks[] => {
    const file = files.get(path);
    const links = file ? readLinks(file) : null;
    return links ? [links] : [];
  };
  const links = loose.flatMap(linksOf);
  const areWhole = directories.every(({ directory }) => state.tree.has(`${directory.name}/env.py`));
  if (links.length === 0 && (areWhole || directories.length < 2)) return null;
  const environments = directories.map(
    ({ directory, loaded, realPaths }): Environment => ({
      directory,
      scripts: loaded.flatMap((path) => linksOf(realPaths.get(path) ?? path)),
    }),
  );
  return placeFolders(state.tree, environments, links, earlier, isNamed);
}
