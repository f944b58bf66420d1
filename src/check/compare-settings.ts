// Two sets of settings → which options differ, and which of them let onehead say less.

import type { DeployedDatabase, RuleId, SettingDifference } from "../model.ts";
import { ruleOf, rules } from "../rules/index.ts";
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
    compareLists("external", before.external, after.external, (old, now) => isPartOf(now, old)),
    ...compareDirectories(before.directories, after.directories),
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

/** Settings of single directories, each as an option of its own name. */
function compareDirectories(
  before: Settings["directories"],
  after: Settings["directories"],
): readonly (SettingDifference | null)[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    const patterns = (one: typeof was) => one?.external ?? [];
    const ids = new Set([...(was?.rules?.keys() ?? []), ...(is?.rules?.keys() ?? [])]);
    const level = (one: typeof was, id: RuleId) => one?.rules?.get(id)?.level ?? null;
    return [
      compareTexts(
        `directories.${name}.max-heads`,
        textOf(was?.maxHeads ?? null),
        textOf(is?.maxHeads ?? null),
        (_, now) => Number(now ?? 1) > 1,
      ),
      compareLists(`directories.${name}.external`, patterns(was), patterns(is), (old, now) =>
        isPartOf(now, old),
      ),
      ...[...ids].map((id) =>
        compareTexts(
          `directories.${name}.rules.${id}`,
          level(was, id),
          level(is, id),
          (old, now) => rank(now) < rank(old ?? ruleOf(id).severity),
        ),
      ),
    ];
  });
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
