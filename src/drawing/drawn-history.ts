// The part of a history that a drawing shows, in the notation of `alembic history`.

import { historyLines } from "../graph/history.ts";
import type { Drawing, RevisionGraph } from "../model.ts";

/** Newest first; a straight run that is drawn as one is one line, `… 12 revisions from a1 to c3`. Empty for an empty drawing. */
export function printDrawnHistory(graph: RevisionGraph, drawing: Drawing): string {
  const shown = new Set(drawing.revisions.map(({ revision }) => revision));
  const runs = new Map(drawing.runs.map((run) => [run.to, run]));
  const lines: string[] = [];
  for (const { revision, line } of historyLines(graph)) {
    const run = runs.get(revision);
    if (run) lines.push(`… ${run.count} revisions from ${run.from} to ${run.to}`);
    else if (shown.has(revision)) lines.push(line);
  }
  if (drawing.leftOut > 0) lines.push(`… ${drawing.leftOut} more revisions`);
  return lines.map((line) => `${line}\n`).join("");
}
