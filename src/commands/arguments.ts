// Command-line arguments → a request. Options come from settings.ts.

import { parseArgs } from "node:util";
import { WrongUsage } from "../cannot-check.ts";
import { type Command, type Option, optionsOf } from "../settings.ts";
import { choices } from "../text/sentence.ts";

/** Values as typed: a text, several, or true for a switch. */
export type TypedOptions = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

/** One checked command line. */
export type Request =
  | { readonly command: "help"; readonly about: Topic | null }
  | { readonly command: "version" }
  | { readonly command: Command; readonly options: TypedOptions }
  | { readonly command: "explain"; readonly rule: string | null }
  | { readonly command: "demo"; readonly options: TypedOptions };

const commands = ["check", "heads", "graph", "replay", "doctor"] as const;
const names = [...commands, "explain", "demo"] as const;

/** A command, as `--help` tells of it. */
export type Topic = (typeof names)[number];

/** Reads the arguments after the program's name. A bare `onehead` means `check`. Throws WrongUsage. */
export function readArguments(argv: readonly string[]): Request {
  const [first, ...others] = argv;
  const isCommand = first !== undefined && !first.startsWith("-");
  const command = isCommand ? first : "check";
  const rest = isCommand ? others : argv;
  const known = commands.find((name) => name === command);

  if (rest.includes("--help") || rest.includes("-h") || command === "help") {
    const topic = command === "help" ? rest[0] : first;
    return { command: "help", about: names.find((name) => name === topic) ?? null };
  }
  if (rest.includes("--version") && !isCommand) return { command: "version" };
  if (known) return { command: known, options: readOptions(rest, known) };
  if (command === "demo") return { command: "demo", options: readOptions(rest, "demo") };
  if (command === "explain") {
    if (rest.length > 1) throw new WrongUsage("`explain` takes one rule. See `onehead explain`.");
    return { command: "explain", rule: rest[0] ?? null };
  }
  throw new WrongUsage(
    `\`${command}\` is no command; the commands are ${choices(names)}. See \`onehead --help\`.`,
  );
}

function readOptions(args: readonly string[], command: Command | "demo"): TypedOptions {
  const options = optionsOf(command);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        options.map((option) => [option.cliName ?? option.name, shape(option)]),
      ),
      strict: true,
      allowPositionals: false,
    });
    return values;
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    const [sentence = ""] = error.message.split(/\.\s/);
    const isValue = error.message.includes("starting with a dash");
    const remedy = isValue
      ? "A value that begins with a dash is written behind an equals sign: `--option=-value`."
      : `See \`onehead ${command} --help\`.`;
    throw new WrongUsage(`${sentence.replaceAll("'", "`")}. ${remedy}`);
  }
}

function shape(option: Option) {
  return option.value === null
    ? { type: "boolean" as const }
    : { type: "string" as const, multiple: option.repeatable ?? false };
}

function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
