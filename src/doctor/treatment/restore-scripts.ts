// Lost scripts brought back out of git: the graph with them, and the commands.

import { buildGraph } from "../../graph/build.ts";
import type {
  ParsedFile,
  RevisionGraph,
  RevisionId,
  Script,
  ScriptDirectory,
} from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { codes } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { LostStory, RepairStep } from "../model.ts";

/** More files than these are no repair but a release of their own. */
const mostScripts = 20;

/** Scripts as they would be once restored. */
export interface Restored {
  readonly graph: RevisionGraph;
  readonly scripts: readonly RevisionId[];
  readonly steps: readonly RepairStep[];
}

/** Brings back what the lost rows need. Null where git does not have all of it, or Alembic would not load the result. */
export function restoreScripts(
  { graph, directory, lost }: Evidence,
  stories: readonly LostStory[],
): Restored | null {
  const files = new Map<RevisionId, { file: ParsedFile; command: string }>();
  const taken = new Set(graph.files.map(({ path }) => path));
  for (const { row, missing } of stories) {
    const source = lost.get(row) ?? lost.get(row.trim());
    if (!source?.historic || missing.length === 0) return null;
    for (const { revision } of missing) {
      if (files.has(revision)) continue;
      const { script } = source.historic.nodes.get(revision)!;
      const path = placeFor(directory, script, taken);
      taken.add(path);
      const from = shellWord(`${source.found.heldBy.slice(0, 12)}:${script.path}`);
      const moved = { ...script, path };
      files.set(revision, {
        file: { kind: "script", path, id: script.id, script: moved },
        command: `git show ${from} > ${shellWord(path)}`,
      });
    }
  }
  if (files.size === 0 || files.size > mostScripts) return null;
  const restored = [...files.values()];
  const after = buildGraph(
    restored.reduce<readonly ParsedFile[]>((all, { file }) => insert(all, file), graph.files),
  );
  if (after.loadError !== null) return null;
  const scripts = [...files.keys()];
  const say = `Bring ${codes(scripts)} back out of git:`;
  const commands = restored.map(({ command }) => command);
  return { graph: after, scripts, steps: [{ say, edit: null, commands, sql: null }] };
}

/** Where it was, if Alembic still looks there; else the first version location. */
function placeFor(
  { versionLocations, recursive }: ScriptDirectory,
  { path, revision }: Script,
  taken: ReadonlySet<string>,
): string {
  const slash = path.lastIndexOf("/");
  const folder = path.slice(0, Math.max(slash, 0));
  const isLoaded = versionLocations.some(
    (location) => folder === location || (recursive && folder.startsWith(`${location}/`)),
  );
  const home = isLoaded ? folder : (versionLocations[0] ?? folder);
  const inside = (name: string) => (home === "" || home === "." ? name : `${home}/${name}`);
  const place = inside(path.slice(slash + 1));
  return taken.has(place) ? inside(`${revision.value.replaceAll("/", "_")}_restored.py`) : place;
}

/** Into load order: before the first file of its folder that sorts behind it. */
function insert(files: readonly ParsedFile[], file: ParsedFile): readonly ParsedFile[] {
  const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
  const behind = files.findIndex(
    ({ path }) => path.startsWith(folder) && byCodePoint(path, file.path) > 0,
  );
  return behind < 0 ? [...files, file] : files.toSpliced(behind, 0, file);
}
