// The setting `rules`: a level for each rule, in a table or as `id=level`.

import { WrongUsage } from "../cannot-check.ts";
import type { Level, RuleId } from "../model.ts";
import { rules } from "../rules/index.ts";
import { didYouMean } from "../text/closest.ts";
import { choices } from "../text/sentence.ts";
import type { Kind, Place } from "./kind.ts";
import { readLines } from "./kinds.ts";

/** A rule's level and, for levels below its own, why. */
export interface RuleSetting {
  readonly level: Level;
  readonly reason: string;
}

type RuleLevels = ReadonlyMap<RuleId, RuleSetting>;

const levels = ["off", "notice", "warning", "error"] as const;
const ids = rules.map(({ id }) => id);

/** Levels by rule; of several places that name a rule the strongest counts. */
export const ruleLevels: Kind<RuleLevels> = {
  absent: new Map(),
  schema: {
    anyOf: [
      {
        type: "object",
        properties: Object.fromEntries(ids.map((id) => [id, { $ref: "#/$defs/level" }])),
        additionalProperties: false,
      },
      { type: "string" },
      { type: "array", items: { type: "string" } },
    ],
  },
  read(value, place) {
    const read = new Map<RuleId, RuleSetting>();
    for (const [name, raw] of entriesOf(value, place)) {
      const [id, setting] = readEntry(name, raw, place.source);
      if (!read.has(id)) read.set(id, setting);
    }
    return read;
  },
  join: (all) => new Map([...all].reverse().flatMap((one) => [...one])),
};

/** A rule's level in a settings file, alone or with a reason. */
export const levelSchema = {
  anyOf: [
    { enum: levels },
    {
      type: "object",
      properties: { level: { enum: levels }, reason: { type: "string" } },
      required: ["level"],
    },
  ],
};

function readEntry(name: string, raw: unknown, source: string): [RuleId, RuleSetting] {
  const id = ids.find((known) => known === name);
  if (!id) {
    throw new WrongUsage(
      `\`rules\` in ${source} names \`${name}\`, which is no rule; the rules are ${choices(ids)}.${didYouMean(name, ids)}`,
    );
  }
  const isTable = typeof raw === "object" && raw !== null && "level" in raw;
  const level = isTable ? raw.level : raw;
  if (!isLevel(level)) {
    const has = typeof level === "string" ? `the level \`${level}\`` : "no level";
    throw new WrongUsage(`\`${name}\` in ${source} has ${has}; use ${choices(levels)}.`);
  }
  const reason =
    isTable && "reason" in raw
      ? String(raw.reason)
      : `set to ${level} in ${source.replaceAll("`", "")}`;
  return [id, { level, reason }];
}

function isLevel(value: unknown): value is Level {
  return levels.some((level) => level === value);
}

/** A table as in a settings file, or `id=level` as typed, one or many. */
function entriesOf(value: unknown, place: Place): readonly (readonly [string, unknown])[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value);
  return readLines(value, place).map((text) => {
    const [id, level, ...rest] = text.split("=").map((part) => part.trim());
    if (!id || !level || rest.length > 0) {
      throw new WrongUsage(
        `\`${text}\` in ${place.source} is no rule with a level; write for example \`edited-revision=warning\`.`,
      );
    }
    return [id, level] as const;
  });
}
