// The diagnosis in one sentence.

import type { Diagnosis } from "./diagnosis/diagnosis.ts";
import { isHarmless } from "./diagnosis/diagnosis.ts";
import type { DoctorReport, Fate, ProblemKind } from "./model.ts";

/** What a person reads first. */
export function summarise(diagnosis: Diagnosis, verdict: DoctorReport["verdict"]): string {
  const { problems, rows, stories, testimony, history } = diagnosis;
  const [problem] = problems.filter((one) => !isHarmless(one));
  if (problem?.kind === "unknown-row") {
    const story = stories.find(({ row }) => row === problem.rows[0]);
    return (story?.fate ?? "unknown") === "unknown" ? unknown[history] : fates[story!.fate];
  }
  if (problem) return titles[problem.kind];
  const wasMoved = problems.some(({ kind }) => kind === "moved-row");
  if (rows.kind === "all") {
    return `${wasMoved ? `${titles["moved-row"]} ` : ""}${inOrder(diagnosis)}`;
  }
  if (wasMoved) return `${titles["moved-row"]} Look at the rows again.`;
  if (verdict === "fails") return titles["several-heads"];
  return testimony?.error
    ? "The error names no row, and these scripts alone do not lead to it."
    : "Nothing wrong is known of this database; which rows it holds is not known.";
}

function inOrder({ upgradeHeads, table, rows, graph }: Diagnosis): string {
  const due = upgradeHeads?.kind === "runs" ? upgradeHeads.revisions : [];
  const stand =
    table.isMissing === true
      ? "There is no version table yet: to Alembic this is an empty database."
      : rows.ids.length === 0
        ? "The version table is empty: to Alembic nothing has run here yet."
        : "The rows are in order.";
  const heads = graph.heads.length > 1 ? " `upgrade heads` works; `upgrade head` does not." : "";
  const next =
    due.length === 0
      ? "The database is up to date."
      : `\`upgrade heads\` runs ${due.length === 1 ? "one revision" : `${due.length} revisions`}.`;
  return `${stand} ${next}${heads}`;
}

const titles: Readonly<Record<ProblemKind, string>> = {
  "unknown-row": "The database stands at a revision that no script has.",
  "foreign-row": "The version table holds rows of another program.",
  "older-code":
    "The code that said so is older than the database: these scripts have the revision, that code has not.",
  "moved-row": "Two processes upgraded at the same moment, and this was the slower one.",
  "overlapping-rows": "The version table holds a row that another row covers.",
  "doubled-row": "A row stands in the version table more than once.",
  "abbreviated-row": "A row of the version table is not a whole revision.",
  "padded-row": "A row of the version table has blanks around it.",
  "empty-row": "A row of the version table is empty.",
  "narrow-column": "The version table is too narrow for these revisions.",
  "unrecorded-schema": "The tables are there, and no row says that a script made them.",
  "schema-ahead": "The schema is ahead of the rows.",
  "half-run": "A script broke off in the middle, and what it had made is still there.",
  "broke-off": "A script broke off, and the database is not as it expects.",
  "table-elsewhere": "The version table that was looked at has no rows, but there is another one.",
  "tables-without-row": "There are tables, and no row says whether these scripts made them.",
  "broken-batch": "A batch operation broke off and left a copy of a table.",
  "left-over-table": "A batch operation broke off once and left a copy of a table.",
  "several-heads": "The scripts have several heads, and the command asks for one.",
  "duplicate-revision": "Two files declare the same revision; the database is not the cause.",
  "crashing-script": "A script's list of down revisions makes the upgrade crash.",
  "broken-scripts": "The scripts are broken; the database is not the cause.",
  "broken-configuration": "Alembic refuses its configuration; the database is not the cause.",
};

const fates: Readonly<Record<Fate, string>> = {
  unloaded: "The database stands at a script that lies where Alembic does not look.",
  renamed: "The database stands at a revision whose identifier was changed in its script.",
  squashed: "The database stands at a revision that was squashed into another.",
  removed: "The database stands at a revision whose script was deleted.",
  newer: "The database is newer than this code: it stands at a revision that came later.",
  elsewhere: "The database stands at a revision of another branch.",
  foreign: titles["foreign-row"],
  unknown: titles["unknown-row"],
};

const unknown: Readonly<Record<Diagnosis["history"], string>> = {
  whole: "The database stands at a revision that no script has, and git knows nothing of it.",
  shallow:
    "The database stands at a revision that no script here has; the history here is not whole.",
  none: "The database stands at a revision that no script here has; there is no history to look in.",
};
