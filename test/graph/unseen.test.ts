// What can be said of a history that is known in part.

import { expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build.ts";
import { mayFollow, mayHold, tellUnseen, unseenPlaces } from "../../src/graph/unseen.ts";
import { parseScript } from "../../src/parse/script.ts";

function graphOf(...texts: readonly string[]) {
  return buildGraph(
    texts.map((text, i) => parseScript({ kind: "text", path: `v/${i}.py`, id: `${i}`, text })),
  );
}

const plain = "revision = 'a'\ndown_revision = None\n";

test("a history whose files all gave their identifiers is whole", () => {
  const graph = graphOf(plain);
  expect([mayHold(graph, true), mayFollow(graph), tellUnseen(graph)]).toEqual([null, null, []]);
});

test("a script without a known revision may be any that is missing, and is the head behind what it follows", () => {
  const graph = graphOf(plain, "revision = f()\ndown_revision = 'a'\n");
  expect(mayHold(graph)).toBe("`v/1.py` cannot be read: `revision` is the result of a call");
  expect(mayFollow(graph)).toBe(null);
  expect(graph.heads).toEqual([]);
});

test("a script whose parent is computed may follow anything, and is no missing one", () => {
  const graph = graphOf(plain, "revision = 'b'\ndown_revision = f()\n");
  expect(mayHold(graph)).toBe(null);
  expect(mayFollow(graph)).toContain("`down_revision` is the result of a call");
});

test("unknown labels may be what a dependency names, and nothing else", () => {
  const graph = graphOf(`${plain}branch_labels = (f(),)\n`);
  expect(mayHold(graph)).toBe(null);
  expect(mayHold(graph, true)).toContain("the labels of `v/0.py` are not known");
  expect(graph.heads).toEqual(["a"]);
});

test("a version location outside the repository may hold anything", () => {
  const places = unseenPlaces({
    name: "m",
    config: "alembic.ini",
    section: "alembic",
    versionLocations: ["m/versions"],
    unreachable: ["billing:migrations"],
    recursive: false,
    flaskMigrate: false,
  });
  const graph = buildGraph([], places);
  expect(mayHold(graph)).toContain("`billing:migrations` is not in the repository");
  expect(mayFollow(graph)).not.toBe(null);
});
