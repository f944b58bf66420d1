// The ways to mend a database, safest first. Each is planned on the repaired rows before it is offered.

import type { Repair } from "../doctor-model.ts";
import type { Diagnosis } from "./case.ts";
import { howToCheck } from "./how-to-check.ts";
import { joinHeads } from "./join-heads.ts";
import { mendScripts } from "./mend-scripts.ts";
import { moveRows } from "./move-rows.ts";
import { uppermost } from "./rows.ts";
import { runSkipped } from "./run-skipped.ts";
import { type Way, waysOf } from "./ways.ts";
import { widenColumn } from "./widen-column.ts";

const mostRepairs = 2;

/** At most two repairs. None where the scripts themselves do not load or go round in a loop, or where nothing is known of what the database has run. */
export function repairs(diagnosis: Diagnosis): readonly Repair[] {
  if (diagnosis.graph.loadError !== null || diagnosis.graph.cycles.length > 0) return [];
  const ways = [...waysOf(diagnosis)];
  return ways
    .flatMap((way) => planWay(diagnosis, way) ?? [])
    .concat(runSkipped(diagnosis) ?? [], joinHeads(diagnosis) ?? [])
    .slice(0, mostRepairs);
}

/** Plans a way to its end; null where it leads nowhere. */
function planWay(diagnosis: Diagnosis, way: Way): Repair | null {
  const stands = diagnosis.rows.map((row) => ({ row, revisions: way.stands(row) }));
  const rows = uppermost(
    way.graph,
    stands.flatMap(({ revisions }) => revisions),
  );
  const mended = mendScripts(way.graph, rows);
  if (!mended) return null;
  const meant = new Map(
    stands.flatMap(({ row, revisions: [one, ...more] }) =>
      one !== undefined && more.length === 0 ? [[row.text, one] as const] : [],
    ),
  );
  const moved = moveRows({ ...diagnosis, graph: mended.graph }, rows, meant);
  const scriptSteps = [...way.before, ...mended.steps];
  const widened = widenColumn(diagnosis, [...rows, ...mended.runs]);
  const steps = [...scriptSteps, ...(widened ? [widened] : []), ...(moved ? [moved.step] : [])];
  if (steps.length === 0) return null;
  return {
    title: way.title(rows),
    steps,
    rows,
    runs: mended.runs,
    changes:
      moved?.changes ??
      (scriptSteps.length > 0
        ? "Nothing in the database; only scripts change."
        : "The column gets wider; no row changes."),
    keeps: way.keeps,
    check: howToCheck(diagnosis.directory, rows, mended.runs),
  };
}
