// A branch along time: which lane a head is in.

import { expect, test } from "vitest";
import type { RevisionId } from "../../src/model.ts";
import type { ReplayedTransition } from "../../src/replay/model.ts";
import { railsOf } from "../../src/replay/rails.ts";

/** A step is heads before, heads after, and what was added: `b2: b2<a1`. */
function transition(before: string, after: string, added = ""): ReplayedTransition {
  const ids = (text: string) => text.split(" ").filter(Boolean) as RevisionId[];
  return {
    scriptDirectories: [
      {
        ...{ name: "m", scripts: 1, removed: [], edited: [], moved: 0 },
        headsBefore: ids(before),
        headsAfter: ids(after),
        added: ids(added).map((one) => {
          const [revision = "", down = ""] = one.split("<");
          return {
            revision: revision as RevisionId,
            downRevisions: down.split(",").filter(Boolean),
          };
        }),
      },
    ],
  } as unknown as ReplayedTransition;
}

function drawn(...steps: readonly ReplayedTransition[]): readonly string[] {
  const lanes = (lines: readonly { readonly lane: number }[]) =>
    lines.map(({ lane }) => lane).join("");
  return railsOf(steps, "m").map((row) =>
    row
      ? `${row.mark}: passes ${lanes(row.passes)} up ${lanes(row.up)} down ${lanes(row.down)}`
      : "none",
  );
}

test("one head stays in the first lane", () => {
  expect(drawn(transition("", "a1", "a1"), transition("a1", "b2", "b2<a1"))).toEqual([
    "0: passes  up 0 down 0",
    "0: passes  up 0 down ",
  ]);
});

test("a second head leaves the line, and goes back into it", () => {
  const fork = transition("b2", "b2 c3", "c3<a1");
  const join = transition("b2 c3", "d4", "d4<b2,c3");
  expect(drawn(transition("", "b2", "b2"), fork, join).slice(0, 2)).toEqual([
    "0: passes  up 0 down 01",
    "1: passes 0 up 1 down 0",
  ]);
});

test("the head that is left goes on in the first lane", () => {
  const fork = transition("b2", "b2 c3", "c3<a1");
  const reparented = transition("b2 c3", "c3");
  const next = transition("c3", "d4", "d4<c3");
  expect(drawn(transition("", "b2", "b2"), fork, reparented, next).slice(0, 2)).toEqual([
    "0: passes  up 0 down 0",
    "0: passes  up 0 down 01",
  ]);
});

test("an edit marks the first lane and moves nothing", () => {
  expect(drawn(transition("a1", "a1"))).toEqual(["0: passes 0 up  down "]);
});
