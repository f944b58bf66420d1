// Scripts become a graph. Total: whatever the files hold, the damage is kept as data.

import type {
  ParsedFile,
  RevisionGraph,
  RevisionId,
  RevisionNode,
  Script,
  Unseen,
} from "../model.ts";
import { byCodePoint } from "../text/code-points.ts";
import { findBrokenWalk, findDisconnected } from "./connection.ts";
import { spreadLabels } from "./labels.ts";
import { type LoadedMap, loadMap } from "./load.ts";
import { findLoops } from "./loops.ts";
import { normalise } from "./normalise.ts";
import { unseenFiles } from "./unseen.ts";

/** The graph of one script directory's files, given in load order, with what Alembic says on loading them; `places`: where more of them may lie. */
export function buildGraph(
  files: readonly ParsedFile[],
  places: readonly Unseen[] = [],
): RevisionGraph {
  const map = loadMap(files);
  const { drafts, byRevision, byLabel, labelClashes, unresolved, warnings, isCertain } = map;
  const loops = findLoops([...byRevision.values()], drafts.length);
  const nodes = nodesOf(map);
  const isFollowed = ({ revision }: { readonly revision: RevisionId }) =>
    map.followed.has(revision);
  const listed = [...nodes.values()];
  return {
    files,
    scripts: drafts.map(({ script }) => script),
    nodes,
    heads: revisions(drafts.filter((one) => one.isHead && !isFollowed(one))),
    realHeads: revisions(drafts.filter((one) => one.isRealHead && !isFollowed(one))),
    bases: revisions(drafts.filter(({ down }) => down.length === 0)),
    branchPoints: revisions(listed.filter(({ next }) => next.length > 1)),
    mergePoints: revisions(listed.filter(({ script }) => script.downRevisions.length > 1)),
    labels: new Map([...byLabel].map(([label, { revision }]) => [label, revision])),
    duplicates: duplicatesOf(map),
    unresolved,
    cycles: loops.map((loop) => revisions(loop)),
    labelClashes,
    loadError: map.error ?? (mayBeCut(map, loops) ? errorOfWalks(map) : null),
    warnings,
    unseen: [...unseenFiles(files), ...places],
    isCertain,
  };
}

function revisions(of: readonly { readonly revision: RevisionId }[]): readonly RevisionId[] {
  return of.map(({ revision }) => revision);
}

/** Without loops, duplicates and odd names every script is below a head and above a base, and Alembic's walks find nothing. Where a script is known by its name only, what they find cannot be known. */
function mayBeCut(
  { drafts, byRevision, unresolved, unread }: LoadedMap,
  loops: readonly unknown[],
): boolean {
  if (unread.size > 0) return false;
  return (
    loops.length > 0 ||
    unresolved.length > 0 ||
    drafts.length > byRevision.size ||
    drafts.some(
      ({ script, dependencies }) => script.dependsOn.length > 0 && dependencies.length === 0,
    )
  );
}

function errorOfWalks(map: LoadedMap) {
  return findBrokenWalk(map) ?? findDisconnected(map);
}

function nodesOf({ drafts, byRevision }: LoadedMap): ReadonlyMap<RevisionId, RevisionNode> {
  const labels = spreadLabels(drafts, byRevision);
  const normalised = normalise([...byRevision.values()], drafts.length);
  const nodes = new Map<RevisionId, RevisionNode>();
  for (const draft of byRevision.values()) {
    const { script, revision, dependencies, next, allNext } = draft;
    const down = draft.below.length === draft.down.length ? draft.down : revisions(draft.below);
    const followers = revisions(next);
    nodes.set(revision, {
      script,
      revision,
      down,
      dependencies,
      normalized: once(down, normalised.get(draft)),
      labels: sorted(labels.get(draft)),
      next: followers,
      allNext: next.length === allNext.length ? followers : revisions(allNext),
    });
  }
  return nodes;
}

function once<T>(values: readonly T[], more: readonly T[] | undefined): readonly T[] {
  return more ? [...new Set([...values, ...more])] : values;
}

const noLabels: readonly string[] = [];

function sorted(labels: ReadonlySet<string> | undefined): readonly string[] {
  return labels ? [...labels].sort(byCodePoint) : noLabels;
}

function duplicatesOf({ drafts, byRevision }: LoadedMap): RevisionGraph["duplicates"] {
  if (drafts.length === byRevision.size) return [];
  const scripts = new Map<RevisionId, Script[]>();
  for (const { revision, script } of drafts) {
    const known = scripts.get(revision);
    if (known) known.push(script);
    else scripts.set(revision, [script]);
  }
  return [...scripts]
    .filter(([, files]) => files.length > 1)
    .map(([revision, files]) => ({ revision, scripts: files }));
}
