// Where the schema is ahead of the rows: write down what ran, after a look at what no catalogue shows.

import type { RevisionId, UpgradeStep } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { revisionsOf, uppermost } from "../diagnosis/rows.ts";
import { compareWithSchema, nameOf, type ScriptInSchema } from "../diagnosis/schema.ts";
import type { Repair, RepairStep, Sql } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { moveRows } from "./move-rows.ts";
import { tableIn } from "./sql.ts";
import { sqlStep } from "./steps.ts";

const causes = new Set(["unrecorded-schema", "schema-ahead", "half-run"]);
const mostTold = 8;

/** Records the scripts up to the last whose tables and columns are all there; null where that is not clear, or where more is wrong. */
export function recordWhatRan(diagnosis: Diagnosis): Repair | null {
  const { problems, upgradeHeads, graph, readings, directory } = diagnosis;
  if (!problems.some(({ kind }) => causes.has(kind))) return null;
  if (!problems.every(({ kind }) => causes.has(kind) || beside.has(kind))) return null;
  if (upgradeHeads?.kind !== "runs") return null;
  const scripts = compareWithSchema(diagnosis, upgradeHeads.revisions);
  const ran = ranWhole(scripts);
  // Something further on is there although what comes before it is not: nobody can say what ran.
  if (!ran || ran.length === 0) return null;
  const rows = uppermost(graph, [...revisionsOf(readings), ...ran.map(({ revision }) => revision)]);
  const moved = moveRows(diagnosis, rows, new Map());
  const next = planUpgrade(graph, rows, "heads");
  if (!moved || next.kind !== "runs") return null;
  const names = ran.map(({ revision }) => revision);
  return {
    title: `Write down that ${codes(names)} ran, after a look at the schema.`,
    steps: [...newTable(diagnosis), { ...moved.step, say: "Record it:" }],
    before: whatToLookAt(ran),
    rows,
    runs: next.steps,
    changes: moved.changes,
    keeps: `No table but this one is touched, and no revision runs. Take this way only where what ${codes(names)} ${names.length === 1 ? "does" : "do"} is there: \`stamp\` believes it without looking.`,
    check: howToCheck(directory, rows, next.steps),
  };
}

/** Problems that do not change what can be recorded. */
const beside = new Set(["several-heads", "broke-off", "left-over-table"]);

/** Up to the last script of which everything that is written out is there; null where a gap comes before it. */
function ranWhole(scripts: readonly ScriptInSchema[]): readonly ScriptInSchema[] | null {
  const last = scripts.findLastIndex(
    ({ there, missing }) => there.length > 0 && missing.length === 0,
  );
  const upTo = scripts.slice(0, last + 1);
  const further = scripts.slice(last + 1).filter(({ there }) => there.length > 0);
  // One that is there in part may come next: it broke off.
  if (further.length > 1 || (further.length === 1 && further[0] !== firstToMake(scripts, last)))
    return null;
  return upTo.some(({ missing }) => missing.length > 0) ? null : upTo;
}

function firstToMake(
  scripts: readonly ScriptInSchema[],
  after: number,
): ScriptInSchema | undefined {
  return scripts.slice(after + 1).find(({ there, missing }) => there.length + missing.length > 0);
}

function whatToLookAt(ran: readonly ScriptInSchema[]): readonly string[] {
  const unseen = ran.flatMap(({ revision, unseen }) =>
    unseen.map((step): readonly [RevisionId, UpgradeStep] => [revision, step]),
  );
  const told = unseen
    .slice(0, mostTold)
    .map(([revision, step]) => `${code(revision)}, line ${step.line}: ${code(firstLine(step))}`);
  const rest = unseen.length - told.length;
  return [
    "Stop whatever else upgrades this database, and make a backup.",
    ...(unseen.length === 0
      ? []
      : [
          `Look whether these took place too, which the names of tables and columns do not tell: ${told.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`,
        ]),
  ];
}

function firstLine(step: UpgradeStep): string {
  const [first = ""] = step.kind === "other" ? step.source.split(/\r|\n/, 1) : [nameOf(step)];
  return first.length > 80 ? `${first.slice(0, 80)}…` : first;
}

/** SQL has to make the table first; `stamp` does so by itself. */
function* newTable({ table }: Diagnosis): Iterable<RepairStep> {
  if (table.isMissing !== true) return;
  const make = (kind: keyof Sql) =>
    `CREATE TABLE ${tableIn(kind, table)} (version_num VARCHAR(32) NOT NULL PRIMARY KEY);`;
  yield sqlStep(
    "There is no version table yet. `stamp` makes it; where the row is written in SQL, make it first:",
    { postgresql: make("postgresql"), mysql: make("mysql"), sqlite: make("sqlite") },
  );
}
