// Which files a change brings or edits.

import type { Change } from "../model.ts";

/** Tells whether a file of *after* was added or edited. Where there is nothing to compare with, every file counts. */
export function isTouched({ scripts, existedBefore }: Change): (path: string) => boolean {
  if (!existedBefore) return () => true;
  const paths = new Set<string>();
  for (const change of scripts) {
    if (change.kind === "added" || change.kind === "edited") paths.add(change.after.path);
  }
  return (path) => paths.has(path);
}
