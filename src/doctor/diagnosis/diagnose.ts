// What is wrong with the rows of a database, and what Alembic says to them.

import { planUpgrade } from "../../plan/index.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { brokenOff } from "./broken-off.ts";
import { configurationProblems, testimonyProblems } from "./code-problems.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { foretellCurrent, toOutcome } from "./foretell.ts";
import { tellStory } from "./lost-story.ts";
import { columnProblems, rowProblems } from "./row-problems.ts";
import { readRow } from "./rows.ts";
import { schemaProblems } from "./schema-problems.ts";
import { duplicates, loops, otherwise, scriptProblems, severalHeads } from "./script-problems.ts";

/** Looks at one database. What is certain is told, whatever further rows there may be. */
export function diagnose(evidence: Evidence): Diagnosis {
  const { graph, rows } = evidence;
  const texts = rows.ids;
  const readings = texts.map((text) => readRow(graph, text));
  const unknown = new Set(
    readings.filter(({ kind }) => kind === "unknown").map(({ text }) => text),
  );
  const stories = [...unknown].map((row) => tellStory(row, evidence));
  const isWhole = rows.kind === "all";
  const upgradeHeads = toOutcome(planUpgrade(graph, texts, "heads"));
  const upgradeHead = toOutcome(planUpgrade(graph, texts, "head"));
  const loads = graph.loadError === null;
  const found = [
    ...configurationProblems(evidence),
    ...duplicates(graph),
    ...scriptProblems(evidence, upgradeHeads),
    ...(loads ? testimonyProblems(evidence) : []),
    ...(loads ? rowProblems(evidence, readings, stories) : []),
    ...(loads ? columnProblems(evidence, upgradeHeads) : []),
    ...(loads ? schemaProblems(evidence, isWhole ? upgradeHeads : null) : []),
    ...(loads ? brokenOff(evidence) : []),
  ];
  if (found.length === 0 && isWhole && upgradeHeads.kind === "fails") found.push(otherwise(graph));
  // Further rows do not mend what fails already, or fails before it looks at rows.
  const isSure = (kind: string) => isWhole || !loads || (texts.length > 0 && kind === "fails");
  const failsForHeads = upgradeHead.kind === "fails" && graph.heads.length > 1;
  return {
    ...evidence,
    readings,
    stories,
    problems: [...found, ...(found.length > 0 ? loops(graph) : []), ...severalHeads(graph)],
    upgradeHeads: isSure(upgradeHeads.kind) ? upgradeHeads : null,
    upgradeHead: isSure(upgradeHead.kind) || failsForHeads ? upgradeHead : null,
    current: isWhole ? foretellCurrent(graph, texts) : null,
  };
}
