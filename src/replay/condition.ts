// A graph → what is wrong with it, in a form that can be followed from commit to commit.

import type { ParsedFile, RevisionGraph, RevisionId } from "../model.ts";
import type { IncidentKind } from "./model.ts";

/** What one script directory was like. */
export interface Condition {
  /** Each once, whatever number of files declare it. */
  readonly heads: readonly RevisionId[];
  readonly damage: ReadonlyMap<Exclude<IncidentKind, "extra-heads">, readonly string[]>;
  readonly isCertain: boolean;
}

/** A directory that is not there. */
export const nothing: Condition = { heads: [], damage: new Map(), isCertain: true };

/** Files that Alembic cannot load; what a change brought stays broken after it. */
export class BrokenFiles {
  readonly #known = new Set<string>();

  /** The condition of one state of a script directory. */
  conditionOf(graph: RevisionGraph): Condition {
    const broken = graph.files.filter((file) => this.#isBroken(file)).map(({ path }) => path);
    // What nobody could read may hold what is missing.
    const unresolved = graph.unseen.length === 0 ? graph.unresolved : [];
    const down = unresolved.filter(({ from }) => from === "down_revision");
    const beside = unresolved.filter(({ from }) => from === "depends_on");
    const found: readonly (readonly [Exclude<IncidentKind, "extra-heads">, readonly string[]])[] = [
      ["missing-down-revision", down.map(({ missing }) => missing.value)],
      ["missing-dependency", beside.map(({ missing }) => missing.value)],
      ["duplicate-revision", graph.duplicates.map(({ revision }) => revision)],
      ["cycle", graph.cycles.map((loop) => [...loop].reverse().join(" -> "))],
      ["unloadable", broken],
    ];
    return {
      heads: headsOf(graph),
      damage: new Map(
        found.flatMap(([kind, names]) => (names.length > 0 ? [[kind, [...new Set(names)]]] : [])),
      ),
      isCertain: graph.unseen.length === 0,
    };
  }

  #isBroken(file: ParsedFile): boolean {
    const key = `${file.id}\0${file.path}`;
    if (file.kind !== "script" && file.error) this.#known.add(key);
    return this.#known.has(key);
  }
}

/** Alembic counts files; a doubled revision is an incident of its own, and no head where another script follows it. */
function headsOf({ heads, scripts, duplicates }: RevisionGraph): readonly RevisionId[] {
  if (duplicates.length === 0) return [...new Set(heads)];
  const followed = new Set(
    scripts.flatMap((script) => script.downRevisions.map(({ value }) => value)),
  );
  return [...new Set(heads)].filter((head) => !followed.has(head));
}
