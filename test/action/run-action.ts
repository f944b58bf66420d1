// Runs the built action as GitHub's runner does: a process of its own, a clean environment, files for what it hands out.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { makeFolder } from "../support/repository.ts";
import { builtAction } from "./build-action.ts";

const manifest = parse(readFileSync(resolve(import.meta.dirname, "../../action.yml"), "utf8"));

/** What a job gives the action. */
export interface Job {
  /** GITHUB_WORKSPACE. */
  readonly workspace: string;
  readonly event: string;
  readonly payload: unknown;
  /** GITHUB_SHA. */
  readonly sha?: string;
  /** The inputs of the step; others have their defaults of action.yml. */
  readonly with?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The program; default: built from the sources as they are. */
  readonly bundle?: string;
}

/** What a run left behind, with paths that are the same on every machine. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The JSON report, null where none was written. */
  readonly report: string | null;
  /** RUNNER_TEMP. */
  readonly temp: string;
}

/** Runs the action once, and sees to it that nothing is on standard error: the runner reads commands there too. The API is out of reach unless the environment names one. */
export async function runAction(job: Job): Promise<Outcome> {
  const folder = makeFolder();
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const temp = join(folder, "temp");
  mkdirSync(temp);
  const output = file("output", "");
  const summary = file("summary.md", "");
  const { exitCode, stdout, stderr } = await start(job.bundle ?? builtAction(), job.workspace, {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_SERVER_URL: "http://127.0.0.1:47",
    GITHUB_API_URL: "http://127.0.0.1:47",
    GITHUB_EVENT_NAME: job.event,
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(job.payload)),
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
    ...(job.sha ? { GITHUB_SHA: job.sha } : {}),
    ...inputs(job.with ?? {}),
    ...job.environment,
  });
  expect(stderr).toBe("");
  const plain = (text: string) =>
    text
      .replaceAll(folder, "<folder>")
      .replace(/onehead-\w{6}(?=\/report\.json)/g, "onehead-XXXXXX");
  const outputs = readOutputs(readFileSync(output, "utf8"));
  const report = outputs["report"];
  return {
    exitCode,
    stdout: plain(stdout),
    stderr: plain(stderr),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, plain(text)])),
    summary: plain(readFileSync(summary, "utf8")),
    report: report && existsSync(report) ? readFileSync(report, "utf8") : null,
    temp,
  };
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(program: string, cwd: string, env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [program], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (out.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (out.stderr += text));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (exitCode) => done({ exitCode, ...out }));
  });
}

/** Inputs as the runner hands them over, with the defaults of action.yml. */
function inputs(given: Readonly<Record<string, string>>): Record<string, string> {
  const known: Record<string, { default?: unknown }> = manifest.inputs;
  for (const name of Object.keys(given)) {
    if (!(name in known)) throw new Error(`action.yml has no input ${name}`);
  }
  const variables = Object.entries(known).map(([name, { default: fallback }]) => {
    const value = given[name] ?? String(fallback ?? "").replace("${{ github.token }}", "ghs_job");
    return [`INPUT_${name.toUpperCase()}`, value];
  });
  return Object.fromEntries(variables);
}

/** Reads `name<<delimiter`, lines, `delimiter`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^(.+?)<<(ghadelimiter_.+)\n([\s\S]*?)\n\2$/gm)) {
    outputs[name!] = value!;
  }
  return outputs;
}
