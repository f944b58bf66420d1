// What is wrong with the rows of a database, and what Alembic says to them.

import type { LostStory, RowProblem, Said } from "../doctor-model.ts";
import type { RevisionGraph } from "../model.ts";
import { planCurrent } from "../plan/current.ts";
import type { Outcome } from "../plan/outcome.ts";
import { planUpgrade } from "../plan/upgrade.ts";
import { code, codes, quote } from "../rules/wording.ts";
import type { Case, Diagnosis } from "./case.ts";
import { tellStory } from "./lost-story.ts";
import { doubled, overlaps, type Row, readRow, revisionsOf } from "./rows.ts";

/** Looks at one database. Rows that are not known leave only what the scripts tell. */
export function diagnose(given: Case): Diagnosis {
  const { graph, table, lost } = given;
  const texts = table.rows ?? [];
  const rows = texts.map((text) => readRow(graph, text));
  const unknown = [
    ...new Set(rows.filter(({ kind }) => kind === "unknown").map(({ text }) => text)),
  ];
  const stories = unknown.map((row) => {
    const source = lost.get(row) ?? lost.get(row.trim());
    return tellStory(row, source?.found ?? null, graph, source?.historic ?? null);
  });
  const isKnown = table.rows !== null;
  const upgradeHeads = sayOutcome(planUpgrade(graph, texts, "heads"));
  const upgradeHead = sayOutcome(planUpgrade(graph, texts, "head"));
  // Where it fails before it looks at the rows, they need not be known.
  const failsAnyway = (said: Said) =>
    isKnown || graph.loadError !== null || (said.kind === "fails" && graph.heads.length > 1);
  const found = [
    ...scriptProblems(graph, upgradeHeads),
    ...(graph.loadError === null ? rowProblems(given, rows, stories) : []),
    ...(graph.loadError === null ? columnProblems(given, upgradeHeads) : []),
  ];
  if (found.length === 0 && isKnown && upgradeHeads.kind === "fails") found.push(otherwise(graph));
  return {
    ...given,
    rows,
    stories,
    problems: [...found, ...(found.length > 0 ? loops(graph) : []), ...severalHeads(graph)],
    upgradeHeads: isKnown || graph.loadError !== null ? upgradeHeads : null,
    upgradeHead: failsAnyway(upgradeHead) ? upgradeHead : null,
    current: isKnown ? sayCurrent(graph, texts) : null,
  };
}

// ------------------------------------------------------------ Alembic's words

function sayOutcome(outcome: Outcome): Said {
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

function sayCurrent(graph: RevisionGraph, rows: readonly string[]): Said {
  const current = planCurrent(graph, rows);
  return current.kind === "shows"
    ? current
    : { kind: "fails", says: quote(current.error), orElse: [], ran: [] };
}

// ------------------------------------------------------------------ problems

function* scriptProblems(graph: RevisionGraph, upgrade: Said): Iterable<RowProblem> {
  if (graph.loadError) {
    yield {
      kind: "broken-scripts",
      rows: [],
      what: "Alembic cannot load the scripts, whatever the database holds. `onehead check` names the script and the repair; look at the database again afterwards.",
    };
    return;
  }
  const [doubledScript] = graph.duplicates;
  const crashed = upgrade.kind === "fails" ? upgrade.ran.at(-1) : undefined;
  if (doubledScript && upgrade.kind === "fails") {
    yield {
      kind: "broken-scripts",
      rows: [],
      what: `Several files declare ${code(doubledScript.revision)}: ${codes(doubledScript.scripts.map(({ path }) => path))}. That has to be mended first; \`onehead explain duplicate-revision\` tells how.`,
    };
  } else if (upgrade.kind === "never-ends") {
    yield {
      kind: "broken-scripts",
      rows: [],
      what: "`upgrade heads` walks round the scripts for ever.",
    };
  } else if (crashed !== undefined && /^(Key|Assertion|Index)Error/.test(failing(upgrade))) {
    yield {
      kind: "crashing-script",
      rows: [],
      what: `${code(crashed)} lists something that another entry of its list stands on already. Its \`upgrade()\` runs, and then Alembic looks for a row that is not there.`,
    };
  } else if (/^AttributeError/.test(failing(upgrade))) {
    yield {
      kind: "broken-scripts",
      rows: [],
      what: "A script that is due has no `upgrade` function, and Alembic stops before the first one runs. Give it one.",
    };
  }
}

/** A failure that no row and no list of down revisions explains. */
function otherwise({ nodes }: RevisionGraph): RowProblem {
  const symbols = [...nodes.keys()].filter((one) => /^(heads?|base)$/.test(one));
  const what =
    symbols.length > 0
      ? `${codes(symbols)} ${symbols.length === 1 ? "is" : "are"} both a revision and a word of Alembic's own, which it takes for the word. Give the script another identifier; \`onehead explain illegal-revision\` tells how.`
      : "The rows are in order, and Alembic stops all the same. Its message names what the scripts have wrong; `onehead check` tells more.";
  return { kind: "broken-scripts", rows: [], what };
}

/** Loops that Alembic has not noticed: what a row covers cannot be told on them. */
function* loops({ loadError, cycles }: RevisionGraph): Iterable<RowProblem> {
  const [loop] = cycles;
  if (loadError !== null || !loop) return;
  yield {
    kind: "broken-scripts",
    rows: [],
    what: `The scripts follow each other in a loop (${code(loop.join(" -> "))}), so what a row covers cannot be told. Open the loop first; \`onehead explain cycle\` tells how.`,
  };
}

function* severalHeads({ loadError, heads }: RevisionGraph): Iterable<RowProblem> {
  if (loadError !== null || heads.length < 2) return;
  yield {
    kind: "several-heads",
    rows: [],
    what: `The scripts have ${heads.length} heads (${codes(heads)}): \`upgrade heads\` goes to all of them, \`upgrade head\` and \`stamp head\` stop.`,
  };
}

function failing(said: Said): string {
  return said.kind === "fails" ? said.says : "";
}

function* rowProblems(
  { graph, table }: Case,
  rows: readonly Row[],
  stories: readonly LostStory[],
): Iterable<RowProblem> {
  const isForeign =
    rows.length > 0 &&
    rows.every(({ kind }) => kind === "unknown") &&
    stories.every((s) => !s.found);
  if (isForeign) yield foreign(table.name, rows);
  else {
    for (const { row, told } of stories)
      yield { kind: "unknown-row", rows: [row], what: told.join(" ") };
  }
  for (const row of rows) yield* spelling(row);
  for (const row of doubled(rows)) {
    yield {
      kind: "doubled-row",
      rows: [row],
      what: `The row ${code(row)} stands there more than once: the table has lost its primary key. The first step that moves it fails.`,
    };
  }
  for (const { lower, upper } of overlaps(graph, revisionsOf(rows))) {
    yield {
      kind: "overlapping-rows",
      rows: [lower, upper],
      what: `${code(upper)} stands on ${code(lower)}, so the row ${code(upper)} covers both and the row ${code(lower)} is one too many.`,
    };
  }
}

function foreign(table: string, rows: readonly Row[]): RowProblem {
  const names = rows.map(({ text }) => text);
  return {
    kind: "other-project",
    rows: names,
    what: `No script and no commit of this repository ever had ${names.length === 1 ? "the revision" : "any of the revisions"} ${codes(names)}. Either this is another project's database, or two projects share it and write into one table: then give each a table of its own, with \`version_table\` in the call of \`context.configure\` in \`env.py\`, and name it here with \`--version-table\`. Or the history here is not whole: \`git fetch --all --tags --unshallow\` and look again. Deleting ${code(table)}'s rows or stamping a head would only hide it.`,
  };
}

function* spelling(row: Row): Iterable<RowProblem> {
  switch (row.kind) {
    case "abbreviated":
      yield {
        kind: "abbreviated-row",
        rows: [row.text],
        what: `The row ${code(row.text)} is not a whole revision; Alembic takes it for ${code(row.revision)}. The next upgrade that runs something adds a row beside it, and the one after that says that the two overlap.`,
      };
      return;
    case "padded":
      yield {
        kind: "padded-row",
        rows: [row.text],
        what: `The row ${code(row.text)} is ${code(row.revision)} with blanks around it, and Alembic does not find it.`,
      };
      return;
    case "empty":
      yield {
        kind: "empty-row",
        rows: [row.text],
        what: "A row is empty: it stands for no revision, and Alembic stops at it.",
      };
      return;
    case "known":
    case "unknown":
  }
}

function* columnProblems({ graph, table, width }: Case, upgrade: Said): Iterable<RowProblem> {
  const limit = width ?? null;
  if (limit === null || table.kind === "sqlite" || upgrade.kind !== "runs") return;
  const tooLong = upgrade.revisions.filter((one) => [...one].length > limit);
  if (tooLong.length === 0 || graph.nodes.size === 0) return;
  yield {
    kind: "narrow-column",
    rows: [],
    what: `The column \`version_num\` holds ${limit} characters, and ${codes(tooLong)} ${tooLong.length === 1 ? "is" : "are"} longer: the upgrade fails there, or the database cuts the identifier and the next upgrade fails.`,
  };
}
