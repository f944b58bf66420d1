// What is wrong with the rows of a version table, and with its column.

import { code, codes } from "../../text/sentence.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { CommandOutcome, LostStory, RowProblem } from "../model.ts";
import { doubled, overlaps, type Row, revisionsOf } from "./rows.ts";

/** What is wrong with the rows. */
export function* rowProblems(
  { graph }: Evidence,
  rows: readonly Row[],
  stories: readonly LostStory[],
): Iterable<RowProblem> {
  for (const { row, fate, told } of stories) {
    const kind = fate === "foreign" ? "foreign-row" : "unknown-row";
    yield { kind, rows: [row], what: told.join(" ") };
  }
  for (const row of rows) yield* spelling(row);
  for (const row of doubled(rows)) {
    yield {
      kind: "doubled-row",
      rows: [row],
      what: `The row ${code(row)} stands there more than once: the table has lost its primary key. The first step that moves it fails.`,
    };
  }
  for (const { lower, upper } of overlaps(graph, revisionsOf(rows))) {
    yield {
      kind: "overlapping-rows",
      rows: [lower, upper],
      what: `${code(upper)} stands on ${code(lower)}, so the row ${code(upper)} covers both and the row ${code(lower)} is one too many.`,
    };
  }
}

function* spelling(row: Row): Iterable<RowProblem> {
  switch (row.kind) {
    case "abbreviated":
      yield {
        kind: "abbreviated-row",
        rows: [row.text],
        what: `The row ${code(row.text)} is not a whole revision; Alembic takes it for ${code(row.revision)}. The next upgrade that runs something adds a row beside it, and the one after that says that the two overlap.`,
      };
      return;
    case "padded":
      yield {
        kind: "padded-row",
        rows: [row.text],
        what: `The row ${code(row.text)} is ${code(row.revision)} with blanks around it, and Alembic does not find it.`,
      };
      return;
    case "empty":
      yield {
        kind: "empty-row",
        rows: [row.text],
        what: "A row is empty: it stands for no revision, and Alembic stops at it.",
      };
      return;
    case "known":
    case "unknown":
  }
}

/** A column that is too narrow for what is due. */
export function* columnProblems(
  { graph, table, dialect }: Evidence,
  upgrade: CommandOutcome,
): Iterable<RowProblem> {
  const limit = table.width ?? null;
  if (limit === null || dialect === "sqlite" || upgrade.kind !== "runs") return;
  const tooLong = upgrade.revisions.filter((one) => [...one].length > limit);
  if (tooLong.length === 0 || graph.nodes.size === 0) return;
  yield {
    kind: "narrow-column",
    rows: [],
    what: `The column \`version_num\` holds ${limit} characters, and ${codes(tooLong)} ${tooLong.length === 1 ? "is" : "are"} longer: the upgrade fails there, or the database cuts the identifier and the next upgrade fails.`,
  };
}
