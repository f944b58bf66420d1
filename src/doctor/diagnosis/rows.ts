// What each row of the version table is: a revision, something that Alembic takes for one, or nothing it knows.

import { reach } from "../../graph/reach.ts";
import { resolve } from "../../graph/resolve.ts";
import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../model.ts";
import { codes } from "../../text/sentence.ts";

/** One row. `padded` has blanks around a revision, `abbreviated` is the beginning of one, or a label. */
export type Row =
  | { readonly kind: "known"; readonly text: string; readonly revision: RevisionId }
  | {
      readonly kind: "padded" | "abbreviated";
      readonly text: string;
      readonly revision: RevisionId;
    }
  | { readonly kind: "empty" | "unknown"; readonly text: string };

/** What a row is to Alembic. */
export function readRow(graph: RevisionGraph, text: string): Row {
  const own = graph.nodes.get(text as RevisionId);
  if (own) return { kind: "known", text, revision: own.revision };
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty", text };
  const meant = graph.nodes.get(trimmed as RevisionId);
  if (meant) return { kind: "padded", text, revision: meant.revision };
  const found = resolve(graph, text);
  const [only, ...others] = found.kind === "found" ? found.revisions : [];
  const isName = only?.startsWith(text) || [...graph.labels.keys()].some((l) => l.startsWith(text));
  return only !== undefined && others.length === 0 && isName
    ? { kind: "abbreviated", text, revision: only }
    : { kind: "unknown", text };
}

/** Rows as names in a sentence; an empty one is called that. */
export function rowNames(texts: Iterable<string>): string {
  return codes([...texts].map((text) => (text === "" ? "(empty)" : text)));
}

/** The revisions that rows stand for, each once. */
export function revisionsOf(rows: readonly Row[]): readonly RevisionId[] {
  return [...new Set(rows.flatMap((row) => ("revision" in row ? [row.revision] : [])))];
}

/** Rows that stand there more than once, each told once. */
export function doubled(rows: readonly Row[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { text } of rows) (seen.has(text) ? again : seen).add(text);
  return [...again];
}

/** Of these revisions, those that lie below none of the others: what a database that ran all of them stands at. */
export function uppermost(
  graph: RevisionGraph,
  revisions: readonly RevisionId[],
): readonly RevisionId[] {
  const below = reach(
    revisions.flatMap((one) => graph.nodes.get(one)?.normalized ?? []),
    (one) => graph.nodes.get(one)?.normalized ?? [],
  );
  return [...new Set(revisions)].filter((one) => !below.has(one));
}

/** The revisions that lie below others of them, each with one of those. */
export function overlaps(
  graph: RevisionGraph,
  revisions: readonly RevisionId[],
): readonly { readonly lower: RevisionId; readonly upper: RevisionId }[] {
  const tops = uppermost(graph, revisions);
  const isTop = new Set(tops);
  const reached = tops.map((upper) => ({ upper, below: ancestors(graph, [upper]) }));
  return revisions
    .filter((one) => !isTop.has(one))
    .flatMap((lower) => {
      const above = reached.find(({ below }) => below.has(lower));
      return above ? [{ lower, upper: above.upper }] : [];
    });
}
