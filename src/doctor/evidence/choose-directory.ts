// Which of several script directories a database follows, told by its rows.

import type { RevisionGraph, ScriptDirectory } from "../../model.ts";
import { readRow } from "../diagnosis/rows.ts";

/** One script directory with its graph. */
export interface Candidate {
  readonly directory: ScriptDirectory;
  readonly graph: RevisionGraph;
}

/** The one that knows most of the rows; null where that is not clear. Environments that share their scripts count as one. */
export function chooseDirectory<T extends Candidate>(
  candidates: readonly T[],
  rows: readonly string[],
): T | null {
  const different = candidates.filter(
    ({ directory }, index) =>
      candidates.findIndex((one) => places(one.directory) === places(directory)) === index,
  );
  if (different.length === 1) return different[0]!;
  const ranked = different
    .map((candidate) => ({ candidate, known: knownRows(candidate.graph, rows) }))
    .sort((a, b) => b.known - a.known);
  const [best, second] = ranked;
  return best && second && best.known > second.known ? best.candidate : null;
}

function places({ versionLocations }: ScriptDirectory): string {
  return versionLocations.join("\n");
}

function knownRows(graph: RevisionGraph, rows: readonly string[]): number {
  return rows.filter((row) => "revision" in readRow(graph, row)).length;
}
