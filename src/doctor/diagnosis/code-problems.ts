// What a message tells of the code that said it, and what keeps Alembic from reading its configuration.

import type { RevisionId } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Evidence, SpokenError } from "../evidence/evidence.ts";
import type { RowProblem } from "../model.ts";

/** A configuration that Alembic refuses: no command works, whatever the database holds. */
export function* configurationProblems({ configProblems }: Evidence): Iterable<RowProblem> {
  for (const { at, what, alembicSays } of configProblems) {
    if (alembicSays === null) continue;
    yield {
      kind: "broken-configuration",
      rows: [],
      what: `${code(`${at.path}:${at.line}`)}: ${what} Alembic says: ${code(alembicSays)}.`,
    };
  }
}

/** What only the message tells: the scripts here and the rows may be in order. */
export function* testimonyProblems(evidence: Evidence): Iterable<RowProblem> {
  const { testimony } = evidence;
  const error = testimony?.error;
  if (!error) return;
  if (error.kind === "cannot-locate") yield* olderCode(evidence, error);
  if (error.kind === "not-found") {
    yield {
      kind: "moved-row",
      rows: error.names.slice(0, 1),
      what: `Between reading the row ${codes(error.names.slice(0, 1))} and writing its successor, another process changed it: two processes upgraded at the same moment (two containers, several workers), and the slower one says this. What it had begun was rolled back where the database rolls back statements that change tables; MySQL and SQLite may have run them twice. Upgrade from one process, before the others start.`,
    };
  }
}

/** It could not find what these scripts have: other code said it. */
function* olderCode(
  { graph, rows, lost, elsewhere }: Evidence,
  error: SpokenError,
): Iterable<RowProblem> {
  const here = notFoundElsewhere(graph, error);
  if (here.length === 0 || (rows.kind === "all" && !here.some((one) => rows.ids.includes(one)))) {
    return;
  }
  const [first] = here;
  const added = lost.get(first!)?.found.addedIn;
  const since = added
    ? ` ${code(first!)} came with commit ${code(added.commit.slice(0, 10))} of ${added.date.slice(0, 10)} (${code(added.subject)})${elsewhere?.kind === "tag" ? `; the first release that has it is ${code(elsewhere.name)}` : ""}.`
    : "";
  yield {
    kind: "older-code",
    rows: here,
    what: `These scripts have ${codes(here)}, and the code that said so has not: it is older than what was looked at here, or made from another branch. The database was upgraded by newer code before.${since}`,
  };
}

/** The revisions of these scripts that a message could not locate. */
export function notFoundElsewhere(
  graph: Evidence["graph"],
  error: SpokenError | null | undefined,
): readonly RevisionId[] {
  if (error?.kind !== "cannot-locate") return [];
  return error.rows.filter((one): one is RevisionId => graph.nodes.has(one as RevisionId));
}
