// One command line → its answer.

import type { Command, Typed } from "../settings.ts";
import { version } from "../version.ts";
import type { Answer } from "./answer.ts";
import { readArguments } from "./arguments.ts";
import { runCheckCommand } from "./check.ts";
import { helpText } from "./help.ts";

/** Every command as a function of what was typed. A command without one does not compile. */
interface Commands {
  check: typeof runCheckCommand;
  fix: typeof import("./fix.ts").runFix;
  heads: typeof import("./heads.ts").runHeads;
  graph: typeof import("./graph.ts").runGraph;
  replay: typeof import("./replay.ts").runReplay;
  doctor: typeof import("./doctor.ts").runDoctor;
  explain: typeof import("./explain.ts").runExplain;
  demo: typeof import("./demo.ts").runDemo;
}

/** Options that a command declares and its function does not read. */
type Unread<C extends Command> = Exclude<keyof Typed<C>, keyof Parameters<Commands[C]>[0]>;

/** An option that nobody reads does not compile: then this wants a property of the command's name. */
({}) satisfies { readonly [C in Command as Unread<C> extends never ? never : C]: Unread<C> };

type Run = (options: never) => Answer | Promise<Answer>;

/** Only `check` is there from the start: the bundle holds the others unread until they are asked for. */
const load: { readonly [C in Command]: () => Commands[C] | Promise<Commands[C]> } = {
  check: () => runCheckCommand,
  fix: async () => (await import(/* webpackMode: "eager" */ "./fix.ts")).runFix,
  heads: async () => (await import(/* webpackMode: "eager" */ "./heads.ts")).runHeads,
  graph: async () => (await import(/* webpackMode: "eager" */ "./graph.ts")).runGraph,
  replay: async () => (await import(/* webpackMode: "eager" */ "./replay.ts")).runReplay,
  doctor: async () => (await import(/* webpackMode: "eager" */ "./doctor.ts")).runDoctor,
  explain: async () => (await import(/* webpackMode: "eager" */ "./explain.ts")).runExplain,
  demo: async () => (await import(/* webpackMode: "eager" */ "./demo.ts")).runDemo,
};

/** Runs the command that the arguments after the program's name ask for. Throws CannotCheck and WrongUsage. */
export async function runCommand(argv: readonly string[]): Promise<Answer> {
  const request = readArguments(argv);
  if (request.command === "help") return { output: helpText(request.about), exitCode: 0 };
  if (request.command === "version") return { output: `onehead ${version}\n`, exitCode: 0 };
  const run: Run = await load[request.command]();
  return run(request.options as never);
}
