// The setting `directories`: what holds for one script directory, by its name, and wins over the general setting.

import { WrongUsage } from "../cannot-check.ts";
import type { DirectorySettings } from "../model.ts";
import { choices } from "../text/sentence.ts";
import { externals } from "./externals.ts";
import { inPlace, type Kind, type Place } from "./kind.ts";
import { count } from "./kinds.ts";
import { ruleLevels } from "./rule-levels.ts";

const known = { "max-heads": count, external: externals, rules: ruleLevels } as const;

/** Settings by script directory. */
export const directories: Kind<ReadonlyMap<string, DirectorySettings>> = {
  absent: new Map(),
  schema: {
    type: "object",
    additionalProperties: {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(known).map(([name, { schema }]) => [name, schema]),
      ),
      additionalProperties: false,
    },
  },
  read(value, place) {
    const entries = entriesOf(value, place, "names of script directories and their settings");
    return new Map(entries.map(([name, own]) => [clean(name), readOwn(own, inside(place, name))]));
  },
};

function readOwn(value: unknown, place: Place): DirectorySettings {
  const entries = entriesOf(value, place, `settings: ${choices(Object.keys(known))}`);
  const given = new Map(entries);
  for (const name of given.keys()) {
    if (Object.hasOwn(known, name)) continue;
    throw new WrongUsage(
      `${inPlace(place)} sets \`${name}\`, which holds for all script directories or for none; it knows ${choices(Object.keys(known))}.`,
    );
  }
  const read = <T>(name: keyof typeof known, kind: Kind<T>): T | undefined =>
    given.has(name) ? kind.read(given.get(name), inside(place, name)) : undefined;
  const [maxHeads, external, rules] = [
    read("max-heads", count),
    read("external", externals),
    read("rules", ruleLevels),
  ];
  return {
    ...(maxHeads !== undefined && { maxHeads }),
    ...(external !== undefined && { external }),
    ...(rules !== undefined && { rules }),
  };
}

function entriesOf(value: unknown, place: Place, what: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WrongUsage(`${inPlace(place)} must hold ${what}.`);
  }
  return Object.entries(value);
}

function inside({ name, source }: Place, key: string): Place {
  return { name: `${name}.${key}`, source };
}

/** The name as reports write it. */
function clean(name: string): string {
  return name.replace(/^(?:\.\/)+(?=.)/, "").replace(/(?<=.)\/+$/, "");
}
