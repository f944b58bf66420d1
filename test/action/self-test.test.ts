// The project's own self-test workflow does what it says: its steps, run here.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { gitEnvironment, makeFolder, makeRepository } from "../support/repository.ts";
import { stateJob } from "./jobs.ts";
import { runAction } from "./run-action.ts";

const root = resolve(import.meta.dirname, "../..");
const workflow = parse(readFileSync(join(root, ".github/workflows/self-test.yml"), "utf8"));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

test("the clean change passes and the broken one fails", async () => {
  const { steps, env }: { steps: Step[]; env: Record<string, string> } = workflow.jobs["self-test"];
  const repository = makeRepository();
  cpSync(join(root, "examples"), join(repository.path, "examples"), { recursive: true });
  const sha = repository.commit({}, "first");
  const [prepare = ""] = steps.flatMap(({ run = [] }) => run);
  const environment = { ...gitEnvironment, ...env, HOME: makeFolder() };
  execFileSync("bash", ["-eo", "pipefail", "-c", prepare], {
    cwd: repository.path,
    env: environment,
  });

  const verdicts = [];
  for (const step of steps.filter(({ uses }) => uses === "./")) {
    const given = { ...step.with, against: sha };
    const job = { workspace: repository.path, with: given, ...stateJob("workflow_dispatch", sha) };
    verdicts.push((await runAction(job)).outputs["verdict"]);
  }
  expect(verdicts).toEqual(["passed", "failed"]);
});
