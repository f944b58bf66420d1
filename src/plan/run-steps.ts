// Carries the rows through the steps of a plan.

import { catchFailures, fail } from "../graph/failure.ts";
import type { AlembicError, RevisionGraph, RevisionId, RevisionNode, Script } from "../model.ts";
import type { Outcome } from "./outcome.ts";
import { VersionTable } from "./version-table.ts";

/** The revisions to run, in order. */
export interface Planned {
  readonly steps: readonly RevisionId[];
  readonly isOrderOpen: boolean;
}

type Record = (graph: RevisionGraph, table: VersionTable, node: RevisionNode) => void;

/** Runs a plan, as far as it goes. All steps are looked up before the first one runs. */
export function runSteps(
  graph: RevisionGraph,
  rows: readonly string[],
  planned: { readonly value: Planned | "never-ends" } | { readonly error: AlembicError },
  direction: "upgrade" | "downgrade",
  record: Record,
): Outcome {
  const before = new VersionTable(rows).contents();
  const nothing = { kind: "fails", steps: [], ran: [], rows: before } as const;
  if ("error" in planned) return { ...nothing, error: planned.error };
  if (planned.value === "never-ends") return { kind: "never-ends" };

  const { steps, isOrderOpen } = planned.value;
  const nodes = steps.map((revision) => graph.nodes.get(revision)!);
  const looked = catchFailures(graph, () => {
    for (const { script } of nodes) lookUpFunction(script, direction);
  });
  if ("error" in looked) return { ...nothing, error: looked.error };

  const run = runUntil(graph, rows, nodes, record);
  if (!run.error) return { kind: "runs", steps, rows: run.table.contents(), isOrderOpen };
  // The step that failed may have moved some rows; what was there before it is what counts.
  const { table } = runUntil(graph, rows, nodes.slice(0, run.done), record);
  return {
    kind: "fails",
    error: run.error,
    steps,
    ran: steps.slice(0, run.done + 1),
    rows: table.contents(),
  };
}

function runUntil(
  graph: RevisionGraph,
  rows: readonly string[],
  nodes: readonly RevisionNode[],
  record: Record,
) {
  const table = new VersionTable(rows);
  let done = 0;
  const result = catchFailures(graph, () => {
    for (const node of nodes) {
      record(graph, table, node);
      done++;
    }
  });
  return { table, done, error: "error" in result ? result.error : null };
}

/** `RevisionStep.__init__` takes the function from the module, which Alembic names after the file. */
function lookUpFunction(script: Script, direction: "upgrade" | "downgrade"): void {
  if (direction === "upgrade" ? script.hasUpgrade : script.hasDowngrade) return;
  const file = script.path.slice(script.path.lastIndexOf("/") + 1);
  const module = file.replaceAll(/[^\p{L}\p{N}_]/gu, "_");
  fail("AttributeError", `module '${module}' has no attribute '${direction}'`);
}
