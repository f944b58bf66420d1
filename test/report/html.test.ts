// The pages: what they may do, and that foreign text stays text.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { drawGraph } from "../../src/drawing/draw.ts";
import { rowsOf } from "../../src/drawing/rows.ts";
import { graphPage } from "../../src/report/graph-html.ts";
import { script, scriptHash } from "../../src/report/html/script.ts";
import { style, styleHash } from "../../src/report/html/style.ts";
import { graphOf } from "../support/graph.ts";

const pageOf = (history: string, name = "migrations") => {
  const drawing = drawGraph(graphOf(history), { name, whole: true, collapse: false });
  return graphPage([{ name, rows: rowsOf(drawing), leftOut: drawing.leftOut }]);
};

test.each([
  ["style", style, styleHash],
  ["script", script, scriptHash],
])("the page's policy allows its own %s and no other", (_, text, hash) => {
  expect(hash).toBe(`sha256-${createHash("sha256").update(text).digest("base64")}`);
  expect(pageOf("<base> -> a1, one")).toContain(`'${hash}'`);
});

test("the script is one that a browser can read", () => {
  expect(() => new Function(script)).not.toThrow();
});

test("a graph with a fork, a merge, a dependency and a missing script is one page", async () => {
  const history = `
    <base> -> a1, create users
    a1 -> b2 (orders), add email
    a1 -> c3, add orders
    b2, c3 -> d4, merge
    d4 -> e5, one
    e5 -> f6, two
    f6 -> g7, three
    g7 -> h8, four
    h8 -> i9, five
    i9 -> j1, six
    <base> (a1) -> x1, reports
    gone -> y1, cut off`;
  await expect(pageOf(history)).toMatchFileSnapshot("golden/graph/page.html");
});

test("names and messages of strangers stay text", () => {
  const page = pageOf(
    "<base> -> a1, </details></div><script>alert(1)</script> & <img src=x onerror=alert(2)> \u202e",
    'm"><script>alert(3)</script>',
  );
  expect(page).not.toMatch(/<script>alert|<img|\u202e/);
  expect(page).toContain("&lt;img src=x onerror=alert(2)&gt; \\u202e");
  expect(page.match(/<script>/g)).toHaveLength(1);
});
