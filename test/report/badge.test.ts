// What the badge says of a state.

import { expect, test } from "vitest";
import type { Report } from "../../src/model.ts";
import { badge } from "../../src/report/badge.ts";
import { rules } from "../../src/rules/index.ts";
import { examples, report, secondHead } from "./examples.ts";

function said(state: Report): unknown {
  const { label, message, color, isError = false } = JSON.parse(badge(state, rules).json);
  return [label, message, color, isError];
}

function of(example: string): unknown {
  return said(examples[example]!.report);
}

test("one head is good", () => {
  expect(of("clean")).toEqual(["migrations", "1 head · 289 revisions", "brightgreen", false]);
});

test("several heads are told apart from it", () => {
  expect(of("extra-head")).toEqual(["migrations", "2 heads · 289 revisions", "orange", false]);
});

test("several script directories are summed", () => {
  const [one] = report().scriptDirectories;
  const two = report({ scriptDirectories: [one!, { ...one!, name: "other" }] });
  expect(said(two)).toEqual([
    "migrations",
    "1 head each in 2 directories · 578 revisions",
    "brightgreen",
    false,
  ]);
  expect(of("several-script-directories")).toEqual([
    "migrations",
    "4 heads in 3 directories · 330 revisions",
    "orange",
    false,
  ]);
});

test("a history that Alembic cannot load is broken, even if it was so before", () => {
  const wanted = ["migrations", "broken · 289 revisions", "red", true];
  expect(of("missing-down-revision")).toEqual(wanted);
  const before = { ...secondHead, rule: "cycle", severity: "notice" } as const;
  expect(said(report({ findings: [before] }))).toEqual(wanted);
});

test("what could not be read is unknown", () => {
  expect(of("nothing-found")).toEqual(["migrations", "unknown", "lightgrey", false]);
  expect(of("broken-script")).toEqual(["migrations", "unknown", "lightgrey", false]);
});

test("the SVG says the same in words for those who cannot see it", () => {
  const { svg } = badge(examples["clean"]!.report, rules);
  expect(svg).toContain('aria-label="migrations: 1 head · 289 revisions"');
  expect(svg).toContain("<title>migrations: 1 head · 289 revisions</title>");
});
