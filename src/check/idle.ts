// Which scripts around a change do nothing on the way up: no database can miss them.

import type { ParsedFile, RevisionGraph, RevisionId, ScriptChange } from "../model.ts";
import { isIdle } from "../parse/difference.ts";

/** Of the scripts that the change brings and of the merge revisions, those whose `upgrade` does nothing. `textOf` gives a file's text. */
export function idleRevisions(
  after: RevisionGraph,
  scripts: readonly ScriptChange[],
  textOf: (file: ParsedFile) => string,
): ReadonlySet<RevisionId> {
  if (scripts.length === 0) return new Set();
  const brought = new Set(scripts.flatMap((one) => ("after" in one ? [one.after] : [])));
  const merges = new Set(after.mergePoints);
  const idle = new Set<RevisionId>();
  for (const file of after.files) {
    if (file.kind !== "script") continue;
    const revision = file.script.revision.value;
    if ((brought.has(file) || merges.has(revision)) && isIdle(textOf(file))) idle.add(revision);
  }
  return idle;
}
