// How a change ended an incident: which of its scripts did it.

import type { Change, Edit, ParsedFile, RevisionId } from "../model.ts";
import type { HealedBy, Incident } from "./model.ts";

/** What a change did to end an incident, by the likeliest of its parts. */
export function healingOf(
  change: Change | null,
  { kind }: Pick<Incident, "kind">,
): { readonly by: HealedBy; readonly revisions: readonly RevisionId[] } {
  if (!change) return { by: "other", revisions: [] };
  const ways: readonly (readonly [HealedBy, readonly RevisionId[]])[] = [
    ["merge-script", kind === "extra-heads" ? mergeScripts(change) : []],
    ["new-down-revision", edited(change, ["down_revision", "depends_on"])],
    ["new-revision", edited(change, ["revision"])],
    ["removed-script", ofKind(change, "removed")],
    ["added-script", ofKind(change, "added")],
  ];
  const [by, revisions] = ways.find(([, found]) => found.length > 0) ?? ["other" as const, []];
  return { by, revisions };
}

function mergeScripts({ scripts }: Change): readonly RevisionId[] {
  return scripts.flatMap((one) => {
    if (one.kind === "removed" || one.kind === "moved" || one.after.kind !== "script") return [];
    const { revision, downRevisions } = one.after.script;
    const had = one.kind === "edited" && one.before.kind === "script";
    const before = had && one.before.kind === "script" ? one.before.script.downRevisions.length : 0;
    return downRevisions.length > 1 && downRevisions.length > before ? [revision.value] : [];
  });
}

function edited({ scripts }: Change, edits: readonly Edit[]): readonly RevisionId[] {
  return scripts.flatMap((one) => {
    if (one.kind !== "edited") return [];
    return one.difference.edits.some((edit) => edits.includes(edit)) ? revisionIn(one.after) : [];
  });
}

function ofKind({ scripts }: Change, kind: "added" | "removed"): readonly RevisionId[] {
  return scripts.flatMap((one) => {
    if (one.kind !== kind) return [];
    return revisionIn(one.kind === "removed" ? one.before : one.after);
  });
}

function revisionIn(file: ParsedFile): readonly RevisionId[] {
  if (file.kind === "script") return [file.script.revision.value];
  return "revision" in file && file.revision !== null ? [file.revision] : [];
}
