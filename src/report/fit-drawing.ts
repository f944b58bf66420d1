// A drawing cut to what a renderer can take: trouble first, then what is new, then what stands around it.

import type { Drawing, DrawnRevision } from "../model.ts";

/** A drawing of at most `limit` revisions, runs and missing names together; what was left out is counted. */
export function fitDrawing(drawing: Drawing, limit: number): Drawing {
  const total = drawing.revisions.length + drawing.runs.length + drawing.missing.length;
  if (total <= limit) return drawing;
  const missing = drawing.missing.slice(0, Math.floor(limit / 4));
  const kept = chooseRevisions(drawing, limit - missing.length);
  const revisions = drawing.revisions.filter(({ revision }) => kept.has(revision));
  const room = limit - missing.length - revisions.length;
  const runs = drawing.runs.slice(0, Math.max(0, room));
  const ends = new Set<string>([
    ...kept,
    ...missing,
    ...runs.flatMap(({ from, to }) => [from, to]),
  ]);
  return {
    ...drawing,
    revisions,
    runs,
    missing,
    edges: drawing.edges.filter(({ from, to }) => ends.has(from) && ends.has(to)),
    leftOut: drawing.leftOut + total - revisions.length - runs.length - missing.length,
  };
}

function chooseRevisions({ revisions, edges }: Drawing, limit: number): ReadonlySet<string> {
  const urgent = new Set<string>(revisions.filter(isUrgent).map(({ revision }) => revision));
  const near = new Set<string>();
  for (const { from, to } of edges) {
    if (urgent.has(from)) near.add(to);
    if (urgent.has(to)) near.add(from);
  }
  const weight = (one: DrawnRevision) =>
    one.isTrouble ? 0 : one.state !== "kept" ? 1 : near.has(one.revision) ? 2 : one.isHead ? 3 : 4;
  const byWeight = [...revisions].sort((a, b) => weight(a) - weight(b));
  return new Set(byWeight.slice(0, limit).map(({ revision }) => revision));
}

function isUrgent({ isTrouble, state }: DrawnRevision): boolean {
  return isTrouble || state !== "kept";
}
