// Which script to edit so that a line of new scripts follows something else.

import { ancestors, descendants } from "../graph/walk.ts";
import type { RevisionGraph, RevisionId, RevisionNode, Script } from "../model.ts";

/** Which script to edit so that a line of new scripts follows another revision, and what it then follows. */
export interface Move {
  readonly script: Script;
  readonly follows: readonly RevisionId[];
}

/** What new scripts can be moved onto: the end of a line, what that follows, and what it stands on, dependencies included. */
export interface Line {
  readonly end: RevisionId;
  readonly followed: ReadonlySet<RevisionId>;
  readonly below: ReadonlySet<RevisionId>;
}

/**
 * Moves the new scripts that end in `head` onto a line: only the lowest is edited. Null where that is no safe
 * repair, since something would then be listed beside what stands on it (semantics 5.4) or a loop be closed.
 */
export function moveOnto(
  graph: RevisionGraph,
  added: ReadonlySet<RevisionId>,
  head: RevisionId,
  { end, followed, below }: Line,
): Move | null {
  let node = graph.nodes.get(head);
  for (let steps = graph.nodes.size; node && steps > 0; steps -= 1) {
    if (!added.has(node.revision) || below.has(node.revision)) return null;
    const [first, ...more] = node.down;
    if (first === undefined || more.length > 0 || !added.has(first) || followed.has(first)) break;
    node = graph.nodes.get(first);
  }
  if (!node) return null;
  const { script, down, dependencies } = node;
  const kept = down.filter((one) => !followed.has(one));
  const isReplaced = kept.length < down.length || down.length === 0;
  const others = [...kept, ...dependencies];
  const isDoubled = others.some((one) => {
    const under = ancestors(graph, [one]);
    return below.has(one) || [...others, end].some((other) => other !== one && under.has(other));
  });
  if (!isReplaced || isDoubled || listsAlready(graph, node, below)) return null;
  const names = down.map((one) => (followed.has(one) ? end : one));
  return { script, follows: [...new Set(names.length > 0 ? names : [end])] };
}

/** True where something above a script lists what the script is about to stand on. */
function listsAlready(
  graph: RevisionGraph,
  { revision }: RevisionNode,
  below: ReadonlySet<RevisionId>,
): boolean {
  const above = descendants(graph, [revision]);
  above.delete(revision);
  return [...above].some((one) => {
    const { down, dependencies } = graph.nodes.get(one)!;
    return [...down, ...dependencies].some((listed) => below.has(listed));
  });
}
