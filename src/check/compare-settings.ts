// Two sets of settings → which options differ, and which of them let onehead say less.

import type { DeployedDatabase, SettingDifference } from "../model.ts";
import { rules } from "../rules/index.ts";
import type { Settings } from "../settings.ts";

/** Every option that a settings file can set and that differs, the options first and then the rules. */
export function compareSettings(before: Settings, after: Settings): readonly SettingDifference[] {
  const differences = [
    compareLists("config", before.configs, after.configs),
    compareLists("versions", before.versions, after.versions),
    compareTexts(
      "max-heads",
      textOf(before.maxHeads),
      textOf(after.maxHeads),
      (_, now) => Number(now ?? 1) > 1,
    ),
    compareTexts("released", before.released, after.released, (_, now) => now !== null),
    compareTexts("on-empty", before.onEmpty, after.onEmpty, (_, now) => now === "pass"),
    compareLists("rows", before.databases.map(rowsOf), after.databases.map(rowsOf), isPartOf),
    ...rules.map(({ id, severity }) => {
      const [was, is] = [before, after].map((one) => one.rules.get(id)?.level ?? severity);
      return compareTexts(id, was!, is!, (old, now) => rank(now) < rank(old));
    }),
  ];
  return differences.filter((one) => one !== null);
}

type IsLess<T> = (before: T, after: T) => boolean;

function compareTexts(
  name: string,
  before: string | null,
  after: string | null,
  isLess: IsLess<string | null>,
): SettingDifference | null {
  return before === after ? null : { name, before, after, saysLess: isLess(before, after) };
}

/** Of named places fewer are less; none named means all. */
function compareLists(
  name: string,
  before: readonly string[],
  after: readonly string[],
  isLess: IsLess<readonly string[]> = (old, now) =>
    now.length > 0 && (old.length === 0 || isPartOf(old, now)),
): SettingDifference | null {
  const [was, is] = [before, after].map((items) => (items.length === 0 ? null : items.join(", ")));
  if (was === is) return null;
  return { name, before: was!, after: is!, saysLess: isLess(before, after) };
}

/** True where something of `before` is no longer in `after`. */
function isPartOf(before: readonly string[], after: readonly string[]): boolean {
  return before.some((item) => !after.includes(item));
}

function rowsOf({ name, rows }: DeployedDatabase): string {
  return `${name}: ${[...rows].sort().join(", ")}`;
}

function textOf(number: number | null): string | null {
  return number === null ? null : String(number);
}

function rank(level: string | null): number {
  return ["off", "notice", "warning", "error"].indexOf(level ?? "");
}
