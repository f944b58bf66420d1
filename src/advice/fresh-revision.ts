// Revisions for scripts that need one of their own.

import type { Change, RevisionId, Script } from "../model.ts";

/** Twelve hexadecimal digits as Alembic makes them, out of the path so that every run proposes the same. */
export function freshRevision({ before, after }: Change, { path, revision }: Script): RevisionId {
  return freshFor({ before, after }, `${path}${revision.value}`);
}

/** The same out of any text. */
export function freshFor(
  { before, after }: Pick<Change, "before" | "after">,
  seed: string,
): RevisionId {
  for (let round = 0; ; round += 1) {
    const digits = [0, 1].map((part) => hash(`${round}${part}${seed}`));
    const fresh = digits.join("").slice(0, 12) as RevisionId;
    if (!after.nodes.has(fresh) && !before.nodes.has(fresh)) return fresh;
  }
}

/** FNV-1a, eight hexadecimal digits. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, "0");
}
