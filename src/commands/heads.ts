// `onehead heads`: the heads of each script directory in one state.

import { CannotCheck } from "../cannot-check.ts";
import type { Repository } from "../git/open-repository.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import type { AfterState } from "../git/wanted-states.ts";
import { buildGraph } from "../graph/build.ts";
import { tellUnseen, unseenPlaces } from "../graph/unseen.ts";
import type { RevisionGraph, ScriptDirectory, Snapshot } from "../model.ts";
import { parseScript } from "../parse/script.ts";
import { headsReport } from "../report/heads.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { formatOf, text } from "./options.ts";
import { readQuestion } from "./question.ts";

/** One script directory with its graph. */
export interface GraphOfDirectory {
  readonly directory: ScriptDirectory;
  readonly graph: RevisionGraph;
}

/** One state of a repository, with its graphs. */
export interface GraphedState {
  readonly repository: Repository;
  readonly snapshot: Snapshot;
  readonly graphs: readonly GraphOfDirectory[];
  /** How the state was asked for. */
  readonly asked: AfterState;
}

/** The graphs of the state that the options name. Throws CannotCheck where there is no script directory. */
export async function readGraphs(options: TypedOptions): Promise<readonly GraphOfDirectory[]> {
  return (await readState(options)).graphs;
}

/** The state that the options name. Throws CannotCheck where there is no script directory. */
export async function readState(options: TypedOptions): Promise<GraphedState> {
  const { repository, state, settings } = await readQuestion(options);
  const named = { configs: settings.configs, versions: settings.versions };
  const asked = { against: null, after: state, named, released: null, noBefore: true };
  const { after: snapshot } = await readSnapshots(repository, asked);
  if (snapshot.scriptDirectories.length === 0) {
    throw new CannotCheck(
      "No script directory was found. Name one with `--config FILE` or `--versions DIR`.",
    );
  }
  const graphs = snapshot.scriptDirectories.map(({ directory, files }) => ({
    directory,
    graph: buildGraph(files.map(parseScript), unseenPlaces(directory)),
  }));
  return { repository, snapshot, graphs, asked: state };
}

/** Lists heads; exit code 3 where a file could not be read or Alembic could not load the scripts. */
export async function runHeads(options: TypedOptions): Promise<Answer> {
  const format = formatOf("heads", options);
  const graphs = await readGraphs(options);
  const listed = graphs.map(({ directory, graph }) => ({
    name: directory.name,
    heads: graph.heads,
    realHeads: graph.realHeads,
    scripts: graph.scripts.length,
    trouble: troubleOf(graph),
    partial: tellUnseen(graph),
  }));
  return {
    output: format === "json" ? `${JSON.stringify(listed, null, 2)}\n` : headsReport(listed),
    exitCode: listed.some(({ trouble }) => trouble !== null) ? 3 : 0,
    file: text(options, "output"),
  };
}

function troubleOf({ files, loadError }: RevisionGraph): string | null {
  const unread = files.find((file) => file.kind === "unreadable");
  if (unread?.kind === "unreadable") return `\`${unread.path}\` cannot be read: ${unread.reason}`;
  return (
    loadError && `Alembic cannot load the scripts: ${loadError.messages[0] ?? loadError.class}`
  );
}
