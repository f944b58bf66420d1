// One command line → its answer.

import { version } from "../version.ts";
import type { Answer } from "./answer.ts";
import { readArguments } from "./arguments.ts";
import { runCheckCommand } from "./check.ts";
import { helpText } from "./help.ts";

/** Runs the command that the arguments after the program's name ask for. Only `check` is there from the start: the bundle holds the others unread until they are asked for. Throws CannotCheck and WrongUsage. */
export async function runCommand(argv: readonly string[]): Promise<Answer> {
  const request = readArguments(argv);
  switch (request.command) {
    case "help":
      return { output: helpText(request.about), exitCode: 0 };
    case "version":
      return { output: `onehead ${version}\n`, exitCode: 0 };
    case "check":
      return runCheckCommand(request.options);
    case "heads":
      return (await import(/* webpackMode: "eager" */ "./heads.ts")).runHeads(request.options);
    case "graph":
      return (await import(/* webpackMode: "eager" */ "./graph.ts")).runGraph(request.options);
    case "replay":
      return (await import(/* webpackMode: "eager" */ "./replay.ts")).runReplay(request.options);
    case "doctor":
      return (await import(/* webpackMode: "eager" */ "./doctor.ts")).runDoctor(request.options);
    case "explain":
      return (await import(/* webpackMode: "eager" */ "./explain.ts")).runExplain(request.rule);
    case "demo":
      return (await import(/* webpackMode: "eager" */ "./demo.ts")).runDemo(request.options);
  }
}
