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

try {
  const { output, exitCode, file } = await answer(process.argv.slice(2));
  if (file) writeFileSync(file, output);
  else process.stdout.write(output);
  process.exitCode = exitCode;
} catch (error) {
  const isWrongUsage = error instanceof WrongUsage;
  if (!isWrongUsage && !(error instanceof CannotCheck)) throw error;
  process.stderr.write(`onehead: ${error.message}\n`);
  process.exitCode = isWrongUsage ? exitCodes.wrongUsage : exitCodes.cannotCheck;
}
