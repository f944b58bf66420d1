// The rules' pages are what the rules say today.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { explainRule, rulePages } from "../../src/commands/rule-page.ts";
import { rules } from "../../src/rules/index.ts";

const root = resolve(import.meta.dirname, "../..");
const pages = rulePages();

test.each(Object.keys(pages))("%s is fresh", (path) => {
  expect(readFileSync(resolve(root, path), "utf8")).toBe(pages[path]);
});

test.each(rules.map(({ id }) => id))(
  "the page of %s shows a finding and how to make an exception",
  (id) => {
    const page = explainRule(id);
    expect(page).toMatch(new RegExp(`^[\\w./-]+:\\d+:\\d+  (error|warning)  ${id}$`, "m"));
    expect(page).toContain(`onehead:allow:${id}`);
  },
);
