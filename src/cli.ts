#!/usr/bin/env node
// Entry for terminals: arguments → a command → text and an exit code.

import { writeFileSync } from "node:fs";
import { CannotCheck, WrongUsage } from "./cannot-check.ts";
import type { Answer } from "./commands/answer.ts";
import { readArguments } from "./commands/arguments.ts";
import { runCheckCommand } from "./commands/check.ts";
import { runDemo } from "./commands/demo.ts";
import { runDoctor } from "./commands/doctor.ts";
import { runExplain } from "./commands/explain.ts";
import { runGraph } from "./commands/graph.ts";
import { runHeads } from "./commands/heads.ts";
import { helpText } from "./commands/help.ts";
import { version } from "./version.ts";

const exitCodes = { cannotCheck: 3, wrongUsage: 2 } as const;

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
      return runHeads(request.options);
    case "graph":
      return runGraph(request.options);
    case "doctor":
      return runDoctor(request.options);
    case "explain":
      return runExplain(request.rule);
    case "demo":
      return runDemo(request.options);
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
