// Several heads joined by a merge revision, for deployments that run `upgrade head`.

import { merge } from "../../advice/repair.ts";
import { buildGraph } from "../../graph/build.ts";
import type { ParsedFile, RevisionGraph, RevisionId } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { codes } from "../../text/sentence.ts";
import { type Diagnosis, isHarmless } from "../diagnosis/diagnosis.ts";
import type { Repair } from "../model.ts";

/** A merge of all heads, where that alone keeps `upgrade head` from working; null otherwise. */
export function joinHeads(diagnosis: Diagnosis): Repair | null {
  const { graph, directory, problems } = diagnosis;
  const isAlone = problems.length > 0 && problems.every(isHarmless);
  if (!isAlone || graph.duplicates.length > 0) return null;
  const { heads } = graph;
  const rows = diagnosis.rows.ids as readonly RevisionId[];
  const [step] = merge(directory, heads);
  const joined = withMerge(graph, heads);
  const outcome = planUpgrade(joined.graph, rows, "head");
  if (step?.kind !== "run" || outcome.kind !== "runs") return null;
  const runs = outcome.steps.filter((one) => one !== joined.revision);
  const first = runs.length === 0 ? "" : `${codes(runs)} and then `;
  return {
    title: "Join the heads with a merge revision.",
    steps: [{ say: `Join ${codes(heads)}:`, edit: null, commands: [step.command], sql: null }],
    rows,
    runs,
    changes: "A new script, to be committed. Nothing in the database until the next upgrade.",
    keeps: "Every database can still be upgraded, wherever it stands.",
    check: `\`alembic heads\` then lists one head, and \`upgrade head\` runs ${first}the merge revision.`,
  };
}

/** The graph with the script that `alembic merge` would write. */
function withMerge(
  graph: RevisionGraph,
  heads: readonly RevisionId[],
): { readonly graph: RevisionGraph; readonly revision: RevisionId } {
  const { script } = graph.nodes.get(heads[0]!)!;
  let revision = "merge" as RevisionId;
  while (graph.nodes.has(revision)) revision = `${revision}_` as RevisionId;
  const at = script.revision.at;
  const file: ParsedFile = {
    kind: "script",
    path: `${script.path} merge`,
    id: "merge",
    script: {
      ...script,
      id: "merge",
      revision: { value: revision, at },
      downRevisions: heads.map((value) => ({ value, at })),
      dependsOn: [],
      branchLabels: [],
      hasUpgrade: true,
      hasDowngrade: true,
    },
  };
  return { graph: buildGraph([...graph.files, file]), revision };
}
