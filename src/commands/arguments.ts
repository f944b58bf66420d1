// Command-line arguments → a request. Commands and options come from settings.ts.

import { parseArgs } from "node:util";
import { WrongUsage } from "../cannot-check.ts";
import { type Command, commands, type Option, optionsOf, type Typed } from "../settings.ts";
import { didYouMean } from "../text/closest.ts";
import { choices } from "../text/sentence.ts";

/** One checked command line. */
export type Request =
  | { readonly command: "help"; readonly about: Command | null }
  | { readonly command: "version" }
  | { [C in Command]: { readonly command: C; readonly options: Typed<C> } }[Command];

const names = Object.keys(commands) as readonly Command[];

/** Reads the arguments after the program's name. A bare `onehead` means `check`. Throws WrongUsage. */
export function readArguments(argv: readonly string[]): Request {
  const [first, ...others] = argv;
  const isNamed = first !== undefined && !first.startsWith("-");
  const name = isNamed ? first : "check";
  const rest = isNamed ? others : argv;

  if (rest.includes("--help") || rest.includes("-h") || name === "help") {
    const topic = name === "help" ? rest[0] : first;
    return { command: "help", about: names.find((known) => known === topic) ?? null };
  }
  if (rest.includes("--version") && !isNamed) return { command: "version" };
  const command = names.find((known) => known === name);
  if (!command) {
    throw new WrongUsage(
      `\`${name}\` is no command; the commands are ${choices(names)}.${didYouMean(name, names)} See \`onehead --help\`.`,
    );
  }
  return { command, options: readOptions(rest, command) } as Request;
}

function readOptions(args: readonly string[], command: Command): Readonly<Record<string, unknown>> {
  const options = new Map(optionsOf(command).map((one) => [one.cliName ?? one.name, one]));
  const { values, positionals } = parse(args, command, options);
  for (const [name, value] of Object.entries(values)) refuseUnknownWord(name, value, options);
  if (!("argument" in commands[command])) return values;
  if (positionals.length > 1) {
    throw new WrongUsage(
      `\`${command}\` takes one ${commands[command].argument}. See \`onehead ${command} --help\`.`,
    );
  }
  return { ...values, argument: positionals[0] };
}

function parse(
  args: readonly string[],
  command: Command,
  options: ReadonlyMap<string, Option>,
): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries([...options].map(([name, option]) => [name, shape(option)])),
      strict: true,
      allowPositionals: "argument" in commands[command],
    });
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    const [sentence = ""] = error.message.split(/\.\s/);
    const unknown = /^Unknown option '--(.+?)'/.exec(error.message)?.[1];
    const meant = unknown === undefined ? "" : didYouMean(unknown, options.keys(), "--");
    const isValue = error.message.includes("starting with a dash");
    const remedy = isValue
      ? "A value that begins with a dash is written behind an equals sign: `--option=-value`."
      : `See \`onehead ${command} --help\`.`;
    throw new WrongUsage(`${sentence.replaceAll("'", "`")}.${meant} ${remedy}`);
  }
}

/** An option that is no setting may be one of some words; settings are checked when all places are joined. */
function refuseUnknownWord(
  name: string,
  value: unknown,
  options: ReadonlyMap<string, Option>,
): void {
  const { kind, setting } = options.get(name) ?? {};
  if (!kind?.words || setting !== undefined || typeof value !== "string") return;
  if (kind.words.includes(value)) return;
  throw new WrongUsage(
    `\`--${name} ${value}\` is not known; use ${choices(kind.words)}.${didYouMean(value, kind.words)}`,
  );
}

function shape({ kind, repeatable }: Option) {
  return "isSwitch" in kind
    ? { type: "boolean" as const }
    : { type: "string" as const, multiple: repeatable ?? false };
}

function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
