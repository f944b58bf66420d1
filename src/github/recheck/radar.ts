// Which open pull requests pass alone and would make too many heads together. Pure.

import type { Report, ReportedScriptDirectory, RevisionId } from "../../model.ts";
import type { Judged } from "./judge.ts";

/** What one pull request does to one script directory. */
interface Move {
  readonly before: readonly RevisionId[];
  readonly after: readonly RevisionId[];
  /** Its new revisions and where they lie. */
  readonly added: ReadonlyMap<RevisionId, string>;
}

type Moves = ReadonlyMap<string, Move>;

/** Numbers of the pull requests that each of them collides with. Those that fail alone have their finding already and collide with none. */
export function findCollisions(
  judged: readonly Judged[],
  maxHeads: number | null,
): ReadonlyMap<number, readonly number[]> {
  const fitting = judged.flatMap(({ pull, report }) =>
    report?.verdict === "passed" ? [{ number: pull.number, moves: movesOf(report) }] : [],
  );
  const found = new Map<number, number[]>(fitting.map(({ number }) => [number, []]));
  for (const [i, one] of fitting.entries()) {
    for (const other of fitting.slice(i + 1)) {
      if (!doCollide(one.moves, other.moves, maxHeads)) continue;
      found.get(one.number)!.push(other.number);
      found.get(other.number)!.push(one.number);
    }
  }
  return found;
}

/** Revisions that are heads with a change and were none without it. */
export function newHeads(report: Report): readonly RevisionId[] {
  return report.scriptDirectories.flatMap(({ before, after }) =>
    (after?.heads ?? []).filter((head) => !before?.heads.includes(head)),
  );
}

function movesOf({ scriptDirectories }: Report): Moves {
  return new Map(
    scriptDirectories
      .filter(({ changes }) => changes.length > 0)
      .map((directory) => [`${directory.name}\0${directory.section}`, moveOf(directory)]),
  );
}

function moveOf({ before, after, changes }: ReportedScriptDirectory): Move {
  const added = changes.flatMap(({ kind, path, revision }) =>
    kind === "added" && revision !== null ? [[revision, path] as const] : [],
  );
  return { before: before?.heads ?? [], after: after?.heads ?? [], added: new Map(added) };
}

function doCollide(some: Moves, others: Moves, maxHeads: number | null): boolean {
  return [...some].some(([name, one]) => {
    const other = others.get(name);
    if (!other) return false;
    // Whichever is merged first, the other may keep as many heads as the branch has then.
    const most = maxHeads ?? Math.max(1, Math.min(one.after.length, other.after.length));
    return headsOfBoth(one, other).size > most || haveSameRevision(one, other);
  });
}

/** A head stays one unless either of them follows it. A pull request may build on another's and hold its scripts too. */
function headsOfBoth(one: Move, other: Move): ReadonlySet<RevisionId> {
  const isFollowed = (head: RevisionId, { before, after, added }: Move) =>
    (before.includes(head) || added.has(head)) && !after.includes(head);
  return new Set(
    [...one.after, ...other.after].filter(
      (head) => !isFollowed(head, one) && !isFollowed(head, other),
    ),
  );
}

function haveSameRevision(one: Move, other: Move): boolean {
  return [...one.added].some(
    ([revision, path]) => other.added.has(revision) && other.added.get(revision) !== path,
  );
}
