// Which heads continue those of the target branch, which are extra, and which of them a new script should follow.

import { type Line, moveOnto } from "../advice/move.ts";
import { backBefore } from "../advice/own-database.ts";
import { follow, way } from "../advice/repair.ts";
import { reach } from "../graph/reach.ts";
import { ancestors, descendants } from "../graph/walk.ts";
import type { Change, Fix, RevisionId } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { sortByFate } from "./applied.ts";
import { remember } from "./remember.ts";
import { continuingUnread } from "./unseen-heads.ts";

/** Heads of *after*, each in Alembic's order: those that continue a head of *before*, one for each, and the others. */
export interface SortedHeads {
  readonly kept: readonly RevisionId[];
  readonly extra: readonly RevisionId[];
}

/** Sorts the heads of *after*. Of two that continue the same head, the one the target branch has, else the first, is kept. */
export const sortHeads = remember((change): SortedHeads => {
  const { before, after } = change;
  const heads = [...new Set(after.heads)];
  const place = new Map(heads.map((head, index) => [head, index]));
  const { renamed } = sortByFate(change);
  const kept = new Set<RevisionId>();
  for (const old of before.heads) {
    const head = renamed.get(old) ?? old;
    const above = after.nodes.has(head) ? [...descendants(after, [head], "versioned")] : [];
    const candidates = above
      .filter((one) => place.has(one) && !kept.has(one))
      .sort((a, b) => place.get(a)! - place.get(b)!);
    const choice = candidates.find((one) => before.nodes.has(one)) ?? candidates[0];
    if (choice !== undefined) kept.add(choice);
  }
  for (const head of continuingUnread(
    change,
    heads.filter((one) => !kept.has(one)),
  )) {
    kept.add(head);
  }
  if (kept.size === 0 && heads[0] !== undefined) kept.add(heads[0]);
  return {
    kept: heads.filter((head) => kept.has(head)),
    extra: heads.filter((head) => !kept.has(head)),
  };
});

/** A line that grows. */
interface GrowingLine extends Line {
  end: RevisionId;
  readonly followed: Set<RevisionId>;
  readonly below: Set<RevisionId>;
}

/** Lines up new scripts behind the heads that are kept, one after the other, so that the repairs of several extra heads fit together. */
export class Queue {
  readonly #change: Change;
  readonly #added: ReadonlySet<RevisionId>;
  readonly #lines: readonly GrowingLine[];

  constructor(change: Change, kept: readonly RevisionId[], added: ReadonlySet<RevisionId>) {
    this.#change = change;
    this.#added = added;
    const ends = change.onto === undefined ? kept : [change.onto];
    this.#lines = ends.map((end) => ({
      end,
      followed: ancestors(change.after, [end], "versioned"),
      below: ancestors(change.after, [end]),
    }));
  }

  /** The revision that a line ending in `head` should follow: the end of the line from which it forks off, else of the first. */
  endFor(head: RevisionId): RevisionId | undefined {
    return this.#lineFor(head)?.end;
  }

  /** The edit that puts the new scripts ending in `head` behind that, and lines them up. Nothing where it would be no safe repair. */
  moveUp(head: RevisionId): readonly Fix[] {
    const { after } = this.#change;
    const line = this.#lineFor(head);
    const move = line && moveOnto(after, this.#added, head, line);
    if (!move) return [];
    const { script, follows } = move;
    const name = script.revision.value === head ? "it" : code(script.revision.value);
    const own = backBefore(this.#change.directory, after, script, head);
    const fixes = way(
      `Put ${name} after ${codes(follows)}. ${own}:`,
      true,
      follow(script, follows),
    );
    if (fixes.length > 0) {
      for (const one of ancestors(after, [head], "versioned")) line.followed.add(one);
      for (const one of ancestors(after, [head])) line.below.add(one);
      line.end = head;
    }
    return fixes;
  }

  #lineFor(head: RevisionId): GrowingLine | undefined {
    if (this.#lines.length < 2) return this.#lines[0];
    const { nodes } = this.#change.after;
    const isNew = (revision: RevisionId) => this.#added.has(revision);
    const stem = reach([head], (at) => (isNew(at) ? (nodes.get(at)?.down ?? []) : []));
    const roots = [...stem].filter((revision) => !isNew(revision));
    return this.#lines.find(({ below }) => roots.some((root) => below.has(root))) ?? this.#lines[0];
  }
}
