#!/usr/bin/env node
// Entry for terminals: arguments → a command → text and an exit code.

import { writeFileSync } from "node:fs";
import { CannotCheck, WrongUsage } from "./cannot-check.ts";
import type { Answer } from "./commands/answer.ts";
import { readArguments } from "./commands/arguments.ts";
import { runCheckCommand } from "./commands/check.ts";
import { helpText } from "./commands/help.ts";
import { version } from "./version.ts";

const exitCodes = { cannotCheck: 3, wrongUsage: 2 } as const;

/** Only `check` is there from the start; the bundle keeps the others in files of their own. */
async function answer(argv: readonly string[]): Promise<Answer> {
  const request = readArguments(argv);
  switch (request.command) {
    case "help":
      return { output: helpText(request.about), exitCode: 0 };
    case "version":
      return { output: `onehead ${version}\n`, exitCode: 0 };
    case "check":
      return runCheckCommand(request.options);
    case "heads":
      return (await import("./commands/heads.ts")).runHeads(request.options);
    case "graph":
      return (await import("./commands/graph.ts")).runGraph(request.options);
    case "doctor":
      return (await import("./commands/doctor.ts")).runDoctor(request.options);
    case "explain":
      return (await import("./commands/explain.ts")).runExplain(request.rule);
    case "demo":
      return (await import("./commands/demo.ts")).runDemo(request.options);
  }
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, as `head` has, closes the pipe: no trouble of ours.
  if (error.code !== "EPIPE") fail(error);
});

try {
  const { output, exitCode, file } = await answer(process.argv.slice(2));
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
