// A `git` that comes first on PATH: it writes down what it is asked, or gives git another environment.

import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { makeFolder } from "./repository.ts";

/** Sets variables of this process until the test ends. */
export function setEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** From now on every git process of this test is written down. Returns what tells the commands so far. */
export function recordGit(): () => readonly string[] {
  const log = join(makeFolder(), "log");
  wrapGit(`printf '%s\\n' "$*" | head -n 1 >> '${log}'`);
  return () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []);
}

/** From now on git sees these variables, although the program under test lets none through. */
export function giveGit(variables: Readonly<Record<string, string>>): void {
  wrapGit(...Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`));
}

function wrapGit(...lines: readonly string[]): void {
  const folder = makeFolder();
  const path = process.env["PATH"] ?? "";
  const wrapper = join(folder, "git");
  writeFileSync(wrapper, ["#!/bin/sh", ...lines, `PATH='${path}' exec git "$@"`, ""].join("\n"));
  chmodSync(wrapper, 0o755);
  setEnvironment({ PATH: `${folder}${delimiter}${path}` });
}
