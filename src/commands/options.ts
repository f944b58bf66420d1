// How commands read the options they share.

import { WrongUsage } from "../cannot-check.ts";
import { type Command, optionsOf } from "../settings.ts";
import { choices } from "../text/sentence.ts";
import type { TypedOptions } from "./arguments.ts";

/** One option's text, undefined where it was not given. */
export function text(options: TypedOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** A repeatable option's texts. */
export function texts(options: TypedOptions, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The `--format` of a command, checked against settings.ts. Throws WrongUsage. */
export function formatOf(command: Command, options: TypedOptions): string {
  const format = text(options, "format") ?? "text";
  const known =
    optionsOf(command)
      .find(({ name }) => name === "format")
      ?.value?.split("|") ?? [];
  if (known.includes(format)) return format;
  throw new WrongUsage(`\`--format ${format}\` is not known; use ${choices(known)}.`);
}

/** Whether to write colours: to a terminal, unless `--no-color`, `NO_COLOR` or `--output` says otherwise. */
export function isColoured(options: TypedOptions): boolean {
  if (options["no-color"] || process.env["NO_COLOR"] || options["output"]) return false;
  return process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
}
