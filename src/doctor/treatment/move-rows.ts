// The step of a repair that changes rows: as commands of Alembic's and as SQL.

import type { RevisionGraph, RevisionId } from "../../model.ts";
import { planStamp } from "../../plan/index.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { code } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";
import { rowNames } from "../diagnosis/rows.ts";
import type { Evidence, KnownRows } from "../evidence/evidence.ts";
import { canPurge } from "../evidence/flask-version.ts";
import type { RepairStep } from "../model.ts";
import { changeRows } from "./sql.ts";
import { stampAround } from "./stamp-around.ts";
import { toolStep } from "./steps.ts";

/** Changes the rows to these; null where they are so already. */
export function moveRows(
  evidence: Evidence,
  to: readonly RevisionId[],
  meant: ReadonlyMap<string, RevisionId>,
): { readonly step: RepairStep; readonly changes: string } | null {
  const { directory, table, rows } = evidence;
  if (isSameRows(rows.ids, to)) return null;
  const stamps = stampsTo(evidence, rows, to);
  const step = toolStep(
    directory,
    stamps.length > 0 && rows.kind === "at-least" ? stampsWithOthers : "Change the rows:",
    stamps.map((rest) => ["stamp", rest]),
  );
  return {
    step: { ...step, sql: changeRows(table, { rows, to, meant }) },
    changes: describe(table.name, rows, to),
  };
}

const stampsWithOthers =
  "Change the rows. Both commands belong together; where one stops with an error, further rows are in the way and nothing has changed: take the SQL.";

/** The arguments of `stamp`; none where Alembic could not be told so without touching further rows. */
function stampsTo(
  { graph, directory, flaskMigrate, sharesCommands }: Evidence,
  rows: KnownRows,
  to: readonly RevisionId[],
): readonly string[] {
  if (sharesCommands) return [];
  if (rows.kind === "at-least") return stampAround(graph, rows.ids, to);
  // Older versions of Flask-Migrate have no `--purge`, and no version takes two revisions at a time.
  if (directory.flaskMigrate && canPurge(flaskMigrate) === false) return [];
  return purgeTo(graph, rows.ids, to, directory.flaskMigrate);
}

function purgeTo(
  graph: RevisionGraph,
  rows: readonly string[],
  to: readonly RevisionId[],
  oneByOne: boolean,
): readonly string[] {
  const names: readonly string[] = to.length === 0 ? ["base"] : to;
  const calls = oneByOne ? names.map((name) => [name]) : [names];
  let now = rows;
  for (const [index, call] of calls.entries()) {
    const stamped = planStamp(graph, now, call, { purge: index === 0 });
    if (stamped.kind === "fails") return [];
    now = stamped.rows;
  }
  if (!isSameRows(now, to)) return [];
  return calls.map((call, index) => {
    const words = call.map(shellWord).join(" ");
    return index === 0 ? `--purge ${words}` : words;
  });
}

/** Whether the rows are these, in any order. */
export function isSameRows(rows: readonly string[], to: readonly string[]): boolean {
  const sorted = [...to].sort(byCodePoint);
  return (
    rows.length === to.length && [...rows].sort(byCodePoint).every((row, i) => row === sorted[i])
  );
}

function describe(table: string, { kind, ids }: KnownRows, to: readonly string[]): string {
  const before = [...new Set(ids)];
  const goes = before.filter((row) => !to.includes(row));
  const comes = to.filter((row) => !before.includes(row));
  const stays = before.filter((row) => to.includes(row));
  const says = (names: readonly string[], one: string, many: string) =>
    names.length === 0 ? [] : [`${rowNames(names)} ${names.length === 1 ? one : many}`];
  const parts = [
    ...says(goes, "goes", "go"),
    ...says(comes, "comes", "come"),
    ...says(stays, ids.length > before.length ? "stays once" : "stays", "stay"),
  ];
  const others = kind === "at-least" ? " Further rows are not touched." : "";
  return `In ${code(table)}: ${parts.join(", ")}.${others}`;
}
