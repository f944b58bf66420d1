// What the scripts have wrong by themselves, whatever the database holds.

import { quote } from "../../graph/quote.ts";
import type { RevisionGraph } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { CommandOutcome, RowProblem } from "../model.ts";
import { tellStory } from "./lost-story.ts";

/** What keeps the upgrade from working for the scripts' sake. Where a step crashes depends on all rows. */
export function* scriptProblems(evidence: Evidence, upgrade: CommandOutcome): Iterable<RowProblem> {
  const { graph, rows } = evidence;
  if (graph.loadError) {
    yield* loadProblems(evidence, quote(graph.loadError));
    return;
  }
  const isWhole = rows.kind === "all";
  const crashed = isWhole && upgrade.kind === "fails" ? upgrade.ran.at(-1) : undefined;
  if (upgrade.kind === "never-ends") {
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
  } else if (isWhole && /^AttributeError/.test(failing(upgrade))) {
    yield {
      kind: "broken-scripts",
      rows: [],
      what: "A script that is due has no `upgrade` function, and Alembic stops before the first one runs. Give it one.",
    };
  }
}

/** The scripts that keep the others from loading, with what became of what they name. */
function* loadProblems(evidence: Evidence, says: string): Iterable<RowProblem> {
  const { unresolved } = evidence.graph;
  for (const { script, missing, from } of unresolved) {
    const revision = code(script.revision.value);
    const names = from === "down_revision" ? "follows" : "depends on";
    const { told } = tellStory(missing.value, evidence);
    yield {
      kind: "broken-scripts",
      rows: [],
      what: `${revision} (${code(`${missing.at.path}:${missing.at.line}`)}) ${names} ${code(missing.value)}, which no script has: Alembic loads nothing at all. ${told.join(" ")}`,
    };
  }
  if (unresolved.length > 0) return;
  yield {
    kind: "broken-scripts",
    rows: [],
    what: `Alembic cannot load the scripts, whatever the database holds: ${code(says)}. \`onehead check\` tells more.`,
  };
}

/** Two files with one revision: of each pair Alembic runs the one that it reads last, and never the other. */
export function* duplicates({ duplicates: all }: RevisionGraph): Iterable<RowProblem> {
  for (const { revision, scripts } of all) {
    yield {
      kind: "duplicate-revision",
      rows: [],
      what: `Several files declare ${code(revision)}: ${codes(scripts.map(({ path }) => path))}. Alembic takes one of them and never runs the other. That has to be mended before anything else, heads included; \`onehead explain duplicate-revision\` tells how.`,
    };
  }
}

/** A failure that no row and no list of down revisions explains. */
export function otherwise({ nodes }: RevisionGraph): RowProblem {
  const symbols = [...nodes.keys()].filter((one) => /^(heads?|base)$/.test(one));
  const what =
    symbols.length > 0
      ? `${codes(symbols)} ${symbols.length === 1 ? "is" : "are"} both a revision and a word of Alembic's own, which it takes for the word. Give the script another identifier; \`onehead explain illegal-revision\` tells how.`
      : "The rows are in order, and Alembic stops all the same. Its message names what the scripts have wrong; `onehead check` tells more.";
  return { kind: "broken-scripts", rows: [], what };
}

/** Loops that Alembic has not noticed: what a row covers cannot be told on them. */
export function* loops({ loadError, cycles }: RevisionGraph): Iterable<RowProblem> {
  const [loop] = cycles;
  if (loadError !== null || !loop) return;
  yield {
    kind: "broken-scripts",
    rows: [],
    what: `The scripts follow each other in a loop (${code(loop.join(" -> "))}), so what a row covers cannot be told. Open the loop first; \`onehead explain cycle\` tells how.`,
  };
}

/** Several heads, which harm only those who ask for one. */
export function* severalHeads({ loadError, heads }: RevisionGraph): Iterable<RowProblem> {
  if (loadError !== null || heads.length < 2) return;
  yield {
    kind: "several-heads",
    rows: [],
    what: `The scripts have ${heads.length} heads (${codes(heads)}): \`upgrade heads\` goes to all of them, \`upgrade head\` and \`stamp head\` stop. Nothing is wrong with the database.`,
  };
}

function failing(said: CommandOutcome): string {
  return said.kind === "fails" ? said.says : "";
}
