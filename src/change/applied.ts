// What became of the scripts that the target branch has: which count as applied, and which are gone.

import type { Change, RevisionId, Script, Severity } from "../model.ts";
import { remember } from "./remember.ts";

/** The scripts of *before* and *after*, by what became of them. */
export interface Fates {
  /** Revisions that only *after* has and nobody had before, renamed ones left out. */
  readonly added: ReadonlySet<RevisionId>;
  /** Revisions that only *after* has and that come back: databases may have run them. By revision, who had it. */
  readonly restored: ReadonlyMap<RevisionId, string>;
  /** Old revision → new revision. */
  readonly renamed: ReadonlyMap<RevisionId, RevisionId>;
  /** Revisions of *before* that no file of *after* declares. */
  readonly removed: ReadonlyMap<RevisionId, Script>;
  /** Revisions that another script has now: the one that had it, by revision. It is there still, under another name, or among the files of that revision. */
  readonly takenOver: ReadonlyMap<RevisionId, TakenOver>;
  /** Revisions of *before* whose file is still there and can no longer be read. */
  readonly hidden: ReadonlySet<RevisionId>;
}

/** A revision of the target branch that stands for another script after the change. */
export interface TakenOver {
  /** The script that had the revision, as it is now, under another revision. */
  readonly moved: Script;
  /** The script that has it now. */
  readonly taker: Script;
}

/** Sorts a change's scripts by what became of them. */
export const sortByFate = remember(({ before, after, scripts, restored = new Map() }): Fates => {
  const added = new Set<RevisionId>();
  const renamed = new Map<RevisionId, RevisionId>();
  const removed = new Map<RevisionId, Script>();
  const hidden = new Set<RevisionId>();
  const takenOver = new Map<RevisionId, TakenOver>();
  const doubled = new Set([...before.duplicates, ...after.duplicates].map((one) => one.revision));
  for (const change of scripts) {
    if (change.kind === "added" && change.after.kind === "script") {
      const id = change.after.script.revision.value;
      if (!before.nodes.has(id) && !restored.has(id)) added.add(id);
    }
    if (!("before" in change) || change.before.kind !== "script") continue;
    const old = change.before.script.revision.value;
    const taker = after.nodes.get(old)?.script;
    if (taker) {
      const moved =
        change.kind === "edited" && change.after.kind === "script" ? change.after.script : null;
      const isOther = moved !== null && moved.revision.value !== old;
      // Of several files with one revision it is not certain which of them it stands for.
      if (isOther && !doubled.has(old)) takenOver.set(old, { moved, taker });
      continue;
    }
    if (change.kind === "removed") removed.set(old, change.before.script);
    else if (change.after.kind === "script") renamed.set(old, change.after.script.revision.value);
    else hidden.add(old);
  }
  return { added, restored, renamed, removed, hidden, takenOver };
});

/** How much a change to applied scripts weighs: less where all of them are merged but not released. */
export function weight({ released }: Change, revisions: Iterable<RevisionId>): Severity {
  if (released === null) return "error";
  for (const revision of revisions) if (released.has(revision)) return "error";
  return "warning";
}
