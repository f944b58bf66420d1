// What became of a row that no script answers to, out of what git knows.

import { reach } from "../../graph/reach.ts";
import { ancestors } from "../../graph/walk.ts";
import type { LostRevision, RevisionGraph, RevisionId, RevisionNode } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type { LostStory } from "../model.ts";
import { uppermost } from "./rows.ts";

/** Tells a row's story. `historic` is the graph of a commit that still holds its script, null where it could not be read. */
export function tellStory(
  row: string,
  found: LostRevision | null,
  graph: RevisionGraph,
  historic: RevisionGraph | null,
): LostStory {
  const node = found && historic?.nodes.get(found.revision as RevisionId);
  if (!found || !node || !historic) {
    return { row, found, told: tell(row, found, null), renamedTo: null, nearest: [], missing: [] };
  }
  const renamed = renamedTo(graph, historic, node);
  const { nearest, missing } = walkDown(graph, historic, node);
  return { row, found, told: tell(row, found, renamed), renamedTo: renamed, nearest, missing };
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

/** The script under another identifier: the same file, or the same message on the same down revisions. */
function renamedTo(
  graph: RevisionGraph,
  historic: RevisionGraph,
  { script, down }: RevisionNode,
): RevisionId | null {
  const candidates = [...graph.nodes.values()].filter(
    ({ revision }) => !historic.nodes.has(revision),
  );
  const sameFile = candidates.find((one) => one.script.path === script.path);
  if (sameFile) return sameFile.revision;
  const alike = candidates.filter(
    (one) =>
      script.message !== "" &&
      one.script.message === script.message &&
      one.down.join("\0") === down.join("\0"),
  );
  return alike.length === 1 ? alike[0]!.revision : null;
}

function tell(row: string, found: LostRevision | null, renamed: RevisionId | null): string[] {
  if (!found) {
    return [
      `No script has the revision ${code(row)}, and no commit, branch or tag of this repository ever held one.`,
    ];
  }
  const { revision, path, addedIn, removedIn } = found;
  const name =
    revision === row ? code(row) : `${code(row)} begins the revision ${code(revision)}, which`;
  return [
    addedIn
      ? `${name} came with commit ${commit(addedIn)}, in ${code(path)}.`
      : `${name} was in ${code(path)}.`,
    removedIn
      ? `Commit ${commit(removedIn)} took it away.`
      : "The scripts looked at never held it.",
    ...(renamed === null ? [] : [`The same script declares ${code(renamed)} now.`]),
    whereItLives(found),
  ];
}

function commit({ commit: id, date, subject }: NonNullable<LostRevision["addedIn"]>): string {
  return `${code(id.slice(0, 10))} of ${date.slice(0, 10)} (${code(subject)})`;
}

function whereItLives({ branches, tags, heldBy, removedIn }: LostRevision): string {
  const [newest] = tags.slice(-1);
  const places = [
    ...(tags.length > 0 ? [`the tag${tags.length > 1 ? "s" : ""} ${codes(tags, 5)}`] : []),
    ...(branches.length > 0
      ? [`the branch${branches.length > 1 ? "es" : ""} ${codes(branches, 5)}`]
      : []),
  ].join(" and on ");
  if (places === "")
    return `No branch or tag holds it any more; commit ${code(heldBy.slice(0, 10))} does.`;
  const merged =
    removedIn === null && tags.length === 0 ? ", not merged into what was looked at" : "";
  const release =
    newest === undefined
      ? ""
      : ` A checkout of ${code(newest)} still knows it: there this database can be upgraded and downgraded.`;
  return `It is on ${places}${merged}.${release}`;
}
