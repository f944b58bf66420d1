// The treatments of a state of the rows, before they are planned: what comes back, and what each row stands for.

import type { RevisionGraph, RevisionId } from "../../model.ts";
import { codes } from "../../text/sentence.ts";
import { type Diagnosis, isHarmless } from "../diagnosis/diagnosis.ts";
import { type Row, rowNames } from "../diagnosis/rows.ts";
import type { Fate, LostStory, RepairStep } from "../model.ts";
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

/** Fates that leave something to put in a row's place, or a script to bring back. Newer code is deployed, not copied; what is not known is left alone. */
const treatable: readonly Fate[] = ["unloaded", "renamed", "squashed", "removed"];

/** The treatments to try, the safer first. */
export function* treatmentsOf(diagnosis: Diagnosis): Iterable<Treatment> {
  const { graph, stories, problems } = diagnosis;
  const isTreatable =
    problems.some((problem) => !isHarmless(problem)) &&
    !problems.some(({ kind }) => kind === "older-code") &&
    stories.every(({ fate }) => treatable.includes(fate));
  if (!isTreatable) return;
  const storyOf = new Map(stories.map((story) => [story.row, story]));
  const lost = stories.filter(({ fate }) => fate === "removed" || fate === "unloaded");
  const inPlace = (row: Row): readonly RevisionId[] | null => {
    if ("revision" in row) return [row.revision];
    const story = storyOf.get(row.text);
    if (story?.renamedTo) return [story.renamedTo];
    if (story?.squash) return story.squash.isWhole ? [story.squash.into] : null;
    return story ? null : [];
  };
  const below = (row: Row) => inPlace(row) ?? storyOf.get(row.text)?.nearest ?? [];
  const restored = lost.length > 0 ? restoreScripts(diagnosis, lost) : null;
  if (restored && stories.every((story) => lost.includes(story) || story.renamedTo)) {
    const back = new Map(lost.map(({ row, found }) => [row, found!.revision as RevisionId]));
    yield {
      title: () => restored.title,
      graph: restored.graph,
      before: restored.steps,
      // What it stood on when it ran may stand elsewhere now: that counts as run all the same.
      stands: (row) => {
        const again = back.get(row.text);
        return again === undefined ? below(row) : [again, ...below(row)];
      },
      keeps: [restored.keeps, ...furtherHeads(graph, restored.graph)].join(" "),
    };
  }
  if (stories.some(({ fate, squash }) => fate === "unloaded" || squash?.isWhole === false)) return;
  // With nothing left below, the whole history would run again.
  if (lost.some(({ nearest }) => nearest.length === 0)) return;
  yield {
    title: (to) => titleOf(diagnosis, to),
    graph,
    before: [],
    stands: below,
    keeps: [noRevisionRuns, ...leftBehind(lost), ...squashedInto(stories)].join(" "),
  };
}

function titleOf(
  { rows: { ids: texts }, problems, stories }: Diagnosis,
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
  const comes = to.filter((one) => !texts.includes(one));
  const why = stories.some(({ fate }) => fate === "removed")
    ? ", the nearest below that still has a script"
    : stories.some(({ fate }) => fate === "squashed")
      ? ", which it was squashed into"
      : "";
  return `Put ${codes(comes)} in the place of ${rowNames(goes)}${why}.`;
}

/** A restored script is a head where another took its place meanwhile. */
function furtherHeads(before: RevisionGraph, after: RevisionGraph): readonly string[] {
  if (after.heads.length <= before.heads.length) return [];
  return [
    `The scripts then have ${after.heads.length} heads (${codes(after.heads)}): run \`upgrade heads\`, and look first whether a script that came meanwhile does the same as the restored one.`,
  ];
}

/** Whether a squash does no more than its parts, only people can tell. */
function squashedInto(stories: readonly LostStory[]): readonly string[] {
  const names = new Set(stories.flatMap(({ squash }) => squash?.into ?? []));
  if (names.size === 0) return [];
  return [
    `Compare first: where ${codes(names)} does more than the scripts it replaced, that never runs here.`,
  ];
}

/** What a treatment that gives up rows leaves in the schema. */
function leftBehind(lost: readonly LostStory[]): readonly string[] {
  const names = new Set(lost.flatMap(({ missing }) => missing.map(({ revision }) => revision)));
  if (names.size === 0) return [];
  return [
    `What ${codes(names)} did to the schema stays there without a record: a revision that does the same once more fails, or does it twice.`,
  ];
}
