// What Alembic itself leaves open: it walks through Python sets, whose order changes from run to run.
//
// Where that order decides between texts of one class of error, the product lists all of them; of two
// dependencies that nothing else orders, the oracle takes the written order. What is left is here.

import type { RevisionGraph } from "../../src/model.ts";
import type { PlanAnswer } from "./alembic-answer.ts";

/**
 * A file that another one with its revision has replaced keeps its label in the map. `_add_branches` then goes through two
 * files of one revision in the order of a set, and a label stands for a file that no revision leads to (its walk may never end).
 */
export function areLabelsOpen({ duplicates }: RevisionGraph): boolean {
  return duplicates.some(({ scripts }) => scripts.some((script) => script.branchLabels.length > 0));
}

/** True where either outcome of an operation is Alembic's. */
export function isPlanOpen(graph: RevisionGraph, { op, rows, error }: PlanAnswer): boolean {
  const [name = "", target = ""] = op.split(":");
  const symbols = ["head", "heads", "base", ""];
  const isByLabel = [...rows, target].some(
    (one) => !graph.nodes.has(one as never) && !symbols.includes(one),
  );
  if (isByLabel && areLabelsOpen(graph)) return true;
  // `_filter_into_branch_heads` drops all of a loop but the revision that a set yields last.
  if (name === "current") return error === null && graph.cycles.length > 0;
  // `merge_branch_idents` lists the rows to delete in the order of a set: one that is not there, or one that is there twice.
  const isDoubled = new Set(rows).size < rows.length;
  return (
    isDoubled && error?.stage === "apply" && ["KeyError", "CommandError"].includes(error.class)
  );
}
