#!/usr/bin/env node
// Entry for terminals: arguments → a command → text and an exit code.

import { CannotCheck, WrongUsage } from "./cannot-check.ts";
import { runCommand } from "./commands/run.ts";
import { harmlessLines } from "./report/log-lines.ts";
import { guardStreams } from "./system/guard-streams.ts";
import { endOnSignals } from "./system/lifetime.ts";
import { writeFile } from "./system/write-file.ts";
import { visible } from "./text/foreign-text.ts";
import { homepage } from "./version.ts";

const exitCodes = { cannotCheck: 3, wrongUsage: 2 } as const;

endOnSignals();
// CI prints standard error too, and its runner takes some lines of it for commands.
const toTerminal = process.stderr.write.bind(process.stderr);
guardStreams((line) => toTerminal(`${harmlessLines(visible(line))}\n`), fail);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, as `head` has, closes the pipe: no trouble of ours.
  if (error.code !== "EPIPE") fail(error);
});

try {
  const { output, exitCode, file, notes = [] } = await runCommand(process.argv.slice(2));
  process.exitCode = exitCode;
  for (const note of notes) process.stderr.write(`onehead: ${visible(note)}\n`);
  if (file) writeFile(file, output, { directory: process.cwd(), mayLeave: true });
  else process.stdout.write(output);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  const isWrongUsage = error instanceof WrongUsage;
  process.stderr.write(`onehead: ${visible(told(error))}\n`);
  process.exitCode = isWrongUsage ? exitCodes.wrongUsage : exitCodes.cannotCheck;
}

/** Trouble with its remedy; a bug shows its stack first. */
function told(error: unknown): string {
  if (error instanceof WrongUsage || error instanceof CannotCheck) return error.message;
  if (error instanceof Error && "syscall" in error) {
    return `${error.message}. Look at the path, its permissions and the space that is left, then run the command again.`;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return `This is a bug of onehead's own. Report it with the lines above at ${homepage}/issues.`;
}
