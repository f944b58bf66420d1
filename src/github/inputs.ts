// The action's inputs, read and checked.

import { createHash } from "node:crypto";
import { getInput } from "@actions/core";
import { WrongUsage } from "../cannot-check.ts";
import { options, type SettingsLayer } from "../settings.ts";
import { choices } from "../text/sentence.ts";
import type { CommentMode } from "./sticky-comment.ts";

/** What the step was told, besides the settings that the command line has too. */
export interface Inputs {
  /** For mergeSettings. */
  readonly layer: SettingsLayer;
  readonly against: string | null;
  readonly at: string | null;
  /** "" where it was not given. */
  readonly directory: string;
  readonly token: string;
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly comment: CommentMode;
  readonly suggest: boolean;
  readonly recheck: boolean;
  readonly sarif: string | null;
  readonly badge: string | null;
  /** Tells several uses in one workflow apart: the same for the same configuration. */
  readonly key: string;
  /** The same for people: what the step names of `working-directory`, `config` and `versions`. */
  readonly configuration: readonly string[];
}

/** Reads all inputs. Throws WrongUsage that names input and remedy. */
export function readInputs(): Inputs {
  const settings = options.filter(({ input, file }) => input && file).map(({ name }) => name);
  const directory = getInput("working-directory");
  const names = [directory, getInput("config"), getInput("versions")];
  return {
    layer: {
      source: "the action's inputs",
      values: Object.fromEntries(settings.map((name) => [name, getInput(name)])),
    },
    against: getInput("against") || null,
    at: getInput("at") || null,
    directory,
    token: getInput("token"),
    annotations: readSwitch("annotations", true),
    summary: readSwitch("summary", true),
    comment: readChoice("comment", ["never", "on-problems", "always"]),
    suggest: readSwitch("suggest", false),
    recheck: readSwitch("recheck", false),
    sarif: getInput("sarif") || null,
    badge: getInput("badge") || null,
    key: keyOf(names),
    configuration: names.filter((name) => name !== ""),
  };
}

function readSwitch(name: string, fallback: boolean): boolean {
  return readChoice(name, [String(fallback) as "true" | "false", "true", "false"]) === "true";
}

/** One of the words, in any case; the first where the input was not given. */
function readChoice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
  const given = getInput(name).toLowerCase();
  const word = given === "" ? words[0] : words.find((known) => known === given);
  if (word) return word;
  throw new WrongUsage(`The input \`${name}\` must be one of ${choices(new Set(words))}.`);
}

function keyOf(names: readonly string[]): string {
  if (names.every((name) => name === "")) return "default";
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 12);
}
