// The settings of one script directory: its own first, then the general ones.

import type { DirectorySettings, ScriptDirectory } from "../model.ts";
import type { RuleSettings } from "../rules/run.ts";

/** What may be set for one directory, and for all. */
export interface DirectoryChoices extends RuleSettings {
  readonly maxHeads: number | null;
  readonly external?: readonly string[];
  readonly directories?: ReadonlyMap<string, DirectorySettings>;
}

/** Joins the settings for a script directory; rules one by one. */
export function settingsOf<S extends DirectoryChoices>(
  settings: S,
  { name }: ScriptDirectory,
): S & { readonly external: readonly string[] } {
  const own = settings.directories?.get(name) ?? {};
  return {
    ...settings,
    maxHeads: own.maxHeads === undefined ? settings.maxHeads : own.maxHeads,
    external: own.external ?? settings.external ?? [],
    rules: own.rules ? new Map([...settings.rules, ...own.rules]) : settings.rules,
  };
}
