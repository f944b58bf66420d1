// Places that were named for one state of a repository, in another state of it.

import type { Tree } from "../../model.ts";
import { foldersOf, isDirectory } from "./folders.ts";
import { type Named, splitConfig } from "./named.ts";

/** Those of the named places that one of the trees holds. Where none does, everything is found as if none had been named. */
export function namedThen(named: Named, trees: readonly Tree[]): Named {
  const holds = (place: string) =>
    trees.some((tree) => tree.has(place) || isDirectory(foldersOf(tree), place));
  return {
    configs: named.configs.filter((text) => holds(splitConfig(text).path)),
    versions: named.versions.flatMap((text) => {
      const locations = text.split(",").map((one) => one.trim().replace(/^(?:\.\/)+|\/+$/g, ""));
      const present = locations.filter(holds);
      return present.length > 0 ? [present.join(",")] : [];
    }),
  };
}
