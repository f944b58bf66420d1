// Two programs in one version table: a table of its own for one of them.

import { code, codes } from "../../text/sentence.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { overlaps, revisionsOf } from "../diagnosis/rows.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { moveToOwnTable } from "./sql.ts";
import { runStep, sqlStep } from "./steps.ts";

const wideEnough = 255;

/** Nothing where it is not known which rows are this project's: all of them must be known, and at least one of them be ours. */
export function* separateTables(diagnosis: Diagnosis): Iterable<Repair> {
  const { stories, readings, rows, graph, directory, table, history } = diagnosis;
  const isTheirs = stories.every(
    ({ fate }) => fate === "foreign" || (fate === "unknown" && history === "whole"),
  );
  if (stories.length === 0 || !isTheirs || rows.kind !== "all") return;
  const others = readings.filter(({ kind }) => kind === "unknown");
  const ours = revisionsOf(readings);
  const isClean = readings.every(({ kind }) => kind === "known" || kind === "unknown");
  const plan = overlaps(graph, ours).length > 0 ? null : mendScripts(graph, ours);
  if (ours.length === 0 || !isClean || !plan || plan.steps.length > 0) return;
  const own = ownTable(directory.name);
  const theirs = codes(new Set(others.map(({ text }) => text)));
  const isKnown = stories.every(({ fate }) => fate === "foreign");
  const setting = directory.flaskMigrate
    ? `\`Migrate(app, db, version_table="${own}")\``
    : `\`context.configure(…, version_table="${own}")\`, in every call in \`env.py\``;
  yield {
    title: `${isKnown ? "G" : "Where another program shares this table: g"}ive this project a version table of its own.`,
    steps: [
      runStep(`Stop both programs. Write into this project's code: ${setting}.`, []),
      sqlStep("Take this project's rows along:", moveToOwnTable(table, own, ours, wideEnough)),
    ],
    rows: ours,
    runs: plan.runs,
    before: isKnown
      ? ["Back up the database."]
      : [
          `Make sure that ${theirs} ${others.length === 1 ? "is" : "are"} another program's: if this project made ${others.length === 1 ? "it" : "them"}, find the script instead.`,
        ],
    changes: `The table ${code(own)} is made and holds ${codes(ours)}; ${code(table.name)} keeps ${theirs}.`,
    keeps: `The other program's rows stay where they are, and both programs upgrade again. From now on name the table: \`--version-table ${own}\`.`,
    check: howToCheck(directory, ours, plan.runs),
  };
}

/** A name after what the script directory belongs to. */
function ownTable(directory: string): string {
  const common = /^(migrations?|alembic|versions?|db|database|src|app|\.)$/i;
  const parts = directory.split("/").filter((part) => !common.test(part));
  const name = (parts.at(-1) ?? "own").toLowerCase().replaceAll(/[^a-z\d]+/g, "_");
  return `alembic_version_${name.slice(0, 40)}`;
}
