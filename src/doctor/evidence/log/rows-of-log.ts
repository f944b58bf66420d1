// Rows that a log tells by the steps it shows, where its error names none.

import type { RevisionGraph, RevisionId } from "../../../model.ts";
import type { Testimony } from "../evidence.ts";

/** Rows that surely stand in the table after the log: of these, there may be more. */
export function rowsOfLog(testimony: Testimony, graph: RevisionGraph): readonly string[] {
  const { error, steps, isTransactional } = testimony;
  if (error === null || error.rows.length > 0 || !runsInScript(testimony)) return [];
  // Whether a run of several steps was taken back as a whole is a setting of `env.py`.
  const isCertain = steps.length === 1 || isTransactional === false;
  const last = steps.at(-1);
  if (!last || !isCertain || last.kind !== "upgrade") return [];
  return last.from.filter((row) => isRowBefore(graph, row, last.to));
}

/** Errors that come while a script runs; others come before the first step, or after the last. */
function runsInScript({ error }: Testimony): boolean {
  return ["already-exists", "does-not-exist", "script-failed", "too-long"].includes(
    error?.kind ?? "",
  );
}

/** A revision that ran is a row as long as nothing that stands on it has run: certain where only this step does. */
function isRowBefore(graph: RevisionGraph, row: string, to: readonly string[]): boolean {
  const node = graph.nodes.get(row as RevisionId);
  return node?.allNext.every((next) => to.includes(next)) ?? false;
}
