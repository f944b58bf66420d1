// What git knows of names that no script directory has.

import { readRow } from "../../doctor/diagnosis/rows.ts";
import type { LostScript } from "../../doctor/evidence/evidence.ts";
import { findLostRevisions } from "../../git/lost-revision.ts";
import type { Repository } from "../../git/open-repository.ts";
import { readSnapshot } from "../../git/read-snapshots.ts";
import { buildGraph } from "../../graph/build.ts";
import type { LostRevision, RevisionGraph } from "../../model.ts";
import { parseScript } from "../../parse/script.ts";
import type { GraphOfDirectory } from "../heads.ts";

/** Lost revisions by the name that was looked for. */
export type Found = ReadonlyMap<string, LostRevision>;

/** Looks in git for what no script directory knows. */
export async function findLost(
  repository: Repository,
  graphs: readonly GraphOfDirectory[],
  names: readonly string[],
): Promise<Found> {
  const isUnknown = (name: string) =>
    graphs.every(({ graph }) => readRow(graph, name).kind === "unknown");
  const unknown = [...new Set(names.map((name) => name.trim()))].filter(
    (name) => name !== "" && isUnknown(name),
  );
  return unknown.length === 0 ? new Map() : findLostRevisions(repository, unknown);
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

/** The scripts around each lost one, at a commit that holds it. */
export async function readLostScripts(
  repository: Repository,
  found: Found,
): Promise<ReadonlyMap<string, LostScript>> {
  const scripts = new Map<string, LostScript>();
  for (const [row, lost] of found) {
    scripts.set(row, { found: lost, historic: await graphAt(repository, lost) });
  }
  return scripts;
}

async function graphAt(
  repository: Repository,
  { heldBy, revision }: LostRevision,
): Promise<RevisionGraph | null> {
  const then = await readSnapshot(repository, heldBy, { configs: [], versions: [] });
  const graphs = then.scriptDirectories.map(({ files }) => buildGraph(files.map(parseScript)));
  return graphs.find(({ nodes }) => [...nodes.keys()].some((one) => one === revision)) ?? null;
}
