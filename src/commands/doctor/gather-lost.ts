// What git knows of names that no script directory has, and of those that a message could not find.

import { readRow } from "../../doctor/diagnosis/rows.ts";
import type { LostScript } from "../../doctor/evidence/evidence.ts";
import { findLostRevisions } from "../../git/lost-revision.ts";
import type { Repository } from "../../git/open-repository.ts";
import { readTexts } from "../../git/read-texts.ts";
import { resolveCommits } from "../../git/resolve-refs.ts";
import type {
  CommitSha,
  LostRevision,
  ParsedFile,
  RevisionGraph,
  RevisionId,
} from "../../model.ts";
import { parseScript } from "../../parse/script.ts";
import type { GraphedState, GraphOfDirectory } from "../heads.ts";
import { findRenamed } from "./find-renamed.ts";
import { graphsAt } from "./graphs-at.ts";

/** Lost revisions by the name that was looked for. */
export type Found = ReadonlyMap<string, LostRevision>;

/** Looks in git for what no script directory knows, and for what a message could not find although it is here. */
export async function findLost(
  { repository, snapshot, graphs }: GraphedState,
  names: readonly string[],
  notFound: readonly string[],
): Promise<Found> {
  const isUnknown = (name: string) =>
    graphs.every(({ graph }) => readRow(graph, name).kind === "unknown");
  const wanted = new Set(
    [...names.map((name) => name.trim()).filter(isUnknown), ...notFound].filter(Boolean),
  );
  return wanted.size === 0 || !repository.hasHistory
    ? new Map()
    : findLostRevisions(repository, [...wanted], snapshot.commit);
}

/** The script directory in which a lost script lived. */
export function directoryOfLost(
  graphs: readonly GraphOfDirectory[],
  found: Found,
): GraphOfDirectory | null {
  const paths = [...found.values()].map(({ path }) => path);
  const homes = graphs.filter(({ directory }) =>
    directory.versionLocations.some((location) =>
      paths.some((path) => location === "." || path.startsWith(`${location}/`)),
    ),
  );
  return homes.length === 1 ? homes[0]! : null;
}

/** The scripts around each lost one. */
export async function readLostScripts(
  state: GraphedState,
  found: Found,
): Promise<ReadonlyMap<string, LostScript>> {
  const scripts = new Map<string, LostScript>();
  for (const [row, lost] of found) scripts.set(row, await readLost(state, lost));
  return scripts;
}

async function readLost(state: GraphedState, found: LostRevision): Promise<LostScript> {
  const { repository } = state;
  const { revision, removedIn, heldBy } = found;
  const [before = null] = removedIn
    ? await resolveCommits(repository, [`${removedIn.commit}^`])
    : [];
  const { at, past } = await lastLoaded(
    repository,
    before ? [before] : [heldBy, `${heldBy}^`],
    revision,
  );
  return {
    found,
    at,
    historic: past?.graph ?? null,
    afterwards: removedIn ? await graphAfter(repository, removedIn.commit, found) : null,
    renamed: findRenamed(before ? past?.texts : undefined, state),
    unloaded: await findUnloaded(state, past?.graph ?? null, found),
  };
}

/** The first of these commits whose scripts have it: the last one that touched its file may have moved it out of sight. */
async function lastLoaded(
  repository: Repository,
  names: readonly string[],
  revision: string,
): Promise<{ readonly at: string; readonly past: GraphOfDirectory | undefined }> {
  const commits = (await resolveCommits(repository, names)).filter((one) => one !== null);
  for (const at of commits) {
    const past = (await graphsAt(repository, at)).find(({ graph }) => has(graph.nodes, revision));
    if (past) return { at, past };
  }
  return { at: commits[0] ?? names[0]!, past: undefined };
}

/** The graph of the script directory that lost it. */
async function graphAfter(
  repository: Repository,
  commit: CommitSha,
  { path }: LostRevision,
): Promise<RevisionGraph | null> {
  const graphs = await graphsAt(repository, commit);
  const home = graphs.find(({ directory }) =>
    directory.versionLocations.some((one) => one === "." || path.startsWith(`${one}/`)),
  );
  return (home ?? (graphs.length === 1 ? graphs[0]! : null))?.graph ?? null;
}

/** Scripts of the past that lie where they lay, and that no script directory loads any more. */
async function findUnloaded(
  { repository, graphs, asked }: GraphedState,
  past: RevisionGraph | null,
  found: LostRevision,
): Promise<LostScript["unloaded"]> {
  const isHere = (revision: string) => graphs.some(({ graph }) => has(graph.nodes, revision));
  const gone = new Map<string, string>([[found.revision, found.path]]);
  for (const { revision, script } of past?.nodes.values() ?? []) {
    if (!isHere(revision) && !gone.has(revision)) gone.set(revision, script.path);
  }
  const texts = await readTexts(repository, asked, [...gone.values()]);
  const unloaded = new Map<RevisionId, Extract<ParsedFile, { kind: "script" }>>();
  for (const [revision, path] of gone) {
    const text = isHere(revision) ? undefined : texts.get(path);
    if (text === undefined) continue;
    const parsed = parseScript({ kind: "text", path, id: `${path}\0${text}`, text });
    if (parsed.kind === "script" && parsed.script.revision.value === revision) {
      unloaded.set(parsed.script.revision.value, parsed);
    }
  }
  return unloaded;
}

function has(nodes: RevisionGraph["nodes"], revision: string): boolean {
  return (nodes as ReadonlyMap<string, unknown>).has(revision);
}
