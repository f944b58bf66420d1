import { expect, test } from "vitest";
import { headsInJson } from "../../src/github/heads-output.ts";

const heads = (count: number) => Array.from({ length: count }, (_, i) => `head-${i}`);

test("the heads of each script directory are named", () => {
  expect(headsInJson(new Map([["migrations", ["a1", "b2"]]]))).toBe('{"migrations":["a1","b2"]}');
});

test("of too many heads the first are named, so that the output is taken", () => {
  const json = headsInJson(new Map([["migrations", heads(100_000)]]));
  expect(JSON.parse(json)).toEqual({ migrations: heads(100) });
  const long = new Map(heads(50_000).map((name) => [name, ["x".repeat(1000)]]));
  expect(headsInJson(long)).toBe("{}");
});
