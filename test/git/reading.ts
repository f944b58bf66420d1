// How the tests of this room ask and look.

import { openRepository } from "../../src/git/open-repository.ts";
import { readSnapshots, type Snapshots } from "../../src/git/read-snapshots.ts";
import type { WantedStates } from "../../src/git/wanted-states.ts";
import type { Snapshot, SourceFile } from "../../src/model.ts";

/** Reads the two states around a change in the repository at `path`. */
export async function read(path: string, question: Partial<WantedStates> = {}): Promise<Snapshots> {
  return readSnapshots(await openRepository(path), {
    against: null,
    after: { kind: "worktree" },
    named: { configs: [], versions: [] },
    released: null,
    ...question,
  });
}

/** A commit as the state to look at. */
export function at(ref: string): Partial<WantedStates> {
  return { after: { kind: "commit", ref } };
}

/** Names of all script files of a state, without directories. */
export function names(snapshot: Snapshot | null): readonly string[] {
  return files(snapshot).map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
}

/** All script files of a state. */
export function files(snapshot: Snapshot | null): readonly SourceFile[] {
  return (snapshot?.scriptDirectories ?? []).flatMap((one) => one.files);
}

/** The text of the script whose path ends so, or why there is none. */
export function text(snapshot: Snapshot | null, end: string): string {
  const file = files(snapshot).find(({ path }) => path.endsWith(end));
  if (!file) return "(no such script)";
  return file.kind === "text" ? file.text : `(${file.reason})`;
}
