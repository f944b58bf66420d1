// Where two rows overlap and scripts lie between them: the treatment of a database that never ran those.

import type { RevisionId } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import { type Diagnosis, isHarmless } from "../diagnosis/diagnosis.ts";
import { overlaps, revisionsOf, uppermost } from "../diagnosis/rows.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { moveRows } from "./move-rows.ts";
import { toolStep } from "./steps.ts";

/** Runs just what lies between; null where nothing does, or more than that is wrong. */
export function runSkipped(diagnosis: Diagnosis): Repair | null {
  const { graph, readings, problems, directory } = diagnosis;
  if (diagnosis.rows.kind === "at-least") return null;
  if (problems.some((one) => one.kind !== "overlapping-rows" && !isHarmless(one))) return null;
  const [pair, ...more] = overlaps(graph, revisionsOf(readings));
  if (!pair || more.length > 0) return null;
  const upper = graph.nodes.get(pair.upper)!;
  const tops = uppermost(graph, revisionsOf(readings));
  const others = tops.filter((one) => one !== upper.revision);
  const start = uppermost(graph, [...others, pair.lower]);
  const ran: RevisionId[] = [];
  let now: readonly string[] = start;
  for (const target of upper.normalized) {
    const outcome = planUpgrade(graph, now, target);
    if (outcome.kind !== "runs") return null;
    ran.push(...outcome.steps);
    now = outcome.rows;
  }
  const after = mendScripts(graph, tops);
  const back = moveRows(diagnosis, start, new Map());
  const passed = now.filter((row) => !tops.some((top) => top === row)).slice(0, 1);
  const forth = moveRows(
    { ...diagnosis, rows: { kind: "all", ids: now } },
    tops,
    new Map(passed.map((row) => [row, upper.revision])),
  );
  if (ran.length === 0 || ran.includes(upper.revision) || !after || !back || !forth) return null;
  return {
    title: `Or, where ${codes(ran)} never ran on this database: run what lies between the rows.`,
    steps: [
      { ...back.step, say: "Go back to the lower row:" },
      toolStep(
        directory,
        "Run what was passed over:",
        upper.normalized.map((one) => ["upgrade", one] as const),
      ),
      { ...forth.step, say: "Record the upper row again:" },
      ...after.steps,
    ],
    rows: tops,
    before: [
      `Look whether what ${codes(ran)} create${ran.length === 1 ? "s" : ""} is there. Only where it is not, this is the repair.`,
    ],
    runs: after.runs,
    changes: `${codes(ran)} run${ran.length === 1 ? "s" : ""}; afterwards the row${tops.length > 1 ? "s are" : " is"} ${codes(tops)}.`,
    keeps: `${code(upper.revision)} does not run again. Where ${codes(ran)} did run already, do not take this way: it would run a second time.`,
    check: howToCheck(directory, tops, after.runs),
  };
}
