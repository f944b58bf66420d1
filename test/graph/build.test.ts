import { expect, test } from "vitest";
import { graphOf } from "../support/graph.ts";

test("a merge point leaves one head", () => {
  const graph = graphOf(`
    <base> -> a1, create users
    a1 -> b2, add email
    a1 -> c3, add orders
    b2, c3 -> d4, merge b2 and c3`);
  expect(graph.heads).toEqual(["d4"]);
  expect(graph.branchPoints).toEqual(["a1"]);
  expect(graph.mergePoints).toEqual(["d4"]);
  expect(graph.loadError).toBeNull();
});
