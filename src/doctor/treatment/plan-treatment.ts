// A treatment planned to its end: rows, scripts and what then runs.

import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../model.ts";
import { codes } from "../../text/sentence.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { overlaps, revisionsOf, uppermost } from "../diagnosis/rows.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { moveRows } from "./move-rows.ts";
import type { Treatment } from "./treatments.ts";
import { widenColumn } from "./widen-column.ts";

/** Plans a treatment; null where it leads nowhere, or where further rows could make it lead elsewhere. */
export function planTreatment(diagnosis: Diagnosis, treatment: Treatment): Repair | null {
  const { readings, directory } = diagnosis;
  const isWhole = diagnosis.rows.kind === "all";
  const stands = readings.map((row) => ({ row, revisions: treatment.stands(row) }));
  const rows = uppermost(
    treatment.graph,
    stands.flatMap(({ revisions }) => revisions),
  );
  const mended = mendScripts(treatment.graph, rows);
  if (!mended || (!isWhole && mended.steps.length > 0)) return null;
  const meant = new Map(
    stands.flatMap(({ row, revisions: [one, ...more] }) =>
      one !== undefined && more.length === 0 ? [[row.text, one] as const] : [],
    ),
  );
  const moved = moveRows({ ...diagnosis, graph: mended.graph }, rows, meant);
  const scriptSteps = [...treatment.before, ...mended.steps];
  const widened = widenColumn(diagnosis, isWhole ? [...rows, ...mended.runs] : rows);
  const steps = [...scriptSteps, ...(widened ? [widened] : []), ...(moved ? [moved.step] : [])];
  if (steps.length === 0) return null;
  const runs = isWhole ? mended.runs : null;
  return {
    title: treatment.title(rows),
    steps,
    rows,
    runs,
    before: [
      ...(moved ? ["Stop whatever else upgrades this database."] : []),
      ...between(diagnosis),
    ],
    changes:
      moved?.changes ??
      (scriptSteps.length > 0
        ? "Nothing in the database; only scripts change."
        : "The column gets wider; no row changes."),
    keeps: treatment.keeps,
    check: howToCheck(directory, rows, runs),
  };
}

/** Revisions between two rows that overlap: whether they ran, the rows do not tell. */
function between({ graph, readings, rows }: Diagnosis): readonly string[] {
  return overlaps(graph, revisionsOf(readings)).flatMap(({ lower, upper }) => {
    const names = revisionsBetween(graph, lower, upper);
    if (names.length === 0) return [];
    const otherwise =
      rows.kind === "all" ? "" : " If it is not, list all rows and give them with `--rows`.";
    return [
      `Between the two rows ${names.length === 1 ? "lies" : "lie"} ${codes(names)}: look whether what ${names.length === 1 ? "it creates" : "they create"} is there.${otherwise}`,
    ];
  });
}

/** What `upper` stands on and `lower` neither is nor stands on. */
function revisionsBetween(
  graph: RevisionGraph,
  lower: RevisionId,
  upper: RevisionId,
): readonly RevisionId[] {
  const covered = ancestors(graph, [lower]);
  return [...ancestors(graph, [upper])]
    .filter((one) => one !== upper && !covered.has(one))
    .reverse();
}
