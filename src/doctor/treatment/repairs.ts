// The repairs of a database, safest first. Each is planned on the repaired rows before it is offered.

import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { uppermost } from "../diagnosis/rows.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { joinHeads } from "./join-heads.ts";
import { mendScripts } from "./mend-scripts.ts";
import { moveRows } from "./move-rows.ts";
import { runSkipped } from "./run-skipped.ts";
import { type Treatment, treatmentsOf } from "./treatments.ts";
import { widenColumn } from "./widen-column.ts";

const mostRepairs = 2;

/** At most two repairs. None where the scripts themselves do not load or go round in a loop, or where nothing is known of what the database has run. */
export function repairs(diagnosis: Diagnosis): readonly Repair[] {
  if (diagnosis.graph.loadError !== null || diagnosis.graph.cycles.length > 0) return [];
  return [...treatmentsOf(diagnosis)]
    .flatMap((treatment) => plan(diagnosis, treatment) ?? [])
    .concat(runSkipped(diagnosis) ?? [], joinHeads(diagnosis) ?? [])
    .slice(0, mostRepairs);
}

/** Plans a treatment to its end; null where it leads nowhere. */
function plan(diagnosis: Diagnosis, treatment: Treatment): Repair | null {
  const stands = diagnosis.readings.map((row) => ({ row, revisions: treatment.stands(row) }));
  const rows = uppermost(
    treatment.graph,
    stands.flatMap(({ revisions }) => revisions),
  );
  const mended = mendScripts(treatment.graph, rows);
  if (!mended) return null;
  const meant = new Map(
    stands.flatMap(({ row, revisions: [one, ...more] }) =>
      one !== undefined && more.length === 0 ? [[row.text, one] as const] : [],
    ),
  );
  const moved = moveRows({ ...diagnosis, graph: mended.graph }, rows, meant);
  const scriptSteps = [...treatment.before, ...mended.steps];
  const widened = widenColumn(diagnosis, [...rows, ...mended.runs]);
  const steps = [...scriptSteps, ...(widened ? [widened] : []), ...(moved ? [moved.step] : [])];
  if (steps.length === 0) return null;
  return {
    title: treatment.title(rows),
    steps,
    rows,
    runs: mended.runs,
    changes:
      moved?.changes ??
      (scriptSteps.length > 0
        ? "Nothing in the database; only scripts change."
        : "The column gets wider; no row changes."),
    keeps: treatment.keeps,
    check: howToCheck(diagnosis.directory, rows, mended.runs),
  };
}
