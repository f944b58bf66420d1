// Graphs for tests, out of a history or out of one line of `id<down,…~depends_on,…@label,…`.

import { buildGraph } from "../../src/graph/build.ts";
import { type HistoryEntry, parseHistory } from "../../src/graph/history.ts";
import type { Located, ParsedFile, RevisionGraph, RevisionId, Script } from "../../src/model.ts";

/** The graph of a history as `alembic history` prints it; load order is the order of the lines. */
export function graphOf(history: string): RevisionGraph {
  return buildGraph(filesOf(parseHistory(history)));
}

/** The graph of one line: `a b<a c<a m<b,c~x@lab` has a merge `m` that depends on `x` and is labelled `lab`. */
export function graphOfLine(line: string): RevisionGraph {
  return buildGraph(filesOf(parseLine(line)));
}

/** Reads the one-line notation; load order is the written order. */
export function parseLine(line: string): readonly HistoryEntry[] {
  const words = line.split(/[ \n]+/).filter((word) => word !== "");
  return words.map((word) => {
    const list = (mark: string) =>
      word.match(new RegExp(`${mark}([^<~@]*)`))?.[1]?.split(",") ?? [];
    return {
      revision: /^[^<~@]*/.exec(word)![0],
      downRevisions: list("<"),
      dependsOn: list("~"),
      branchLabels: list("@"),
      message: "",
    };
  });
}

/** The parsed files of a history without any text behind them. Places are those of a file as Alembic's template lays it out. */
export function filesOf(entries: readonly HistoryEntry[], directory = "versions"): ParsedFile[] {
  const used = new Map<string, number>();
  return entries.map((entry): ParsedFile => {
    const copy = (used.get(entry.revision) ?? 0) + 1;
    used.set(entry.revision, copy);
    const path = `${directory}/${entry.revision}${copy === 1 ? "" : `_${copy}`}.py`;
    const id = JSON.stringify(entry);
    return { kind: "script", path, id, script: scriptOf(path, id, entry) };
  });
}

function scriptOf(path: string, id: string, entry: HistoryEntry): Script {
  const at = (line: number) => ({ path, line, column: 1, endLine: line, endColumn: 2 });
  const located = <T extends string>(names: readonly string[], line: number): Located<T>[] =>
    names.map((value) => ({ value: value as T, at: at(line) }));
  const header = ": Union[str, Sequence[str], None] = ";
  return {
    path,
    id,
    message: entry.message,
    revision: { value: entry.revision as RevisionId, at: at(15) },
    revisionIsAssigned: true,
    downRevisions: located<RevisionId>(entry.downRevisions, 16),
    dependsOn: located(entry.dependsOn, 18),
    branchLabels: located(entry.branchLabels, 17),
    downRevisionAssignment: { at: at(16), prefix: `down_revision${header}`, quote: "'" },
    dependsOnAssignment: { at: at(18), prefix: `depends_on${header}`, quote: "'" },
    hasUpgrade: true,
    hasDowngrade: true,
    allows: [],
  };
}
