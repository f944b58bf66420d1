// Where the schema is ahead of the rows: write down what ran, after a look at what no catalogue shows.

import type { RevisionId, UpgradeStep } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { revisionsOf, uppermost } from "../diagnosis/rows.ts";
import { brokeOff, compareWithSchema, nameOf, type ScriptInSchema } from "../diagnosis/schema.ts";
import type { Repair, RepairStep, Sql } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { moveRows } from "./move-rows.ts";
import { tableIn } from "./sql.ts";
import { sqlStep } from "./steps.ts";

const causes = new Set(["unrecorded-schema", "schema-ahead", "half-run"]);
const mostTold = 8;
const mostNames = 4;

const isIndex = (step: UpgradeStep) =>
  step.kind === "other" && /^\w+\.create_(?:index|unique_constraint)\b/.test(step.source);

/** Records the scripts up to the last whose tables and columns are all there; null where that is not clear, or where more is wrong. */
export function recordWhatRan(diagnosis: Diagnosis): Repair | null {
  const { problems, upgradeHeads, graph, readings, directory } = diagnosis;
  if (!problems.some(({ kind }) => causes.has(kind))) return null;
  if (!problems.every(({ kind }) => causes.has(kind) || beside.has(kind))) return null;
  if (upgradeHeads?.kind !== "runs") return null;
  const scripts = compareWithSchema(diagnosis, upgradeHeads.revisions);
  const ran = ranWhole(scripts, diagnosis);
  // Something further on is there although what comes before it is not: nobody can say what ran.
  if (!ran || ran.length === 0) return null;
  const rows = uppermost(graph, [...revisionsOf(readings), ...ran.map(({ revision }) => revision)]);
  const moved = moveRows(diagnosis, rows, new Map());
  const next = planUpgrade(graph, rows, "heads");
  if (!moved || next.kind !== "runs") return null;
  const names = ran.map(({ revision }) => revision);
  const all =
    names.length > mostNames
      ? `${code(names.at(-1)!)} and the ${names.length - 1} before it`
      : codes(names);
  return {
    title: `Write down that ${all} ran, after a look at the schema.`,
    steps: [...newTable(diagnosis), { ...moved.step, say: "Record it:" }],
    before: whatToLookAt(ran, scripts.slice(ran.length)),
    rows,
    runs: next.steps,
    changes: moved.changes,
    keeps: `No table but this one is touched, and no revision runs. Take this way only where what ${all} ${names.length === 1 ? "does" : "do"} is there: \`stamp\` believes it without looking.`,
    check: howToCheck(directory, rows, next.steps),
  };
}

/** Problems that do not change what can be recorded. */
const beside = new Set(["several-heads", "broke-off", "left-over-table"]);

/** Up to the last script of which something is there; null where something that an earlier one makes is missing. The one that broke off comes next. */
function ranWhole(
  scripts: readonly ScriptInSchema[],
  { dialect }: Diagnosis,
): readonly ScriptInSchema[] | null {
  const half = brokeOff(scripts, dialect);
  const whole = half ? scripts.slice(0, scripts.indexOf(half)) : scripts;
  const upTo = whole.slice(0, whole.findLastIndex(({ there }) => there.length > 0) + 1);
  return upTo.some(({ missing }) => missing.length > 0) ? null : upTo;
}

function whatToLookAt(
  ran: readonly ScriptInSchema[],
  next: readonly ScriptInSchema[],
): readonly string[] {
  const doubtful = ran
    .flatMap(({ revision, unseen, gone }) =>
      [...unseen, ...gone].map((step) => ({ revision, step, isIndex: isIndex(step) })),
    )
    // An index is the smallest of all doubts.
    .sort((a, b) => Number(a.isIndex) - Number(b.isIndex))
    .map(({ revision, step }) => told(revision, step));
  return [
    "Stop whatever else upgrades this database, and make a backup.",
    ...(doubtful.length === 0
      ? []
      : [
          `Look whether these took place too, which the names of tables and columns do not tell: ${few(doubtful)}.`,
        ]),
    ...whatMayHaveRun(next),
  ];
}

/** Scripts that come next and leave nothing that could be seen may have run as well, and would run again. */
function* whatMayHaveRun(next: readonly ScriptInSchema[]): Iterable<string> {
  const end = next.findIndex(({ there, missing }) => there.length + missing.length > 0);
  const silent = (end < 0 ? next : next.slice(0, end)).filter(({ unseen }) => unseen.length > 0);
  if (silent.length === 0) return;
  const names = codes(silent.map(({ revision }) => revision));
  const them = silent.length === 1 ? "it" : "them";
  yield `Look whether ${names} ran as well: nothing that ${silent.length === 1 ? "it does" : "they do"} shows in the names (${few(silent.flatMap(({ revision, unseen }) => unseen.map((step) => told(revision, step))))}). What ran is recorded with ${them}: name the last one that did in the \`stamp\`, or the next upgrade runs ${them} again.`;
}

function told(revision: RevisionId, step: UpgradeStep): string {
  return `${code(revision)}, line ${step.line}: ${code(firstLine(step))}`;
}

function few(texts: readonly string[]): string {
  const rest = texts.length - mostTold;
  return `${texts.slice(0, mostTold).join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
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
