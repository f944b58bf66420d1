// Where a script broke off in the middle: take away what it made, so that it can run again from its beginning.

import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { revisionsOf } from "../diagnosis/rows.ts";
import { brokeOff, compareWithSchema, type Made, nameOf } from "../diagnosis/schema.ts";
import type { DatabaseKind, Repair, Sql } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { tableIn } from "./sql.ts";
import { sqlStep } from "./steps.ts";

/** Null unless the first script that makes anything broke off, and nothing else is wrong. */
export function takeBackHalf(diagnosis: Diagnosis): Repair | null {
  const { problems, upgradeHeads, directory, graph } = diagnosis;
  if (!problems.some(({ kind }) => kind === "half-run")) return null;
  if (!problems.every(({ kind }) => usual.has(kind)) || upgradeHeads?.kind !== "runs") return null;
  const scripts = compareWithSchema(diagnosis, upgradeHeads.revisions);
  const half = brokeOff(scripts, diagnosis.dialect);
  // What comes before it and was not recorded has to be recorded first.
  const isNext =
    half && scripts.slice(0, scripts.indexOf(half)).every(({ there }) => there.length === 0);
  if (!isNext) return null;
  // A column goes with its table.
  const tables = new Set(
    half.there.flatMap((step) => (step.kind === "create-table" ? [step.table] : [])),
  );
  const things = half.there
    .filter((step) => step.kind === "create-table" || !tables.has(step.table))
    .toReversed();
  const names = codes(things.map(nameOf));
  const rows = revisionsOf(diagnosis.readings);
  const next = planUpgrade(graph, rows, "heads");
  if (next.kind !== "runs") return null;
  return {
    title: `Take away what ${code(half.revision)} left, and upgrade again.`,
    steps: [
      sqlStep(
        "See whether anything stands in it. Go on only where each answer is 0:",
        forEach(things, look),
      ),
      sqlStep("Then take it away:", forEach(things, drop)),
    ],
    before: ["Stop whatever else upgrades this database, and make a backup."],
    rows,
    runs: next.steps,
    changes: `${names} ${things.length === 1 ? "goes" : "go"}; ${code(half.revision)} makes ${things.length === 1 ? "it" : "them"} again.`,
    keeps: `The rows stay. Do not take this way where ${names} ${things.length === 1 ? "holds" : "hold"} anything, or where another program made ${things.length === 1 ? "it" : "them"}.`,
    check: howToCheck(directory, rows, next.steps),
  };
}

const usual = new Set(["half-run", "broke-off", "several-heads", "left-over-table"]);

function forEach(things: readonly Made[], write: (kind: DatabaseKind, step: Made) => string): Sql {
  const all = (kind: DatabaseKind) => things.map((step) => write(kind, step)).join("\n");
  return { postgresql: all("postgresql"), mysql: all("mysql"), sqlite: all("sqlite") };
}

function placeOf(kind: DatabaseKind, step: Made): string {
  return tableIn(kind, { schema: step.schema ?? null, name: step.table });
}

/** A column's name is quoted as a table's is. */
function columnOf(kind: DatabaseKind, name: string): string {
  return tableIn(kind, { schema: null, name });
}

function look(kind: DatabaseKind, step: Made): string {
  const from = `SELECT COUNT(*) FROM ${placeOf(kind, step)}`;
  return step.kind === "create-table"
    ? `${from};`
    : `${from} WHERE ${columnOf(kind, step.column)} IS NOT NULL;`;
}

function drop(kind: DatabaseKind, step: Made): string {
  return step.kind === "create-table"
    ? `DROP TABLE ${placeOf(kind, step)};`
    : `ALTER TABLE ${placeOf(kind, step)} DROP COLUMN ${columnOf(kind, step.column)};`;
}
