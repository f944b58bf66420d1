// A change as an example or a test writes it down, two histories or two sets of files, taken through the rooms that real ones pass.

import { compareGraphs } from "../change/compare.ts";
import { buildGraph } from "../graph/build.ts";
import { historyToFiles } from "../graph/history.ts";
import type { BrokenConfiguration, Change, ParsedFile, ScriptDirectory, Tree } from "../model.ts";
import { findScriptDirectories, listScriptFiles } from "../parse/config.ts";
import { compareTexts } from "../parse/difference.ts";
import { parseScript } from "../parse/script.ts";
import type { ExampleState } from "../rules/rule.ts";
import { idleRevisions } from "./idle.ts";

/** The script directory of examples: scripts in `versions`, `alembic.ini` beside it. */
const exampleDirectory: ScriptDirectory = {
  name: ".",
  config: "alembic.ini",
  section: "alembic",
  versionLocations: ["versions"],
  recursive: false,
  flaskMigrate: false,
};

/** The change from one state to the other; `more` says what differs from the usual. A state of null does not exist. */
export function exampleChange(
  before: ExampleState | null,
  after: ExampleState | null,
  more: Partial<Change> = {},
): Change {
  const directory = more.directory ?? exampleDirectory;
  const [old, now] = [readState(before, directory), readState(after, directory)];
  const textOf = (file: ParsedFile) =>
    [old.texts, now.texts].map((texts) => texts[file.path]).find((text) => text === file.id) ?? "";
  const scripts = compareGraphs(old.graph, now.graph, (b, a) =>
    compareTexts(textOf(b), textOf(a), a.path),
  );
  return {
    directory,
    before: old.graph,
    after: now.graph,
    existedBefore: before !== null,
    existsAfter: after !== null,
    scripts,
    idle: idleRevisions(now.graph, scripts, textOf),
    ignored: { before: old.ignored, after: now.ignored },
    released: null,
    lost: new Map(),
    maxHeads: null,
    ...(now.broken.length > 0 && { configuration: { before: old.broken, after: now.broken } }),
    beforeRef: "origin/main",
    ...more,
  };
}

/** A text stands for its own content identity. */
function readState(state: ExampleState | null, directory: ScriptDirectory) {
  const texts =
    typeof state === "string"
      ? historyToFiles(state, directory.versionLocations[0])
      : (state ?? {});
  const paths = Object.keys(texts).sort();
  const tree: Tree = new Map(paths.map((path) => [path, { mode: "file", id: texts[path]! }]));
  const { loaded, ignored } = listScriptFiles(tree, directory);
  const files = loaded.map((path) =>
    parseScript({ kind: "text", path, id: texts[path]!, text: texts[path]! }),
  );
  return { graph: buildGraph(files), ignored, texts, broken: readConfiguration(tree, texts) };
}

/** What Alembic refuses of an example's `alembic.ini`, where it has one. */
function readConfiguration(
  tree: Tree,
  files: Readonly<Record<string, string>>,
): readonly BrokenConfiguration[] {
  const [path, text] = ["alembic.ini", files["alembic.ini"]];
  if (text === undefined) return [];
  const texts = new Map([[path, { kind: "text", path, id: text, text } as const]]);
  const named = { configs: [path], versions: [] };
  const { problems } = findScriptDirectories({ tree, texts, named });
  return problems
    .filter(({ alembicSays }) => alembicSays !== null)
    .map((one) => ({ ...one, movedTo: null }));
}
