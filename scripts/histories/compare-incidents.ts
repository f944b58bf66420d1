// Incidents that a replay found beside those that the facts of the same history tell of.

import type { Incident, IncidentKind, ReplayReport } from "../../src/replay/model.ts";
import type { Facts } from "../replay/compare.ts";

/** One incident of one side, or of both. */
export interface ComparedIncident {
  readonly commit: string;
  readonly kind: IncidentKind;
  readonly side: "both" | "only facts" | "only replay" | "meant";
  /** The facts look at this commit at all: they are a selection. */
  readonly isLookedAt: boolean;
  readonly detail: string;
}

/** Compares what lies in the facts' version locations. Heads that the facts call meant are no incident to them. */
export function compareIncidents(
  { incidents }: ReplayReport,
  facts: Facts,
): readonly ComparedIncident[] {
  const transitions = facts.transitions.filter(({ line }) => line === undefined);
  const lookedAt = new Set(transitions.map(({ after }) => after));
  const told = new Map<string, string>();
  const meant = new Set<string>();
  for (const { after, raises, missing, duplicates, cycle } of transitions) {
    if (raises === "by design") meant.add(`${after} extra-heads`);
    else if (raises) told.set(`${after} extra-heads`, raises);
    const others = [
      [missing, "missing-down-revision"],
      [duplicates, "duplicate-revision"],
      [cycle, "cycle"],
    ] as const;
    for (const [pair, kind] of others) {
      const fresh = pair?.[1].filter((name) => !pair[0].includes(name)) ?? [];
      if (fresh.length > 0) told.set(`${after} ${kind}`, fresh.join(" "));
    }
  }
  const found = new Map(
    incidents
      .filter(({ scriptDirectory }) => isOf(scriptDirectory, facts.roots))
      .map((one) => [`${one.began.commit} ${one.kind}`, one]),
  );
  return [...new Set([...told.keys(), ...found.keys()])].map((key) => {
    const [commit = "", kind = ""] = key.split(" ");
    const one = found.get(key);
    const side = !one
      ? "only facts"
      : told.has(key)
        ? "both"
        : meant.has(key)
          ? "meant"
          : "only replay";
    const detail = one ? inShort(one) : told.get(key)!;
    return { commit, kind: kind as IncidentKind, side, isLookedAt: lookedAt.has(commit), detail };
  });
}

function isOf(directory: string, roots: readonly string[]): boolean {
  return roots.some(
    (root) => directory === "." || root === directory || root.startsWith(`${directory}/`),
  );
}

function inShort({ names, verdict, healed, isCertain }: Incident): string {
  const end = healed ? `healed by ${healed.by}` : "still there";
  return `${names.join(" ").slice(0, 120)}: ${verdict}, ${end}${isCertain ? "" : ", uncertain"}`;
}
