// How many boxes stand behind one another in a drawing, which decides the direction it is drawn in.

import type { Drawing } from "../model.ts";

/** The number of boxes on the longest way along the edges. Boxes on or behind a loop are not counted. */
export function drawingDepth({ revisions, runs, missing, edges }: Drawing): number {
  const runOf = new Map<string, string>(runs.map(({ from, to }) => [to, from]));
  const box = (name: string) => runOf.get(name) ?? name;
  const names = [...revisions.map(({ revision }) => revision), ...runs.map(({ from }) => from)];
  const depth = new Map<string, number>([...names, ...missing].map((name) => [name, 1]));
  const waiting = new Map<string, number>();
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = [box(edge.from), box(edge.to)];
    if (from === to || !depth.has(from) || !depth.has(to)) continue;
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const following = next.get(from) ?? [];
    following.push(to);
    next.set(from, following);
  }
  const ready = [...depth.keys()].filter((name) => !waiting.has(name));
  let deepest = 0;
  for (const name of ready) {
    const here = depth.get(name)!;
    deepest = Math.max(deepest, here);
    for (const following of next.get(name) ?? []) {
      depth.set(following, Math.max(depth.get(following)!, here + 1));
      const left = waiting.get(following)! - 1;
      waiting.set(following, left);
      if (left === 0) ready.push(following);
    }
  }
  return deepest;
}
