// `onehead heads`: the heads of each script directory in one state.

import { CannotCheck } from "../cannot-check.ts";
import { openRepository, type Repository } from "../git/open-repository.ts";
import { readSnapshots } from "../git/read-snapshots.ts";
import type { AfterState } from "../git/wanted-states.ts";
import { buildGraph } from "../graph/build.ts";
import { tellUnseen, unseenPlaces } from "../graph/unseen.ts";
import type { RevisionGraph, ScriptDirectory, Snapshot, SourceFile } from "../model.ts";
import { parseScript } from "../parse/script.ts";
import { headsReport, type ListedHeads } from "../report/heads.ts";
import { printJson } from "../report/json.ts";
import type { Typed } from "../settings.ts";
import type { Answer } from "./answer.ts";
import { configTrouble } from "./config-trouble.ts";
import { type Looking, readLook } from "./question.ts";

/** One script directory with its graph. */
export interface GraphOfDirectory {
  readonly directory: ScriptDirectory;
  readonly graph: RevisionGraph;
  /** The scripts as text. */
  readonly texts: readonly SourceFile[];
}

/** One state of a repository, with its graphs. */
export interface GraphedState {
  readonly repository: Repository;
  readonly snapshot: Snapshot;
  readonly graphs: readonly GraphOfDirectory[];
  /** How the state was asked for. */
  readonly asked: AfterState;
}

/** The state that the options name. Throws CannotCheck where there is no script directory. */
export async function readState(
  options: Looking,
  open: (options: Looking) => Promise<Repository> = openNamed,
): Promise<GraphedState> {
  const { repository, state, settings } = await readLook(options, await open(options));
  const named = { configs: settings.configs, versions: settings.versions };
  const asked = { against: null, after: state, named, released: null, noBefore: true };
  const { after: snapshot } = await readSnapshots(repository, asked);
  if (snapshot.scriptDirectories.length === 0) {
    const [why] = snapshot.configProblems;
    const because = why ? ` (${why.at.path}:${why.at.line}: ${why.what})` : "";
    throw new CannotCheck(
      `No script directory was found${because}. Name one with \`--config FILE\` or \`--versions DIR\`.`,
    );
  }
  const graphs = snapshot.scriptDirectories.map(({ directory, files }) => ({
    directory,
    graph: buildGraph(files.map(parseScript), unseenPlaces(directory)),
    texts: files,
  }));
  return { repository, snapshot, graphs, asked: state };
}

function openNamed({ repo = process.cwd() }: Looking): Promise<Repository> {
  return openRepository(repo);
}

type Format = NonNullable<Typed<"heads">["format"]>;

/** The forms of the list. */
const reporters = {
  text: headsReport,
  json: (heads) => printJson(heads),
} satisfies Readonly<Record<Format, (heads: readonly ListedHeads[]) => string>>;

/** Lists heads; exit code 3 where a file could not be read or Alembic could not load the scripts. Nothing here has a colour, `--no-color` or not. */
export async function runHeads({
  format = "text",
  output: file,
  ...looking
}: Looking & Pick<Typed<"heads">, "format" | "output" | "no-color">): Promise<Answer> {
  const { graphs, snapshot } = await readState(looking);
  const listed = graphs.map(({ directory, graph }) => ({
    name: directory.name,
    heads: graph.heads,
    realHeads: graph.realHeads,
    scripts: graph.scripts.length,
    trouble: configTrouble(snapshot, directory) ?? troubleOf(graph),
    partial: tellUnseen(graph),
  }));
  return {
    output: reporters[format](listed),
    exitCode: listed.some(({ trouble }) => trouble !== null) ? 3 : 0,
    file,
  };
}

function troubleOf({ files, loadError }: RevisionGraph): string | null {
  const unread = files.find((file) => file.kind === "unreadable");
  if (unread?.kind === "unreadable") return `\`${unread.path}\` cannot be read: ${unread.reason}`;
  return (
    loadError && `Alembic cannot load the scripts: ${loadError.messages[0] ?? loadError.class}`
  );
}
