// Which head a new script should follow, so that the repairs of several extra heads fit together.

import { reach } from "../graph/reach.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, Fix, RevisionId } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { type Line, moveOnto } from "./move.ts";
import { backBefore } from "./own-database.ts";
import { follow, way } from "./repair.ts";

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
