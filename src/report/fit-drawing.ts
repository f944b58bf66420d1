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

/** Trouble, what it touches, what is new or gone, what that touches, heads, the rest; each in the drawing's order. */
function chooseRevisions({ revisions, edges }: Drawing, limit: number): ReadonlySet<string> {
  const near = (wanted: (one: DrawnRevision) => boolean) => {
    const chosen = new Set<string>(revisions.filter(wanted).map(({ revision }) => revision));
    return new Set(
      edges.flatMap(({ from, to }) => [
        ...(chosen.has(from) ? [to] : []),
        ...(chosen.has(to) ? [from] : []),
      ]),
    );
  };
  const nearTrouble = near(({ isTrouble }) => isTrouble);
  const nearNew = near(({ state }) => state !== "kept");
  const weight = ({ revision, isTrouble, state, isHead }: DrawnRevision) => {
    if (isTrouble) return 0;
    if (nearTrouble.has(revision)) return 1;
    if (state !== "kept") return 2;
    if (nearNew.has(revision)) return 3;
    return isHead ? 4 : 5;
  };
  const byWeight = [...revisions].sort((a, b) => weight(a) - weight(b));
  return new Set(byWeight.slice(0, limit).map(({ revision }) => revision));
}
