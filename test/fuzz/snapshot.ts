// Files in memory → a snapshot and its report, as a repository with them would give it; no git takes part.

import { check } from "../../src/check/check.ts";
import type { Checked, Snapshot, SourceFile, Tree, TreeEntry } from "../../src/model.ts";
import {
  findScriptDirectories,
  isConfigurationFile,
  listScriptFiles,
  type Named,
} from "../../src/parse/config.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { loadGrammar } from "../../src/system/load-grammar.ts";

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

const named: Named = { configs: [], versions: [] };

/** The state of a repository that holds these files; files of the same text are the same objects in all states made with one `known`. */
export function snapshotOf(files: Files, known: Map<string, SourceFile> = new Map()): Snapshot {
  const sources = new Map<string, SourceFile>();
  for (const path of Object.keys(files).sort()) {
    const text = files[path]!;
    const key = `${path}\0${text}`;
    const file = known.get(key) ?? { kind: "text", path, id: `${text.length} ${text}`, text };
    known.set(key, file);
    sources.set(path, file);
  }
  const tree: Tree = new Map(
    [...sources].map(([path, { id }]): [string, TreeEntry] => [path, { mode: "file", id }]),
  );
  const texts = new Map([...sources].filter(([path]) => isConfigurationFile(path, named)));
  const input = { tree, texts, named };
  let found = findScriptDirectories(input);
  if (found.needsScriptLikePaths) {
    const scriptLikePaths = Object.keys(files).filter((path) =>
      /^down_revision/m.test(path.endsWith(".py") ? files[path]! : ""),
    );
    found = findScriptDirectories({ ...input, scriptLikePaths });
  }
  return {
    ref: "main",
    commit: null,
    kind: "commit",
    configProblems: found.problems,
    scriptDirectories: found.directories.map((directory) => {
      const { loaded, ignored } = listScriptFiles(tree, directory);
      return { directory, files: loaded.map((path) => sources.get(path)!), ignored };
    }),
  };
}

/** Judges the change from one set of files to another. */
export async function checkFiles(before: Files, after: Files): Promise<Checked> {
  const known = new Map<string, SourceFile>();
  const snapshots = {
    before: snapshotOf(before, known),
    after: snapshotOf(after, known),
    released: null,
  };
  return check(snapshots, mergeSettings([]), { loadGrammar });
}
