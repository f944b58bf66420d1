// The action's inputs, read and checked.

import { createHash } from "node:crypto";
import { getInput } from "@actions/core";
import { layerOf, type SettingsLayer } from "../settings/merge.ts";
import { type InputValues, options } from "../settings.ts";

/** What the step was told: the inputs that are no settings, the settings as a layer, and what to call this use of the action. */
export interface Inputs extends InputValues {
  /** For mergeSettings. */
  readonly layer: SettingsLayer;
  /** Tells several uses in one workflow apart: the same for the same configuration. */
  readonly key: string;
  /** The same for people: what the step names of `working-directory`, `config` and `versions`. */
  readonly configuration: readonly string[];
}

const source = "the action's inputs";

/** Reads all inputs. Throws WrongUsage that names input and remedy. */
export function readInputs(): Inputs {
  const read = options.flatMap(({ name, kind, input, file }) => {
    if (!input || file) return [];
    const given = getInput(name);
    return [[camelCase(name), given === "" ? kind.absent : kind.read(given, { name, source })]];
  });
  const names = ["working-directory", "config", "versions"].map((name) => getInput(name));
  return {
    ...(Object.fromEntries(read) as InputValues),
    layer: layerOf(source, ({ name, input, file }) => (input && file ? getInput(name) : undefined)),
    key: keyOf(names),
    configuration: names.filter((name) => name !== ""),
  };
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function keyOf(names: readonly string[]): string {
  if (names.every((name) => name === "")) return "default";
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 12);
}
