// The ways to mend a database, safest first. Each is planned on the repaired rows before it is offered.

import type { LostStory, Repair, RepairStep } from "../doctor-model.ts";
import type { RevisionGraph, RevisionId } from "../model.ts";
import { planUpgrade } from "../plan/upgrade.ts";
import { alembicCommand } from "../rules/repair.ts";
import { code, codes } from "../rules/wording.ts";
import { type Diagnosis, isHarmless } from "./case.ts";
import { joinHeads } from "./join-heads.ts";
import { mendScripts } from "./mend-scripts.ts";
import { isSameRows, moveRows } from "./move-rows.ts";
import { restoreScripts } from "./restore-scripts.ts";
import { overlaps, type Row, revisionsOf, rowNames, uppermost } from "./rows.ts";
import { widenColumn } from "./widen-column.ts";

const mostRepairs = 2;

/** At most two repairs. None where the scripts themselves do not load or go round in a loop, or where nothing is known of what the database has run. */
export function repairs(diagnosis: Diagnosis): readonly Repair[] {
  if (diagnosis.graph.loadError !== null || diagnosis.graph.cycles.length > 0) return [];
  const ways = [...waysOf(diagnosis)];
  return ways
    .flatMap((way) => planWay(diagnosis, way) ?? [])
    .concat(runSkipped(diagnosis) ?? [], joinHeads(diagnosis) ?? [])
    .slice(0, mostRepairs);
}

/** A way before it is planned: scripts and rows as they would be. */
interface Way {
  readonly title: (to: readonly RevisionId[]) => string;
  readonly graph: RevisionGraph;
  readonly before: readonly RepairStep[];
  /** What a row stands for on this way; nothing where it goes. */
  readonly stands: (row: Row) => readonly RevisionId[];
  readonly keeps: string;
}

const noRevisionRuns = "No table but this one is touched, and no revision runs.";

function* waysOf(diagnosis: Diagnosis): Iterable<Way> {
  const { graph, rows, stories } = diagnosis;
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
  if (rows.length > 0 && lost.length > 0 && rows.flatMap(below).length === 0) return;
  yield {
    title: (to) => titleOf(diagnosis, lost, to),
    graph,
    before: [],
    stands: below,
    keeps: [noRevisionRuns, ...leftBehind(lost)].join(" "),
  };
}

function titleOf(
  { rows, problems }: Diagnosis,
  lost: readonly LostStory[],
  to: readonly RevisionId[],
): string {
  const texts = rows.map(({ text }) => text);
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

/** What a way that gives up rows leaves in the schema. */
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

/** Plans a way to its end; null where it leads nowhere. */
function planWay(diagnosis: Diagnosis, way: Way): Repair | null {
  const stands = diagnosis.rows.map((row) => ({ row, revisions: way.stands(row) }));
  const rows = uppermost(
    way.graph,
    stands.flatMap(({ revisions }) => revisions),
  );
  const mended = mendScripts(way.graph, rows);
  if (!mended) return null;
  const meant = new Map(
    stands.flatMap(({ row, revisions: [one, ...more] }) =>
      one !== undefined && more.length === 0 ? [[row.text, one] as const] : [],
    ),
  );
  const moved = moveRows({ ...diagnosis, graph: mended.graph }, rows, meant);
  const scriptSteps = [...way.before, ...mended.steps];
  const widened = widenColumn(diagnosis, [...rows, ...mended.runs]);
  const steps = [...scriptSteps, ...(widened ? [widened] : []), ...(moved ? [moved.step] : [])];
  if (steps.length === 0) return null;
  return {
    title: way.title(rows),
    steps,
    rows,
    runs: mended.runs,
    changes:
      moved?.changes ??
      (scriptSteps.length > 0
        ? "Nothing in the database; only scripts change."
        : "The column gets wider; no row changes."),
    keeps: way.keeps,
    check: howToCheck(diagnosis, rows, mended.runs),
  };
}

/** How to see that a repair worked. */
export function howToCheck(
  { directory }: Diagnosis,
  rows: readonly RevisionId[],
  runs: readonly RevisionId[],
): string {
  const command = (name: string, rest: string) =>
    code(alembicCommand(directory, name, rest).trim());
  const current =
    rows.length === 0
      ? `${command("current", "")} then shows nothing`
      : `${command("current", "")} then shows ${codes(rows)}`;
  const upgrade =
    runs.length === 0
      ? "has nothing left to do"
      : `runs ${runs.length === 1 ? "" : `${runs.length} revisions: `}${codes(runs)}`;
  return `${current}, and ${command("upgrade", "heads")} ${upgrade}.`;
}

/** Where two rows overlap with revisions between them: the way for a database that never ran those. */
function runSkipped(diagnosis: Diagnosis): Repair | null {
  const { graph, rows, problems, directory } = diagnosis;
  if (problems.some(({ kind }) => kind !== "overlapping-rows" && kind !== "several-heads"))
    return null;
  const [pair, ...more] = overlaps(graph, revisionsOf(rows));
  if (!pair || more.length > 0) return null;
  const upper = graph.nodes.get(pair.upper)!;
  const tops = uppermost(graph, revisionsOf(rows));
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
    { ...diagnosis, table: { ...diagnosis.table, rows: now } },
    tops,
    new Map(passed.map((row) => [row, upper.revision])),
  );
  if (ran.length === 0 || ran.includes(upper.revision) || !after || !back || !forth) return null;
  const commands = upper.normalized.map((one) => alembicCommand(directory, "upgrade", one));
  return {
    title: `Or, where ${codes(ran)} never ran on this database: run what lies between the rows.`,
    steps: [
      { ...back.step, say: "Go back to the lower row:" },
      { say: "Run what was passed over:", edit: null, commands, sql: null },
      { ...forth.step, say: "Record the upper row again:" },
      ...after.steps,
    ],
    rows: tops,
    runs: after.runs,
    changes: `${codes(ran)} run${ran.length === 1 ? "s" : ""}; afterwards the row${tops.length > 1 ? "s are" : " is"} ${codes(tops)}.`,
    keeps: `${code(upper.revision)} does not run again. Where ${codes(ran)} did run already, do not take this way: it would run a second time.`,
    check: howToCheck(diagnosis, tops, after.runs),
  };
}
