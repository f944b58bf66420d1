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
import { code, codes } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { LostStory, RepairStep } from "../model.ts";
import { runStep } from "./steps.ts";

/** More files than these are no repair but a release of their own. */
const mostScripts = 20;

/** Scripts as they would be once restored. */
export interface Restored {
  readonly title: string;
  readonly graph: RevisionGraph;
  readonly scripts: readonly RevisionId[];
  readonly steps: readonly RepairStep[];
  readonly keeps: string;
}

/** Brings back what the lost scripts need: files that Alembic does not load are moved, those that a commit took away come out of git. Null where not all of it is there, or Alembic would not load the result. */
export function restoreScripts(
  { graph, directory, lost, state }: Evidence,
  stories: readonly LostStory[],
): Restored | null {
  const files = new Map<RevisionId, { file: ParsedFile; command: string; isMoved: boolean }>();
  const taken = new Set(graph.files.map(({ path }) => path));
  for (const { row, missing } of stories) {
    const source = lost.get(row) ?? lost.get(row.trim());
    if (!source?.historic || missing.length === 0) return null;
    for (const { revision } of missing) {
      if (files.has(revision)) continue;
      const lying = source.unloaded.get(revision);
      const script = lying?.script ?? source.historic.nodes.get(revision)!.script;
      const path = placeFor(directory, script, taken);
      taken.add(path);
      const moved = { ...script, path };
      files.set(revision, {
        file: { kind: "script", path, id: script.id, script: moved },
        command: lying
          ? `git mv ${shellWord(lying.path)} ${shellWord(path)}`
          : `git show ${shellWord(`${source.at.slice(0, 12)}:${script.path}`)} > ${shellWord(path)}`,
        isMoved: lying !== undefined,
      });
    }
  }
  if (files.size === 0 || files.size > mostScripts) return null;
  const restored = [...files.values()];
  const after = buildGraph(
    restored.reduce<readonly ParsedFile[]>((all, { file }) => insert(all, file), graph.files),
  );
  if (after.loadError !== null || after.cycles.length > 0 || after.duplicates.length > 0)
    return null;
  const scripts = [...files.keys()];
  const isMove = restored.every(({ isMoved }) => isMoved);
  const [say, title] = isMove
    ? [
        "Move to where Alembic looks:",
        `Move the script${scripts.length > 1 ? "s" : ""} ${codes(scripts)} to where Alembic looks.`,
      ]
    : [
        `Bring ${codes(scripts)} back out of git:`,
        `Restore the script${scripts.length > 1 ? "s" : ""} ${codes(scripts)}.`,
      ];
  const checkout = state.commit === null ? [] : [`git checkout ${shellWord(state.ref)}`];
  const keeps = [
    "The schema stays as it is, and no revision runs. Commit what came back, or the next checkout loses it again.",
    ...(isMove
      ? [
          settingsInstead(
            directory,
            restored.map(({ command }) => command),
          ),
        ]
      : []),
  ].join(" ");
  const commands = [...checkout, ...restored.map(({ command }) => command)];
  return { title, graph: after, scripts, steps: [runStep(say, commands)], keeps };
}

/** The line of settings that would do the same. */
function settingsInstead({ config }: ScriptDirectory, commands: readonly string[]): string {
  const where = config === null ? "the configuration" : code(config);
  return `Or leave ${commands.length === 1 ? "it where it lies" : "them where they lie"} and name the folder in \`version_locations\` of ${where} again (a folder inside a version location is loaded with \`recursive_version_locations = true\`).`;
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
