// Carries the rows through the steps of a plan.

import { type Caught, catchFailures, fail } from "../graph/failure.ts";
import type { RevisionGraph, RevisionId, RevisionNode, Script } from "../model.ts";
import { moduleName } from "../text/paths.ts";
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
  planned: Caught<Planned | "never-ends">,
  direction: "upgrade" | "downgrade",
  record: Record,
): Outcome {
  const before = new VersionTable(rows).contents();
  const atOnce = { kind: "fails", steps: [], ran: [], rows: before, isOrderOpen: false } as const;
  if ("error" in planned) return { ...atOnce, ...planned };
  if (planned.value === "never-ends") return { kind: "never-ends" };

  const { steps, isOrderOpen } = planned.value;
  const nodes = steps.map((revision) => graph.nodes.get(revision)!);
  const looked = catchFailures(graph, () => {
    for (const { script } of nodes) lookUpFunction(script, direction);
  });
  if ("error" in looked) return { ...atOnce, ...looked, isOrderOpen };

  const { table, done, result } = runUntil(graph, rows, nodes, record);
  if ("value" in result) return { kind: "runs", steps, rows: table.contents(), isOrderOpen };
  // The step that failed may have moved some rows; what was there before it is what counts.
  const good = runUntil(graph, rows, nodes.slice(0, done), record);
  const ran = steps.slice(0, done + 1);
  return { kind: "fails", ...result, steps, ran, rows: good.table.contents(), isOrderOpen };
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
  return { table, done, result };
}

/** `RevisionStep.__init__` takes the function from the module, which Alembic names after the file. */
function lookUpFunction(script: Script, direction: "upgrade" | "downgrade"): void {
  if (direction === "upgrade" ? script.hasUpgrade : script.hasDowngrade) return;
  fail("AttributeError", `module '${moduleName(script.path)}' has no attribute '${direction}'`);
}
