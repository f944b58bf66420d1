// Trees and configuration files written as a record of path → text, and what discovery makes of them.

import type { SourceFile, Tree, TreeEntry } from "../../src/model.ts";
import {
  findScriptDirectories,
  isConfigurationFile,
  listScriptFiles,
  type Named,
} from "../../src/parse/config.ts";

/** The tree of these paths, each a file. */
export function treeOf(paths: readonly string[]): Tree {
  return new Map(
    [...paths].sort().map((path): [string, TreeEntry] => [path, { mode: "file", id: path }]),
  );
}

/** Runs discovery over files; of names alone, the text is empty. */
export function discover(
  files: Readonly<Record<string, string>>,
  named: Partial<Named> = {},
  scriptLikePaths?: readonly string[],
): ReturnType<typeof findScriptDirectories> {
  const whole = { configs: [], versions: [], ...named };
  const texts = Object.entries(files)
    .filter(([path]) => isConfigurationFile(path, whole))
    .map(([path, text]): [string, SourceFile] => [path, { kind: "text", path, id: path, text }]);
  return findScriptDirectories({
    tree: treeOf(Object.keys(files)),
    texts: new Map(texts),
    named: whole,
    ...(scriptLikePaths && { scriptLikePaths }),
  });
}

/** Discovery in short: `name: location, location`. */
export function environments(
  files: Readonly<Record<string, string>>,
  named: Partial<Named> = {},
): readonly string[] {
  return discover(files, named).directories.map(
    ({ name, versionLocations }) => `${name}: ${versionLocations.join(", ")}`,
  );
}

/** Files with empty texts. */
export function empty(...paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, ""]));
}

/** The listing of one version location `versions`. */
export function listing(
  names: readonly string[],
  options: { readonly recursive?: boolean; readonly sourceless?: true } = {},
): { readonly loaded: readonly string[]; readonly ignored: Readonly<Record<string, string>> } {
  const { loaded, ignored } = listScriptFiles(treeOf(names.map((name) => `versions/${name}`)), {
    name: ".",
    config: null,
    section: "alembic",
    versionLocations: ["versions"],
    recursive: false,
    flaskMigrate: false,
    ...options,
  });
  const short = (path: string) => path.slice("versions/".length);
  return {
    loaded: loaded.map(short),
    ignored: Object.fromEntries(ignored.map(({ path, reason }) => [short(path), reason])),
  };
}
