// What is wrong with the rows of a database, and what Alembic says to them.

import { quote } from "../../advice/quote.ts";
import type { RevisionGraph } from "../../model.ts";
import type { Outcome } from "../../plan/index.ts";
import { planCurrent, planUpgrade } from "../../plan/index.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { CommandOutcome, RowProblem } from "../model.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { tellStory } from "./lost-story.ts";
import { columnProblems, rowProblems } from "./row-problems.ts";
import { readRow } from "./rows.ts";
import { loops, otherwise, scriptProblems, severalHeads } from "./script-problems.ts";

/** Looks at one database. Rows that are not known leave only what the scripts tell. */
export function diagnose(given: Evidence): Diagnosis {
  const { graph, rows, lost } = given;
  const texts = rows.ids;
  const readings = texts.map((text) => readRow(graph, text));
  const unknown = [
    ...new Set(readings.filter(({ kind }) => kind === "unknown").map(({ text }) => text)),
  ];
  const stories = unknown.map((row) => {
    const source = lost.get(row) ?? lost.get(row.trim());
    return tellStory(row, source?.found ?? null, graph, source?.historic ?? null);
  });
  const isKnown = rows.kind === "all" || texts.length > 0;
  const upgradeHeads = sayOutcome(planUpgrade(graph, texts, "heads"));
  const upgradeHead = sayOutcome(planUpgrade(graph, texts, "head"));
  // Where it fails before it looks at the rows, they need not be known.
  const failsAnyway = (said: CommandOutcome) =>
    isKnown || graph.loadError !== null || (said.kind === "fails" && graph.heads.length > 1);
  const found = [
    ...scriptProblems(graph, upgradeHeads),
    ...(graph.loadError === null ? [] : namedProblems(given)),
    ...(graph.loadError === null ? rowProblems(given, readings, stories) : []),
    ...(graph.loadError === null ? columnProblems(given, upgradeHeads) : []),
  ];
  if (found.length === 0 && isKnown && upgradeHeads.kind === "fails") found.push(otherwise(graph));
  return {
    ...given,
    readings,
    stories,
    problems: [...found, ...(found.length > 0 ? loops(graph) : []), ...severalHeads(graph)],
    upgradeHeads: isKnown || graph.loadError !== null ? upgradeHeads : null,
    upgradeHead: failsAnyway(upgradeHead) ? upgradeHead : null,
    current: isKnown ? sayCurrent(graph, texts) : null,
  };
}

// ------------------------------------------------------------ Alembic's words

function sayOutcome(outcome: Outcome): CommandOutcome {
  switch (outcome.kind) {
    case "runs":
      return { kind: "runs", revisions: outcome.steps, rowsAfter: outcome.rows };
    case "fails": {
      const texts = [outcome.error, ...outcome.orElse].flatMap((error) =>
        error.messages.length === 0
          ? [quote(error)]
          : error.messages.map((message) => quote({ ...error, messages: [message] })),
      );
      const [says = "", ...orElse] = texts;
      return { kind: "fails", says, orElse, ran: outcome.ran };
    }
    case "never-ends":
      return { kind: "never-ends" };
  }
}

function sayCurrent(graph: RevisionGraph, rows: readonly string[]): CommandOutcome {
  const current = planCurrent(graph, rows);
  return current.kind === "shows"
    ? current
    : { kind: "fails", says: quote(current.error), orElse: [], ran: [] };
}

/** What git knows of names in the error, where the scripts do not load for want of them. */
function namedProblems({ graph, lost, testimony }: Evidence): readonly RowProblem[] {
  return (testimony?.error?.names ?? []).flatMap((name): RowProblem[] => {
    const source = lost.get(name);
    if (!source) return [];
    const { told } = tellStory(name, source.found, graph, source.historic);
    return [{ kind: "broken-scripts", rows: [], what: told.join(" ") }];
  });
}
