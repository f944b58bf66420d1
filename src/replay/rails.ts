// The history of one script directory along time: a row for each transition, a lane for each head.

import type { RailLine, RailRow, RevisionId } from "../model.ts";
import type { ReplayedDirectory, ReplayedTransition } from "./model.ts";

/** Rows for the transitions, newest first; null where the directory was not touched and not there. */
export function railsOf(
  transitions: readonly ReplayedTransition[],
  name: string,
): readonly (RailRow | null)[] {
  let lanes: readonly (RevisionId | null)[] = [];
  const rows = transitions.map(({ scriptDirectories }): RailRow | null => {
    const directory = scriptDirectories.find((one) => one.name === name);
    if (!directory) return lanes.some(Boolean) ? passing(lanes) : null;
    const below = placed(lanes, directory.headsBefore ?? []);
    const above = continued(below, directory);
    lanes = above;
    return rowBetween(below, above);
  });
  return rows.reverse();
}

/** Nothing happens here: every lane passes, without a mark. */
function passing(lanes: readonly (RevisionId | null)[]): RailRow {
  const passes = linesOf(lanes);
  return { width: lanes.length, passes, up: [], down: [], mark: -1 };
}

function linesOf(lanes: readonly (RevisionId | null)[]): readonly RailLine[] {
  return lanes.flatMap((head, lane): RailLine[] => (head ? [lineIn(lane)] : []));
}

/** The first lane is the line that goes on; what is beside it is what should not be. */
function lineIn(lane: number): RailLine {
  return { lane, tone: lane === 0 ? "line" : "trouble" };
}

/** Heads in their lanes; those that have none yet take the first that is free. */
function placed(
  lanes: readonly (RevisionId | null)[],
  heads: readonly RevisionId[],
): readonly (RevisionId | null)[] {
  const kept = lanes.map((head) => (head && heads.includes(head) ? head : null));
  for (const head of heads) if (!kept.includes(head)) put(kept, head);
  return trimmed(kept);
}

function put(lanes: (RevisionId | null)[], head: RevisionId): void {
  const free = lanes.indexOf(null);
  if (free >= 0) lanes[free] = head;
  else lanes.push(head);
}

function trimmed(lanes: readonly (RevisionId | null)[]): readonly (RevisionId | null)[] {
  const end = lanes.findLastIndex((head) => head !== null);
  return lanes.slice(0, end + 1);
}

/** A head after takes the lane of the head before that it goes on from. */
function continued(
  below: readonly (RevisionId | null)[],
  { headsAfter, added }: ReplayedDirectory,
): readonly (RevisionId | null)[] {
  const heads = headsAfter ?? [];
  const lanes = below.map((head) => (head && heads.includes(head) ? head : null));
  const down = new Map(
    added.map(({ revision, downRevisions }) => [revision as string, downRevisions]),
  );
  for (const head of heads) {
    if (lanes.includes(head)) continue;
    const from = ancestorsAmong(head, down);
    const lane = below.findIndex((one, i) => one !== null && lanes[i] === null && from.has(one));
    if (lane >= 0) lanes[lane] = head;
  }
  for (const head of heads) if (!lanes.includes(head)) put(lanes, head);
  const first = lanes.findIndex((head) => head !== null);
  // The line that is left goes on in the first lane.
  if (first > 0) [lanes[0], lanes[first]] = [lanes[first]!, null];
  return trimmed(lanes);
}

/** What a script that was added stands on, over others that were added with it. */
function ancestorsAmong(
  start: string,
  down: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>([start]);
  for (const one of found) for (const next of down.get(one) ?? []) found.add(next);
  return found;
}

function rowBetween(
  below: readonly (RevisionId | null)[],
  above: readonly (RevisionId | null)[],
): RailRow {
  const lanes = Math.max(below.length, above.length, 1);
  const passes: RailLine[] = [];
  const up: RailLine[] = [];
  const down: RailLine[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    const [was, is] = [below[lane] ?? null, above[lane] ?? null];
    if (was && was === is) passes.push(lineIn(lane));
    else {
      if (was) down.push(lineIn(lane));
      if (is) up.push(lineIn(lane));
    }
  }
  const mark = up[0]?.lane ?? down[0]?.lane ?? 0;
  // A new line leaves the one that goes on beside it; one that ends goes into it.
  if (down.length === 0 && up.length > 0 && passes.length > 0) down.push(passes[0]!);
  if (up.length === 0 && down.length > 0 && passes.length > 0) up.push(passes[0]!);
  return { width: lanes, passes, up, down, mark };
}
