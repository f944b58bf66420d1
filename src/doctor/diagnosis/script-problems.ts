// What the scripts have wrong by themselves, whatever the database holds.

import type { RevisionGraph } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type { CommandOutcome, RowProblem } from "../model.ts";

/** What keeps the upgrade from working for the scripts' sake. */
export function* scriptProblems(
  graph: RevisionGraph,
  upgrade: CommandOutcome,
): Iterable<RowProblem> {
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
    what: `The scripts have ${heads.length} heads (${codes(heads)}): \`upgrade heads\` goes to all of them, \`upgrade head\` and \`stamp head\` stop.`,
  };
}

function failing(said: CommandOutcome): string {
  return said.kind === "fails" ? said.says : "";
}
