// A row in the middle of scripts that were squashed: they are run to their end with the code before, then the row moves on.

import type { RevisionId } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import { shellWord } from "../../text/shell.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { isSameRows, moveRows } from "./move-rows.ts";
import { runStep, toolStep } from "./steps.ts";

/** Nothing where more than one row was squashed, or what is left then does not upgrade. */
export function* upgradeBeforeSquash(diagnosis: Diagnosis): Iterable<Repair> {
  const { stories, directory, graph, lost, state, rows } = diagnosis;
  const [story, ...more] = stories;
  const source = story && (lost.get(story.row) ?? lost.get(story.row.trim()));
  if (!story?.squash || story.squash.isWhole || more.length > 0 || !source?.historic) return;
  const { into, last } = story.squash;
  const upgraded = planUpgrade(source.historic, rows.ids, last);
  if (upgraded.kind !== "runs") return;
  const to = (upgraded.rows as readonly RevisionId[]).map((row) => (row === last ? into : row));
  const plan = to.every((one) => graph.nodes.has(one)) ? mendScripts(graph, to) : null;
  if (!plan || plan.steps.length > 0) return;
  const after = { ...rows, ids: upgraded.rows };
  const moved = isSameRows(upgraded.rows, to)
    ? null
    : moveRows({ ...diagnosis, rows: after }, to, new Map([[last, into]]));
  const back = state.commit === null ? "git checkout -" : `git checkout ${shellWord(state.ref)}`;
  const runs = rows.kind === "all" ? plan.runs : null;
  yield {
    title: `Run the squashed scripts to their end with the code before the squash${moved ? `, and put ${code(into)} in their place` : ""}.`,
    steps: [
      runStep("Take the code before the squash:", [`git checkout ${source.at.slice(0, 12)}`]),
      toolStep(directory, "Run what is left of them:", [["upgrade", shellWord(last)]]),
      runStep("Take this code again:", [back]),
      ...(moved ? [moved.step] : []),
    ],
    rows: to,
    runs,
    before: ["Back up the database."],
    changes: `${codes(upgraded.steps)} run${upgraded.steps.length === 1 ? "s" : ""} as written before the squash.${moved ? ` ${moved.changes}` : ""}`,
    keeps: `${code(into)} does not run: it does at once what they did one by one. Compare first: what it does beyond that never runs here.`,
    check: howToCheck(directory, to, runs),
  };
}
