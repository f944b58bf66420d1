// action.yml, the project's workflows and every workflow in the manual, held to GitHub's own language service.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { registerLogger, validate } from "@actions/languageservice";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";
import { workflowsOf, workflowsOfManual } from "./manual.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const folder = ".github/workflows";
const workflows = [
  ...readdirSync(join(root, folder)).map(
    (name) => [`${folder}/${name}`, read(`${folder}/${name}`)] as const,
  ),
  ...workflowsOfManual(),
];

// The service would swallow its own trouble.
const trouble: string[] = [];
const log = (message: string) => void trouble.push(message);
registerLogger({ info() {}, log() {}, warn: log, error: log });

let documents = 0;

async function complaints(path: string, text: string): Promise<readonly string[]> {
  // It also remembers documents by their address.
  const address = `file:///repository-${documents++}/${path}`;
  const found = await validate(TextDocument.create(address, "yaml", 1, text), {});
  expect(trouble).toEqual([]);
  return found.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

test.each(workflows)("%s is a workflow that GitHub takes", async (name, text) => {
  expect(await complaints(`.github/workflows/${name.replace(/\W/g, "-")}.yml`, text)).toEqual([]);
});

test("the manual shows a workflow for each use", () => {
  expect(workflowsOf("docs/github.md").length).toBeGreaterThanOrEqual(9);
  expect(workflowsOf("README.md").length).toBeGreaterThanOrEqual(1);
});

test("action.yml is an action that GitHub takes", async () => {
  expect(await complaints("action.yml", read("action.yml"))).toEqual([]);
});

test.each([
  ["  main: dist/action/index.js\n", ""],
  ["  icon: git-merge\n", "  icon: no-such-icon\n"],
  ["\nruns:\n", "\nrun:\n"],
])("an action.yml with %j instead of %j is refused", async (right, wrong) => {
  const text = read("action.yml");
  expect(text).toContain(right);
  expect(await complaints("action.yml", text.replace(right, wrong))).not.toEqual([]);
});

test("a workflow with a wrong key is refused", async () => {
  const text = "on: push\njobs:\n  a:\n    runs_on: ubuntu-latest\n    steps: []\n";
  expect(await complaints(".github/workflows/a.yml", text)).not.toEqual([]);
});

test("every input that a workflow gives to onehead is one of action.yml", () => {
  const inputs = Object.keys(parse(read("action.yml")).inputs);
  const steps = workflows.flatMap(([, text]) =>
    Object.values<{ steps?: { uses?: string; with?: object }[] }>(parse(text).jobs).flatMap(
      (job) => job.steps ?? [],
    ),
  );
  const given = steps.filter(({ uses }) => uses === "./" || uses === "onehead-dev/onehead@v1");
  expect(given.length).toBeGreaterThan(9);
  for (const { with: values = {} } of given)
    expect(inputs).toEqual(expect.arrayContaining(Object.keys(values)));
});

test("every job has an end", () => {
  for (const [name, text] of workflows) {
    for (const [job, { "timeout-minutes": minutes, uses }] of Object.entries<{
      "timeout-minutes"?: number;
      uses?: string;
    }>(parse(text).jobs)) {
      expect(uses ?? minutes, `${name}, job ${job}`).toBeTruthy();
    }
  }
});

test("no workflow filters by path: a required check that is skipped waits for ever", () => {
  for (const [, text] of workflows) expect(text).not.toMatch(/^\s+paths(-ignore)?:/m);
});
