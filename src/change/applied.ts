// What became of the scripts that the target branch has: which count as applied, and which are gone.

import type { Change, RevisionId, Script, Severity } from "../model.ts";

/** The scripts of *before* and *after*, by what became of them. */
export interface Fates {
  /** Revisions that only *after* has, renamed ones left out. */
  readonly added: ReadonlySet<RevisionId>;
  /** Old revision → new revision. */
  readonly renamed: ReadonlyMap<RevisionId, RevisionId>;
  /** Revisions of *before* that no file of *after* declares. */
  readonly removed: ReadonlyMap<RevisionId, Script>;
  /** Revisions of *before* whose file is still there and can no longer be read. */
  readonly hidden: ReadonlySet<RevisionId>;
}

/** Sorts a change's scripts by what became of them. */
export function sortByFate({ before, after, scripts }: Change): Fates {
  const added = new Set<RevisionId>();
  const renamed = new Map<RevisionId, RevisionId>();
  const removed = new Map<RevisionId, Script>();
  const hidden = new Set<RevisionId>();
  for (const change of scripts) {
    if (change.kind === "added" && change.after.kind === "script") {
      const id = change.after.script.revision.value;
      if (!before.nodes.has(id)) added.add(id);
    }
    if (!("before" in change) || change.before.kind !== "script") continue;
    const old = change.before.script.revision.value;
    if (after.nodes.has(old)) continue;
    if (change.kind === "removed") removed.set(old, change.before.script);
    else if (change.after.kind === "script") renamed.set(old, change.after.script.revision.value);
    else hidden.add(old);
  }
  return { added, renamed, removed, hidden };
}

/** How much a change to applied scripts weighs: less where all of them are merged but not released. */
export function weight({ released }: Change, revisions: Iterable<RevisionId>): Severity {
  if (released === null) return "error";
  for (const revision of revisions) if (released.has(revision)) return "error";
  return "warning";
}
