// Several heads: all of them upgraded to, or joined by those who develop the project.

import { merge } from "../../advice/commands.ts";
import { buildGraph } from "../../graph/build.ts";
import type { ParsedFile, RevisionGraph, RevisionId } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import { type Diagnosis, isHarmless } from "../diagnosis/diagnosis.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { runStep, toolCommand, toolStep } from "./steps.ts";

/** `upgrade heads`, where several heads are all that keeps `upgrade head` from working. */
export function* upgradeHeads(diagnosis: Diagnosis): Iterable<Repair> {
  const { graph, directory, rows } = diagnosis;
  if (!isAlone(diagnosis)) return;
  const outcome = planUpgrade(graph, rows.ids, "heads");
  const isWhole = rows.kind === "all";
  if (isWhole && outcome.kind !== "runs") return;
  const after = isWhole && outcome.kind === "runs" ? (outcome.rows as readonly RevisionId[]) : [];
  const runs = isWhole && outcome.kind === "runs" ? outcome.steps : null;
  const says =
    runs === null
      ? "Whatever is due runs"
      : runs.length === 0
        ? "No revision runs"
        : `${codes(runs)} run${runs.length === 1 ? "s" : ""}`;
  yield {
    title: "Ask for all heads: run `upgrade heads`.",
    steps: [toolStep(directory, "Run:", [["upgrade", "heads"]])],
    rows: after,
    runs: isWhole ? [] : null,
    before: [],
    changes: `${says}. Use \`heads\` wherever the deployment runs \`upgrade head\`.`,
    keeps:
      "No script changes. A merge revision of your own would be one more head beside the project's next one.",
    check: isWhole
      ? howToCheck(directory, after, [])
      : `${code(toolCommand(directory, "current").command)} then shows every head.`,
  };
}

/** A merge of all heads, for those who develop the project. */
export function* joinHeads(diagnosis: Diagnosis): Iterable<Repair> {
  const { graph, directory } = diagnosis;
  if (!isAlone(diagnosis)) return;
  const { heads } = graph;
  const rows = diagnosis.rows.ids as readonly RevisionId[];
  const [step] = merge(directory, heads);
  const joined = withMerge(graph, heads);
  const outcome = planUpgrade(joined.graph, rows, "head");
  if (step?.kind !== "run" || outcome.kind !== "runs") return;
  const runs = outcome.steps.filter((one) => one !== joined.revision);
  const isWhole = diagnosis.rows.kind === "all";
  const first = runs.length === 0 || !isWhole ? "" : `${codes(runs)} and then `;
  const command = toolCommand(
    directory,
    "merge",
    step.command.replace(/^.*? merge (-d \S+ )?/, ""),
  );
  yield {
    title: "Only where you develop this project: join the heads with a merge revision.",
    steps: [runStep(`Join ${codes(heads)}:`, [command.command], command.in)],
    rows,
    runs: isWhole ? runs : null,
    before: [
      "Make sure that nobody else is about to join the same heads: two merge revisions are two heads.",
    ],
    changes: "A new script, to be committed. Nothing in the database until the next upgrade.",
    keeps: "Every database can still be upgraded, wherever it stands.",
    check: `\`alembic heads\` then lists one head, and \`upgrade head\` runs ${first}the merge revision.`,
  };
}

/** Where rows are not all known, the message itself must be about several heads. */
function isAlone({ problems, graph, rows, testimony }: Diagnosis): boolean {
  const isSure = rows.kind === "all" || testimony?.error?.kind === "multiple-heads";
  return (
    isSure && graph.heads.length > 1 && graph.duplicates.length === 0 && problems.every(isHarmless)
  );
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
