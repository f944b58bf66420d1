// The command line as tests call it: in this process, or spawned as a user would.

import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { CannotCheck, WrongUsage } from "../../src/cannot-check.ts";
import { runCommand } from "../../src/commands/run.ts";
import { gitEnvironment } from "../support/repository.ts";

const entry = resolve(import.meta.dirname, "../../src/cli.ts");

/** What a person at a terminal has in the end. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program from its sources in a process of its own. */
export function spawnOnehead(
  args: readonly string[],
  { cwd, env = {} }: Surroundings = {},
): Promise<Ended> {
  const options = { cwd, env: { ...gitEnvironment, ...env }, maxBuffer: 1 << 26 };
  return new Promise((done) => {
    execFile(process.execPath, [entry, ...args], options, (error, stdout, stderr) =>
      done({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

/** Runs a command in this process, for what needs no terminal: the answer, or the message of a refusal with the exit code that the program gives it. */
export async function onehead(...args: readonly string[]): Promise<Ended> {
  try {
    const { output, exitCode } = await runCommand(args);
    return { exitCode, stdout: output, stderr: "" };
  } catch (error) {
    const isWrongUsage = error instanceof WrongUsage;
    if (!isWrongUsage && !(error instanceof CannotCheck)) throw error;
    return { exitCode: isWrongUsage ? 2 : 3, stdout: "", stderr: error.message };
  }
}
