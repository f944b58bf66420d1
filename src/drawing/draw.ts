// Parts of a graph, small enough to draw: the neighbourhood of a change, or of some revisions.

import { reach } from "../graph/reach.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, Drawing, Finding, ParsedFile, RevisionGraph, RevisionId } from "../model.ts";
import { type DrawingPlan, layOut } from "./lay-out.ts";
import { followedBy, type View, viewOf } from "./view.ts";

/** How much is drawn. */
export interface DrawingLimits {
  /** Revisions, runs and missing names together. */
  readonly nodes: number;
}

const usualLimits: DrawingLimits = { nodes: 120 };

/** So many steps around a revision belong to its neighbourhood. */
const neighbourhood = 3;

/** So many new heads are followed down to where they fork. */
const mostForks = 10;

/** The neighbourhood of a change: what it touches, the heads of both sides, and where lines fork. */
export function draw(
  change: Change,
  findings: readonly Finding[],
  limits: DrawingLimits = usualLimits,
): Drawing {
  const { before, after, scripts, directory } = change;
  const view = viewOf(before, after);
  const trouble = troubleIn(findings, directory.name).filter((name) => view.has(name));
  const touched = scripts.flatMap((script) => {
    if (script.kind === "moved") return [];
    return revisionsOf(script.kind === "removed" ? script.before : script.after);
  });
  const heads = [...after.heads, ...before.heads];
  const points = [...trouble, ...touched, ...heads, ...forksOf(before, after)];
  return layOut(view, {
    name: directory.name,
    points: new Set(points.filter((name) => view.has(name))),
    trouble: new Set(trouble),
    shown: between(view, points),
    limit: limits.nodes,
    shortestRun: 3,
  });
}

/** What `onehead graph` draws. */
export interface GraphDrawingOptions {
  /** The script directory's name. */
  readonly name?: string;
  /** The revisions whose neighbourhood is wanted; the heads', when there are none. */
  readonly around?: readonly RevisionId[];
  /** All of it, however large. */
  readonly whole?: boolean;
  /** Whether long straight runs are drawn as one; they are, unless told otherwise. */
  readonly collapse?: boolean;
}

/** A graph as it stands, or the part around some revisions. */
export function drawGraph(graph: RevisionGraph, options: GraphDrawingOptions = {}): Drawing {
  const { name = ".", around = [], whole = false, collapse = true } = options;
  const view = viewOf(graph, graph);
  const points = around.length > 0 ? around : graph.heads;
  const known = new Set(points.filter((revision) => view.has(revision)));
  const plan: DrawingPlan = {
    name,
    points: known,
    trouble: new Set(),
    shown: whole ? new Set(view.revisions()) : near(view, known),
    limit: whole ? Number.POSITIVE_INFINITY : usualLimits.nodes,
    shortestRun: collapse ? 3 : Number.POSITIVE_INFINITY,
  };
  return layOut(view, plan);
}

function troubleIn(findings: readonly Finding[], name: string): readonly RevisionId[] {
  return findings
    .filter(({ scriptDirectory, severity }) => scriptDirectory === name && severity !== "notice")
    .flatMap(({ revision }) => revision ?? []);
}

function revisionsOf(file: ParsedFile): readonly RevisionId[] {
  if (file.kind === "script") return [file.script.revision.value];
  return file.kind === "no-revision" || file.revision === null ? [] : [file.revision];
}

/** Where the new heads leave the lines of the others. */
function forksOf(before: RevisionGraph, after: RevisionGraph): readonly RevisionId[] {
  if (after.heads.length < 2) return [];
  const known = new Set(before.heads);
  const extra = after.heads.filter((head) => !known.has(head)).slice(0, mostForks);
  return extra.flatMap((head) => {
    const others = ancestors(
      after,
      after.heads.filter((other) => other !== head),
      "versioned",
    );
    const line = reach([head], (at) => (others.has(at) ? [] : after.nodes.get(at)!.down));
    return [...line].filter((revision) => others.has(revision));
  });
}

/** The points, and what lies on a way from one of them up to another. */
function between(view: View, points: readonly RevisionId[]): ReadonlySet<RevisionId> {
  const known = points.filter((revision) => view.has(revision));
  const above = reach(known, (at) => view.followersOf(at));
  return reach(known, (at) => followedBy(view, at).filter((name) => above.has(name)));
}

/** The points, what lies between them, and a few steps up and down. */
function near(view: View, points: ReadonlySet<RevisionId>): ReadonlySet<RevisionId> {
  const found = new Set(between(view, [...points]));
  let edge: readonly RevisionId[] = [...points];
  for (let step = 0; step < neighbourhood; step++) {
    edge = edge.flatMap((at) => [...followedBy(view, at), ...view.followersOf(at)]);
    edge = [...new Set(edge)].filter((revision) => !found.has(revision));
    for (const revision of edge) found.add(revision);
  }
  return found;
}
