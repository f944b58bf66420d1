// What several places say → what one run was told.

import { WrongUsage } from "../cannot-check.ts";
import { type Option, options, type Settings } from "../settings.ts";
import { didYouMean } from "../text/closest.ts";
import { choices } from "../text/sentence.ts";

/** Raw values from one place. Strings as typed, or the typed values of a settings file. */
export interface SettingsLayer {
  /** The place, for messages: "the command line", "`.github/onehead.yml`". */
  readonly source: string;
  /** It is a file of the repository, where only some options may stand. */
  readonly isFile?: true;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Files of the repository that may hold settings; the first wins. */
export const settingsFiles = [".github/onehead.yml", "pyproject.toml"] as const;

type SettingOption = Option & { readonly setting: string };

const merged = options.filter((one): one is SettingOption => one.setting !== undefined);
const inFiles = merged.filter(({ file }) => file).map(({ name }) => name);

/** Checks and joins the layers; of two that set an option the earlier wins, rules one by one. Throws WrongUsage that names option and place. */
export function mergeSettings(layers: readonly SettingsLayer[]): Settings {
  for (const layer of layers) if (layer.isFile) refuseUnknown(layer);
  const entries = merged.map(({ name, setting, kind }) => {
    const given = layers.flatMap(({ source, values }) => {
      const value: unknown = values[name];
      return value === undefined || value === "" ? [] : [{ value, place: { name, source } }];
    });
    const read = given
      .slice(0, kind.join ? undefined : 1)
      .map((one) => kind.read(one.value, one.place));
    const value = kind.join && read.length > 0 ? kind.join(read) : (read[0] ?? kind.absent);
    return [setting, value] as const;
  });
  return Object.fromEntries(entries) as unknown as Settings;
}

/** The settings among the values of one place. `given` is undefined or "" for what was not given there. */
export function layerOf(source: string, given: (option: Option) => unknown): SettingsLayer {
  return { source, values: Object.fromEntries(merged.map((one) => [one.name, given(one)])) };
}

function refuseUnknown({ source, values }: SettingsLayer): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || inFiles.includes(name)) continue;
    throw new WrongUsage(
      `${source} sets \`${name}\`, which onehead does not know there; it knows ${choices(inFiles)}.${didYouMean(name, inFiles)}`,
    );
  }
}
