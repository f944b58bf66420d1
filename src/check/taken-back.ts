// Edits that only take another back: the script gets the text again that the newest release has, or that was merged.

import type { CommitSha, FirstText, Snapshot } from "../model.ts";
import { compareTexts } from "../parse/difference.ts";
import { code } from "../text/sentence.ts";
import { type DirectoryChange, filesOf, type Snapshots } from "./compare-directories.ts";

/** Finds the texts with which scripts came to the target branch, by path; git does, where there is one. */
export type FindFirstTexts = (
  target: CommitSha,
  paths: readonly string[],
) => Promise<ReadonlyMap<string, FirstText>>;

/** For edited scripts that go back to an older text: where that stands, by the script's path now. */
export async function findTakenBack(
  directories: readonly DirectoryChange[],
  { before, after, released }: Snapshots,
  firstTexts: FindFirstTexts,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const edited = directories.flatMap(({ scripts }) =>
    scripts.flatMap((one) =>
      one.kind === "edited" &&
      one.difference.edits.some((edit) => /^(upgrade|downgrade|module)$/.test(edit))
        ? [{ was: one.before.path, is: one.after.path }]
        : [],
    ),
  );
  if (edited.length === 0) return found;
  const now = textsOf(after);
  const old = released ? textsOf(released) : new Map<string, string>();
  const isSame = (older: string | undefined, path: string) =>
    older !== undefined &&
    compareTexts(older, now.get(path) ?? "", path).edits.includes("cosmetic");
  for (const { was, is } of edited)
    if (isSame(old.get(was), is)) found.set(is, `release ${code(released!.ref)}`);
  const open = edited.filter(({ is }) => !found.has(is));
  if (open.length === 0 || !before?.commit) return found;
  const first = await firstTexts(
    before.commit,
    open.map(({ was }) => was),
  );
  for (const { was, is } of open) {
    const merged = first.get(was);
    if (merged && isSame(merged.text, is))
      found.set(is, `commit ${code(merged.commit.slice(0, 10))}`);
  }
  return found;
}

function textsOf(snapshot: Snapshot): ReadonlyMap<string, string> {
  return new Map(
    filesOf(snapshot).flatMap((file) => (file.kind === "text" ? [[file.path, file.text]] : [])),
  );
}
