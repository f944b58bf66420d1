// The schema of the report fits every report that the goldens hold, and nothing that lacks a part or has one too many.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model.ts";
import { jsonReport } from "../../src/report/json.ts";
import { examples } from "./examples.ts";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const isReport = new Ajv2020({ strict: true }).compile(
  read(join(import.meta.dirname, "../../docs/report.schema.json")),
);
const scenarios = join(import.meta.dirname, "../scenarios");
const written = readdirSync(scenarios)
  .map((name) => [name, join(scenarios, name, "expected/report.json")] as const)
  .filter(([, path]) => existsSync(path));

test("there are scenarios to look at", () => {
  expect(written.length).toBeGreaterThan(60);
});

test.each(written)("the report of the scenario %s fits", (_, path) => {
  isReport(read(path));
  expect(isReport.errors).toBeNull();
});

test.each(Object.entries(examples))("the report of the example %s fits", (_, { report }) => {
  isReport(JSON.parse(jsonReport(report)));
  expect(isReport.errors).toBeNull();
});

describe("what is no report", () => {
  const report: Report = read(written.find(([name]) => name === "two-new-heads")![1]);
  const [finding, ...more] = report.findings;
  const without = (part: object, key: string) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));
  const withFinding = (one: object) => ({ ...report, findings: [one, ...more] });

  test.each(Object.keys(report).filter((key) => key !== "standing"))("lacks %s", (key) => {
    expect(isReport(without(report, key))).toBe(false);
  });

  test.each(Object.keys(finding!).filter((key) => key !== "meant"))(
    "has a finding without %s",
    (key) => {
      expect(isReport(withFinding(without(finding!, key)))).toBe(false);
    },
  );

  test("has a part that nobody described", () => {
    expect(isReport({ ...report, extra: 1 })).toBe(false);
    expect(isReport(withFinding({ ...finding, extra: 1 }))).toBe(false);
    expect(isReport(withFinding({ ...finding, severity: "fatal" }))).toBe(false);
    expect(isReport(withFinding({ ...finding, at: { ...finding!.at, line: 0 } }))).toBe(false);
  });
});
