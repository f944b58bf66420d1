// Alembic's own check for cycles, `RevisionMap._detect_cycles`: it notices only what a cycle cuts off.

import type { AlembicError } from "../model.ts";
import { byCodePoint } from "../text/code-points.ts";
import { alembicError, keyError } from "./alembic-error.ts";
import type { LoadedMap } from "./load.ts";
import { reach } from "./reach.ts";
import type { Draft } from "./read-files.ts";

/** `_normalize_depends_on` walks the down revisions of each script with dependencies, and stops at a name that is a label. */
export function findBrokenWalk({ drafts, byRevision, byLabel }: LoadedMap): AlembicError | null {
  const seen = new Set<Draft>();
  for (const draft of drafts) {
    if (draft.dependencies.length === 0) continue;
    const stack = [draft];
    for (let at = stack.pop(); at; at = stack.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const name of at.down) {
        const followed = byRevision.get(name);
        if (followed) stack.push(followed);
        else if (byLabel.has(name)) {
          return alembicError("RevisionError", "Dependency resolution failed; broken map");
        } else return keyError(name);
      }
    }
  }
  return null;
}

/** Every revision must be below some head and above some base: by down revisions, then with dependencies. */
export function findDisconnected({ drafts, byRevision }: LoadedMap): AlembicError | null {
  const all = [...byRevision.values()];
  if (all.length === 0) return null;
  const refuse = (kind: string, revisions: readonly string[]) => {
    const words = kind === "CycleDetected" ? "Cycle" : "Dependency cycle";
    return alembicError(kind, `${words} is detected in revisions (${revisions.join(", ")})`);
  };
  const check = (
    kind: string,
    heads: readonly Draft[],
    bases: readonly Draft[],
    below: (draft: Draft) => readonly string[],
    above: (draft: Draft) => Iterable<Draft>,
  ): AlembicError | null => {
    if (heads.length === 0 || bases.length === 0) {
      return refuse(
        kind,
        all.map(({ revision }) => revision),
      );
    }
    const down = reachDown(heads, below, byRevision);
    if ("error" in down) return down.error;
    const belowHeads = new Set<string>([...down.found].map(({ revision }) => revision));
    const aboveBases = new Set<string>([...reach(bases, above)].map(({ revision }) => revision));
    const lost = all.filter(
      ({ revision }) => !belowHeads.has(revision) || !aboveBases.has(revision),
    );
    if (lost.length === 0) return null;
    return refuse(kind, lost.map(({ revision }) => revision).sort(byCodePoint));
  };
  return (
    check(
      "CycleDetected",
      drafts.filter(({ isHead }) => isHead),
      drafts.filter(({ down }) => down.length === 0),
      ({ down }) => down,
      ({ next }) => next,
    ) ??
    check(
      "DependencyCycleDetected",
      drafts.filter(({ isRealHead }) => isRealHead),
      drafts.filter(({ isRealBase }) => isRealBase),
      ({ down, dependencies }) => [...down, ...dependencies],
      ({ allNext }) => allNext,
    )
  );
}

/** Depth first as Alembic walks, since the first name that is no revision is the one it raises. */
function reachDown(
  starts: readonly Draft[],
  below: (draft: Draft) => readonly string[],
  byRevision: ReadonlyMap<string, Draft>,
): { readonly found: ReadonlySet<Draft> } | { readonly error: AlembicError } {
  const found = new Set<Draft>();
  for (const start of starts) {
    const stack = [start];
    for (let at = stack.pop(); at; at = stack.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      for (const name of below(at)) {
        const followed = byRevision.get(name);
        if (!followed) return { error: keyError(name) };
        stack.push(followed);
      }
    }
  }
  return { found };
}
