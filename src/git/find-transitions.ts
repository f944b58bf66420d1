// Which commits of a branch touched an Alembic script, or a configuration that leads to scripts.

import type { CommitSha } from "../model.ts";
import { isConfigurationFile, type Named } from "../parse/config.ts";
import { Arrivals } from "./arrivals.ts";
import { type LineCommit, listAllOfLine, listLine } from "./list-line.ts";
import type { RawRecord } from "./list-tree.ts";
import { mentionsAlembic } from "./mentions-alembic.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";
import { readSnapshot } from "./read-snapshots.ts";

/** One step of a branch: the commit before and the commit after. */
export interface Transition extends Omit<LineCommit, "records"> {
  /** The first parent; null for the first commit of all. */
  readonly before: CommitSha | null;
  /** Where it stands in the line, counted from the oldest. */
  readonly place: number;
}

/** Which part of the past is wanted. */
export interface Range {
  /** So many of the newest at most. */
  readonly last: number;
  /** None committed before this moment, in milliseconds. */
  readonly since: number | null;
}

/** The transitions of a range, oldest first, and how long the whole line is. */
export interface FoundTransitions {
  readonly transitions: readonly Transition[];
  readonly commits: number;
  /** There are older ones that were left out. */
  readonly isCut: boolean;
  /** Of the whole line, whatever the range. */
  readonly arrivals: Arrivals;
}

/** Where scripts and configurations usually lie; the locations of several states of the past are added. */
const usualPaths = [
  ...["*version*.py", "*migrat*.py", "*alembic*.py", "*revision*.py"],
  ...["*.ini", "*.cfg", "pyproject.toml", "*/pyproject.toml"],
];

/** So many states of the past are searched for places where scripts lay. */
const lookedAt = 8;

/** So many commits are judged at once by what their files hold. */
const atOnce = 200;

/** Finds the transitions of a range. Blobs are read once; those that turn out to be something else are forgotten. */
export async function findTransitions(
  repository: Repository,
  tip: CommitSha,
  named: Named,
  { last, since }: Range,
): Promise<FoundTransitions> {
  const line = await listAllOfLine(repository, tip);
  const places = new Map(line.map((commit, i) => [commit, line.length - 1 - i]));
  const locations = await findLocations(repository, line, named);
  const pathspecs = [...locations].map((location) => `:(literal,top)${location}`);
  const touching = await listLine(repository, tip, [...usualPaths, ...pathspecs, ...named.configs]);
  const found: Transition[] = [];
  let isCut = false;
  for (let start = 0; start < touching.length && !isCut; start += atOnce) {
    const some = touching.slice(start, start + atOnce);
    for (const one of await keepScriptChanges(repository, some, locations, named)) {
      isCut ||= found.length >= last || (since !== null && Date.parse(one.date) < since);
      if (!isCut && !(repository.isShallow && one.parents.length === 0))
        found.push(transitionOf(one, places));
    }
  }
  const arrivals = new Arrivals(touching, places);
  return { transitions: found.reverse(), commits: line.length, isCut, arrivals };
}

function transitionOf(
  { records: _, ...one }: LineCommit,
  places: ReadonlyMap<CommitSha, number>,
): Transition {
  return { ...one, before: one.parents[0] ?? null, place: places.get(one.commit) ?? 0 };
}

/** Version locations at the tip and at a few states before it. */
async function findLocations(
  repository: Repository,
  line: readonly CommitSha[],
  named: Named,
): Promise<ReadonlySet<string>> {
  const steps = Math.min(lookedAt, line.length);
  const commits = new Set(
    Array.from({ length: steps }, (_, i) => line[Math.floor((i * line.length) / steps)]!),
  );
  const locations = new Set<string>();
  for (const text of named.versions)
    for (const location of text.split(",")) locations.add(location.trim());
  for (const commit of commits) {
    const { scriptDirectories } = await readSnapshot(repository, commit, noNames);
    for (const { directory } of scriptDirectories)
      for (const location of directory.versionLocations) locations.add(location);
  }
  locations.delete("");
  return locations;
}

const noNames: Named = { configs: [], versions: [] };

async function keepScriptChanges(
  repository: Repository,
  commits: readonly LineCommit[],
  locations: ReadonlySet<string>,
  named: Named,
): Promise<readonly LineCommit[]> {
  const isAsked = ({ path }: RawRecord) => path.endsWith(".py") || isConfigurationFile(path, named);
  const records = commits.flatMap((commit) => commit.records.filter(isAsked));
  const blobs = new Set(records.flatMap(blobsOf).filter((id) => !repository.blobs.has(id)));
  await readBlobs(repository, blobs, blobs);
  const isScript = (id: string) => mentionsAlembic(repository, id);
  const kept = commits.filter((commit) =>
    commit.records.some(
      (record) =>
        isAsked(record) && (blobsOf(record).some(isScript) || liesIn(locations, record.path)),
    ),
  );
  const needed = new Set(kept.flatMap((commit) => commit.records.flatMap(blobsOf)));
  for (const id of blobs) if (!needed.has(id)) repository.blobs.delete(id);
  return kept;
}

function blobsOf(record: RawRecord): readonly string[] {
  return [record.old, record.new].flatMap((entry) => (entry?.mode === "file" ? [entry.id] : []));
}

function liesIn(locations: ReadonlySet<string>, path: string): boolean {
  if (!path.endsWith(".py") || path.endsWith("/__init__.py")) return false;
  return locations.has(path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
}
