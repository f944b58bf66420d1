// The treatments of a state of the rows, before they are planned: what comes back, and what each row stands for.

import type { RevisionGraph, RevisionId } from "../../model.ts";
import { codes } from "../../text/sentence.ts";
import { type Diagnosis, isHarmless } from "../diagnosis/diagnosis.ts";
import { type Row, rowNames } from "../diagnosis/rows.ts";
import type { LostStory, RepairStep } from "../model.ts";
import { isSameRows } from "./move-rows.ts";
import { restoreScripts } from "./restore-scripts.ts";

/** A treatment before it is planned: scripts and rows as they would be. */
export interface Treatment {
  readonly title: (to: readonly RevisionId[]) => string;
  readonly graph: RevisionGraph;
  readonly before: readonly RepairStep[];
  /** What a row stands for under it; nothing where it goes. */
  readonly stands: (row: Row) => readonly RevisionId[];
  readonly keeps: string;
}

const noRevisionRuns = "No table but this one is touched, and no revision runs.";

/** The treatments to try, the safer first. */
export function* treatmentsOf(diagnosis: Diagnosis): Iterable<Treatment> {
  const { graph, readings, stories } = diagnosis;
  if (!diagnosis.problems.some((problem) => !isHarmless(problem))) return;
  const lost = stories.filter(({ renamedTo }) => renamedTo === null);
  const storyOf = new Map(stories.map((story) => [story.row, story]));
  const below = (row: Row): readonly RevisionId[] => {
    if ("revision" in row) return [row.revision];
    const story = storyOf.get(row.text);
    return story?.renamedTo ? [story.renamedTo] : (story?.nearest ?? []);
  };
  const restored = lost.length > 0 ? restoreScripts(diagnosis, lost) : null;
  if (restored) {
    const back = new Map(lost.map(({ row, found }) => [row, found!.revision as RevisionId]));
    yield {
      title: () =>
        `Restore the script${restored.scripts.length > 1 ? "s" : ""} ${codes(restored.scripts)}.`,
      graph: restored.graph,
      before: restored.steps,
      // What it stood on when it ran may stand elsewhere now: that counts as run all the same.
      stands: (row) => {
        const again = back.get(row.text);
        return again === undefined ? below(row) : [again, ...below(row)];
      },
      keeps: [
        "The schema stays as it is, and no revision runs. Commit what was restored, or the next checkout loses it again.",
        ...furtherHeads(graph, restored.graph),
      ].join(" "),
    };
  }
  if (readings.length > 0 && lost.length > 0 && readings.flatMap(below).length === 0) return;
  yield {
    title: (to) => titleOf(diagnosis, lost, to),
    graph,
    before: [],
    stands: below,
    keeps: [noRevisionRuns, ...leftBehind(lost)].join(" "),
  };
}

function titleOf(
  { rows: { ids: texts }, problems }: Diagnosis,
  lost: readonly LostStory[],
  to: readonly RevisionId[],
): string {
  if (isSameRows(texts, to)) {
    return problems.some(({ kind }) => kind === "crashing-script")
      ? "Mend the script, and upgrade."
      : "Widen the column.";
  }
  const stays = to.filter((one) => texts.includes(one));
  const goes = [...new Set(texts)].filter((row) => !to.some((one) => one === row));
  if (goes.length === 0) return `Leave the row ${codes(to)} once.`;
  if (stays.length === to.length) {
    return goes.length === 1
      ? `Delete the row ${rowNames(goes)}.`
      : `Delete the rows ${rowNames(goes)}.`;
  }
  const nearest = lost.length > 0 ? ", the nearest below that still has a script" : "";
  return `Put ${codes(to)} in the place of ${rowNames(goes)}${nearest}.`;
}

/** A restored script is a head where another took its place meanwhile. */
function furtherHeads(before: RevisionGraph, after: RevisionGraph): readonly string[] {
  if (after.heads.length <= before.heads.length) return [];
  return [
    `The scripts then have ${after.heads.length} heads (${codes(after.heads)}): where \`upgrade head\` is run, join them with \`merge\`.`,
  ];
}

/** What a treatment that gives up rows leaves in the schema. */
function leftBehind(lost: readonly LostStory[]): readonly string[] {
  const names = (stories: readonly LostStory[]) =>
    stories.flatMap(({ row, missing }) =>
      missing.length > 0 ? missing.map(({ revision }): string => revision) : [row],
    );
  const known = names(lost.filter(({ missing }) => missing.length > 0));
  const unknown = names(lost.filter(({ missing }) => missing.length === 0));
  return [
    ...(known.length > 0
      ? [
          `What ${codes(new Set(known))} did to the schema stays there without a record: a revision that does the same once more fails, or does it twice.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `Take this way only where the other rows cover all that this project has in the database: what ${codes(unknown)} stood for is not known.`,
        ]
      : []),
  ];
}
