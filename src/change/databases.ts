// What the next deploy does to databases that stand at given revisions.

import { quote } from "../graph/quote.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, RevisionGraph, RevisionId } from "../model.ts";
import { planUpgrade } from "../plan/index.ts";
import { codes, list } from "../text/sentence.ts";
import type { Fates } from "./applied.ts";
import { isAntichain, type Reparenting, rowsOfTarget } from "./reparenting.ts";

/** What Alembic says when `alembic upgrade heads` meets these rows; null where it goes through. */
export function upgradeSays(graph: RevisionGraph, rows: readonly RevisionId[]): string | null {
  const outcome = planUpgrade(graph, rows, "heads");
  return outcome.kind === "fails" ? quote(outcome.error) : null;
}

/** What Alembic says to a database that stands at a revision which the change takes away. Where the target branch does not load, that is not what people are told about. */
export function strandedSays({ before, after }: Change, revision: RevisionId): string | null {
  return before.loadError !== null && after.loadError !== null
    ? `Can't locate revision identified by '${revision}'`
    : upgradeSays(after, [revision]);
}

/** What becomes of a database that stood at these rows while it followed the target branch. */
export interface Effect {
  readonly rows: readonly RevisionId[];
  /** It stands where the target branch ends. */
  readonly isUpToDate: boolean;
  /** What Alembic says where it stops. */
  readonly says: string | null;
  /** Taken for applied, and never run. */
  readonly skipped: readonly RevisionId[];
  /** Run before, and due again. */
  readonly again: readonly RevisionId[];
}

/** The effect of a change on a database; new scripts below its rows count as skipped too. */
export function effectOn(change: Change, fates: Fates, rows: readonly RevisionId[]): Effect {
  const { before, after } = change;
  const { renamed } = fates;
  const current = rowsOfTarget(change);
  const now = (revisions: Iterable<RevisionId>) =>
    [...revisions].map((one) => renamed.get(one) ?? one);
  const had = new Set(now(ancestors(before, rows)));
  const has = ancestors(after, now(rows));
  return {
    rows,
    isUpToDate:
      current.length > 0 &&
      rows.length === current.length &&
      rows.every((row) => current.includes(row)),
    says: upgradeSays(after, now(rows)),
    skipped: [...has].filter((one) => !had.has(one) && !change.idle?.has(one)),
    again: [...had].filter((one) => after.nodes.has(one) && !has.has(one)),
  };
}

/** The states worth telling apart around a script that now stands on something else: an empty database, one up to date, at the script, at what it stood on, at what it stands on. */
export function statesAround(
  change: Change,
  { before: script, gained, lost }: Reparenting,
): readonly (readonly RevisionId[])[] {
  const { before } = change;
  const revision = script.revision.value;
  const known = [...lost, ...gained].filter((one) => before.nodes.has(one)).slice(0, 6);
  const states = [
    [],
    rowsOfTarget(change),
    [revision],
    ...known.map((one) => [one]),
    ...known.map((one) => [one, revision]),
  ];
  const seen = new Set<string>();
  return states.filter((rows) => {
    const key = [...rows].sort().join("\0");
    const isNew = !seen.has(key) && rows.every((row) => before.nodes.has(row));
    seen.add(key);
    return isNew && isAntichain(before, rows);
  });
}

/** Tells which databases are safe, skip, repeat or stop. */
export function sayEffects(effects: readonly Effect[]): string {
  const isSafe = ({ says, skipped, again }: Effect) =>
    says === null && skipped.length === 0 && again.length === 0;
  const safe = effects.filter(isSafe).map(nameDatabase);
  const others = effects.filter((effect) => !isSafe(effect));
  return [
    ...(safe.length > 0 ? [`Safe: ${list(safe)}.`] : []),
    ...others.map((effect) => {
      const database = nameDatabase(effect);
      const subject = `${database[0]!.toUpperCase()}${database.slice(1)}`;
      if (effect.says !== null) return `${subject} cannot be upgraded any more.`;
      const parts = [
        ...(effect.skipped.length > 0 ? [`would never run ${codes(effect.skipped)}`] : []),
        ...(effect.again.length > 0 ? [`would run ${codes(effect.again)} a second time`] : []),
      ];
      return `${subject} ${parts.join(" and ")}.`;
    }),
  ].join(" ");
}

function nameDatabase({ rows, isUpToDate }: Effect): string {
  if (rows.length === 0) return "an empty database";
  return isUpToDate ? `an up-to-date database (at ${codes(rows)})` : `a database at ${codes(rows)}`;
}
