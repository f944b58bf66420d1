#!/usr/bin/env node
// Entry for terminals: arguments → a command → text and an exit code.

import { writeFileSync } from "node:fs";
import { CannotCheck, WrongUsage } from "./cannot-check.ts";
import { runCommand } from "./commands/run.ts";

const exitCodes = { cannotCheck: 3, wrongUsage: 2 } as const;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, as `head` has, closes the pipe: no trouble of ours.
  if (error.code !== "EPIPE") fail(error);
});

try {
  const { output, exitCode, file } = await runCommand(process.argv.slice(2));
  process.exitCode = exitCode;
  if (file) writeFileSync(file, output);
  else process.stdout.write(output);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  const isWrongUsage = error instanceof WrongUsage;
  const told = isWrongUsage || error instanceof CannotCheck ? error.message : refusal(error);
  process.stderr.write(`onehead: ${told}\n`);
  process.exitCode = isWrongUsage ? exitCodes.wrongUsage : exitCodes.cannotCheck;
}

/** What the operating system refused; everything else is a bug and shows its stack. */
function refusal(error: unknown): string {
  const isOfSystem = error instanceof Error && "syscall" in error;
  if (!isOfSystem) throw error;
  return `${error.message}. Look at the path, its permissions and the space that is left, then run the command again.`;
}
