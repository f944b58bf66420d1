// What became of a row that no script answers to, out of what git knows.

import { reach } from "../../graph/reach.ts";
import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId, RevisionNode } from "../../model.ts";
import type { Evidence, LostScript } from "../evidence/evidence.ts";
import type { Fate, LostStory } from "../model.ts";
import { findSquash } from "./find-squash.ts";
import { uppermost } from "./rows.ts";
import { tellFate } from "./tell-fate.ts";

/** Tells the story of a name that no script has. */
export function tellStory(row: string, evidence: Evidence): LostStory {
  const { graph } = evidence;
  const source = evidence.lost.get(row) ?? evidence.lost.get(row.trim()) ?? null;
  const nothing = { renamedTo: null, squash: null, nearest: [], missing: [] };
  const owner = evidence.neighbours.find((one) => one.graph.nodes.has(row.trim() as RevisionId));
  if (owner || !source) {
    const fate = owner ? "foreign" : "unknown";
    const told = tellFate(evidence, { row, fate, source: null, owner: owner?.name ?? null });
    return { row, fate, told, found: null, ...nothing };
  }
  const { found, historic } = source;
  const node = historic?.nodes.get(found.revision as RevisionId);
  const renamed =
    node && historic ? renamedTo(graph, historic, node.revision, source.renamed) : null;
  const squash = node && renamed === null ? findSquash(source, graph) : null;
  const fate = fateOf(source, graph, renamed, squash);
  const told = tellFate(evidence, { row, fate, source, renamed, squash, owner: null });
  const below = node && historic ? walkDown(graph, historic, node) : nothing;
  return { row, fate, told, found, renamedTo: renamed, squash, ...below };
}

function fateOf(
  { found, historic, unloaded }: LostScript,
  graph: RevisionGraph,
  renamed: RevisionId | null,
  squash: LostStory["squash"],
): Fate {
  if (unloaded.has(found.revision as RevisionId)) return "unloaded";
  if (renamed !== null) return "renamed";
  if (squash) return "squashed";
  if (found.removedIn) return "removed";
  return historic && continues(historic, graph, found.revision) ? "newer" : "elsewhere";
}

/** Whether the other scripts are all of these, and the revision stands on one of their heads. */
function continues(other: RevisionGraph, graph: RevisionGraph, revision: string): boolean {
  const below = ancestors(other, [revision as RevisionId]);
  return (
    [...graph.nodes.keys()].every((one) => other.nodes.has(one)) &&
    graph.heads.some((head) => below.has(head))
  );
}

/** What the database had run, as far as it still has scripts, and the scripts that are missing above. */
function walkDown(
  graph: RevisionGraph,
  historic: RevisionGraph,
  lost: RevisionNode,
): Pick<LostStory, "nearest" | "missing"> {
  const missing = reach([lost.revision], (one) =>
    historic.nodes.get(one)!.normalized.filter((below) => !graph.nodes.has(below)),
  );
  const had = [...ancestors(historic, [lost.revision])];
  return {
    nearest: uppermost(
      graph,
      had.filter((one) => graph.nodes.has(one)),
    ),
    missing: [...missing].reverse().map((revision) => ({
      revision,
      path: historic.nodes.get(revision)!.script.path,
    })),
  };
}

/** The revision that covers here what the lost one covered there, under new identifiers; null where there is none. */
function renamedTo(
  graph: RevisionGraph,
  historic: RevisionGraph,
  revision: RevisionId,
  renamed: LostScript["renamed"],
): RevisionId | null {
  const now = renamed.get(revision);
  if (now === undefined || !graph.nodes.has(now)) return null;
  const had = new Set([...ancestors(historic, [revision])].map((one) => renamed.get(one) ?? one));
  const has = ancestors(graph, [now]);
  return had.size === has.size && [...had].every((one) => has.has(one)) ? now : null;
}
