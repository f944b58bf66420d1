// Scripts that do not load for want of another: that one brought back, where a commit took it away.

import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import { tellStory } from "../diagnosis/lost-story.ts";
import { doubled, overlaps, readRow, revisionsOf } from "../diagnosis/rows.ts";
import type { Repair } from "../model.ts";
import { howToCheck } from "./how-to-check.ts";
import { mendScripts } from "./mend-scripts.ts";
import { restoreScripts } from "./restore-scripts.ts";

/** Nothing where git does not have all that is missing, or where the rows do not fit the scripts then. */
export function restoreMissing(diagnosis: Diagnosis): readonly Repair[] {
  const { graph, directory, rows } = diagnosis;
  const names = [...new Set(graph.unresolved.map(({ missing }) => missing.value))];
  const stories = names.map((name) => tellStory(name, diagnosis));
  if (stories.some(({ fate }) => fate !== "removed" && fate !== "unloaded")) return [];
  const restored = restoreScripts(diagnosis, stories);
  if (!restored) return [];
  const readings = rows.ids.map((text) => readRow(restored.graph, text));
  const known = revisionsOf(readings);
  const isInOrder =
    readings.every(({ kind }) => kind === "known") &&
    doubled(readings).length === 0 &&
    overlaps(restored.graph, known).length === 0;
  const plan = isInOrder ? mendScripts(restored.graph, known) : null;
  if (!plan || plan.steps.length > 0) return [];
  const runs = rows.kind === "all" ? plan.runs : null;
  return [
    {
      title: restored.title,
      steps: restored.steps,
      rows: known,
      runs,
      before: [],
      changes: "Nothing in the database; only scripts change.",
      keeps: restored.keeps,
      check: howToCheck(directory, known, runs),
    },
  ];
}
