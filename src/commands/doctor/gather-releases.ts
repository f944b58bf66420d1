// The nearest code that has what is missing, and the last release before it that has not.

import type { OtherCode } from "../../doctor/evidence/evidence.ts";
import { listRefs, type Ref } from "../../git/lost-revision.ts";
import type { Repository } from "../../git/open-repository.ts";
import type { CommitSha, LostRevision, RevisionGraph } from "../../model.ts";
import type { Found } from "./gather-lost.ts";
import { graphsAt } from "./graphs-at.ts";

type Graphs = readonly RevisionGraph[];

/** Code beside the state that was looked at. */
export interface Releases {
  readonly elsewhere: OtherCode | null;
  readonly older: OtherCode | null;
}

/** Looks for one tag, branch or commit that has a script for all that was found. */
export async function gatherReleases(repository: Repository, found: Found): Promise<Releases> {
  const wanted = [...found.values()];
  if (wanted.length === 0) return { elsewhere: null, older: null };
  const refs = await listRefs(repository);
  const ref = nearest(refs, wanted);
  const elsewhere =
    ref && (await readCode(repository, refs, ref, (graphs) => holding(graphs, wanted)));
  const before = ref?.kind === "tags" ? releasesBefore(refs, ref, wanted).at(-1) : undefined;
  const isAlike = (graphs: Graphs) => elsewhere && mostAlike(graphs, elsewhere.graph);
  return {
    elsewhere: elsewhere ?? (await commitOf(repository, wanted)),
    older: before ? await readCode(repository, refs, before, isAlike) : null,
  };
}

/**
 * Of releases that lost scripts again the newest one that has them is the nearest; of releases that came to have
 * them, the oldest. Then come other tags, branches named after versions, and other branches.
 */
function nearest(refs: readonly Ref[], wanted: readonly LostRevision[]): Ref | null {
  const holders = refs.filter(({ name, kind }) =>
    wanted.every((lost) => lost[kind].includes(name)),
  );
  const tags = holders.filter(({ kind }) => kind === "tags");
  const releases = tags.filter(({ name }) => isRelease(name));
  const wasRemoved = wanted.some(({ removedIn }) => removedIn !== null);
  const first = (some: readonly Ref[]) => (wasRemoved ? some.at(-1) : some[0]);
  const branches = holders.filter(({ kind }) => kind === "branches");
  const versions = branches.filter(({ name }) => isRelease(name));
  const main = branches.find(({ name }) => /^(origin\/)?(main|master)$/.test(name));
  return first(releases) ?? first(tags) ?? first(versions) ?? main ?? branches[0] ?? null;
}

/** `1.0.0`, `v2.1`, `release-3.0`: a version, and no candidate for one. */
function isRelease(name: string): boolean {
  return /(^|[^\w.])v?\d+(\.\d+)+$/.test(name);
}

function releasesBefore(
  refs: readonly Ref[],
  first: Ref,
  wanted: readonly LostRevision[],
): readonly Ref[] {
  return refs
    .slice(0, refs.indexOf(first))
    .filter(
      ({ name, kind }) =>
        kind === "tags" && isRelease(name) && !wanted.some(({ tags }) => tags.includes(name)),
    );
}

async function readCode(
  repository: Repository,
  refs: readonly Ref[],
  { name, kind, commit }: Ref,
  choose: (graphs: Graphs) => RevisionGraph | null,
): Promise<OtherCode | null> {
  // Where a branch has the tag's name, `git checkout` takes the branch.
  const isAmbiguous = refs.some((one) => one.kind === "branches" && one.name === name);
  const graphs = await graphsAt(repository, commit as CommitSha);
  const graph = choose(graphs.map((one) => one.graph));
  if (!graph) return null;
  return kind === "tags"
    ? { kind: "tag", name: isAmbiguous ? `tags/${name}` : name, graph }
    : { kind: "branch", name, graph };
}

/** No name holds them: the commit that one was last seen in. */
async function commitOf(
  repository: Repository,
  wanted: readonly LostRevision[],
): Promise<OtherCode | null> {
  for (const { heldBy } of wanted) {
    const graphs = (await graphsAt(repository, heldBy)).map(({ graph }) => graph);
    const graph = holding(graphs, wanted);
    if (graph) return { kind: "commit", name: heldBy.slice(0, 12), graph };
  }
  return null;
}

/** The script directory that has most revisions of another state of it. */
function mostAlike(graphs: Graphs, like: RevisionGraph): RevisionGraph | null {
  const shared = ({ nodes }: RevisionGraph) =>
    [...nodes.keys()].filter((one) => like.nodes.has(one)).length;
  return graphs.filter((one) => shared(one) > 0).sort((a, b) => shared(b) - shared(a))[0] ?? null;
}

function holding(graphs: Graphs, wanted: readonly LostRevision[]): RevisionGraph | null {
  return (
    graphs.find(({ nodes }) =>
      wanted.every(({ revision }) => (nodes as ReadonlyMap<string, unknown>).has(revision)),
    ) ?? null
  );
}
