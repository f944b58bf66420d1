// What the work tree or the index holds beyond a commit.

import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { CommitSha, TreeEntry } from "../model.ts";
import { encodeName } from "./decode-names.ts";
import { type Decoded, decodeSource, tooLarge } from "./decode-source.ts";
import { type PathChange, readRawDiff, type TreeChange } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";

/** How the id of an entry begins whose content only the work tree has; then come the path and what differs when the file was written to. */
const onDisk = "on disk: ";

/** True for an entry whose content is to be read from the work tree. */
export function isOnDisk(entry: TreeEntry): boolean {
  return entry.id.startsWith(onDisk);
}

/** What changed from a commit (null: none yet) to the work tree, files not yet tracked and not ignored included. */
export async function workTreeChange(
  repository: Repository,
  from: CommitSha | null,
): Promise<TreeChange> {
  const [changed, untracked] = await Promise.all([
    repository.git.text([...diffIndex, from ?? emptyTree[repository.objectFormat]]),
    repository.git.text(["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const change = new Map<string, PathChange>();
  for (const { path, old, status, new: now } of readRawDiff(changed)) {
    // A submodule is its commit, whatever its directory holds.
    const entry = now?.mode === "submodule" ? now : entryOnDisk(repository, path);
    change.set(path, { old: change.get(path)?.old ?? old, new: status === "D" ? null : entry });
  }
  for (const path of untracked.split("\0")) {
    // A repository inside the repository is listed as a directory.
    if (path !== "" && !path.endsWith("/"))
      change.set(path, { old: change.get(path)?.old ?? null, new: entryOnDisk(repository, path) });
  }
  return change;
}

/** What changed from a commit (null: none yet) to the index. */
export async function stagedChange(
  repository: Repository,
  from: CommitSha | null,
): Promise<TreeChange> {
  const printed = await repository.git.text([
    ...diffIndex,
    "--cached",
    "--ita-invisible-in-index",
    from ?? emptyTree[repository.objectFormat],
  ]);
  const change = new Map<string, PathChange>();
  for (const { path, old, status, new: now } of readRawDiff(printed)) {
    change.set(path, { old, new: status === "U" ? { mode: "file", id: unmerged } : now });
  }
  return change;
}

/** The id of a path with unresolved conflicts in the index. */
export const unmerged = "unmerged";

const diffIndex = [
  "diff-index",
  "--raw",
  "-z",
  "--no-renames",
  "--full-index",
  "--ignore-submodules=dirty",
];

/** Git knows these without having them. */
const emptyTree = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
};

/** A path of the work tree; null for what git does not track: nothing, a directory, a pipe. */
export function entryOnDisk(repository: Repository, path: string): TreeEntry | null {
  try {
    const found = lstatSync(onDiskPath(repository, path), { throwIfNoEntry: false });
    if (!found || !(found.isFile() || found.isSymbolicLink())) return null;
    return {
      mode: found.isFile() ? "file" : "symlink",
      id: `${onDisk}${path}\0${found.size} ${found.mtimeMs}`,
    };
  } catch {
    return { mode: "file", id: `${onDisk}${path}\0` };
  }
}

/** A name that is no UTF-8 is found by its bytes. */
function onDiskPath({ root }: Repository, path: string): string | Buffer {
  const whole = join(root, path);
  return /\p{Cs}/u.test(whole) ? encodeName(whole) : whole;
}

/** The content of a file of the work tree, or the path a symbolic link leads to, with the id that git would give it. */
export function readOnDisk(
  repository: Repository,
  { id }: TreeEntry,
): { readonly id: string; readonly content: Decoded } {
  const bytes = bytesOnDisk(onDiskPath(repository, id.slice(onDisk.length, id.indexOf("\0"))));
  if (!Buffer.isBuffer(bytes)) return { id, content: bytes };
  const hash = createHash(repository.objectFormat).update(`blob ${bytes.length}\0`).update(bytes);
  return { id: hash.digest("hex"), content: decodeSource(bytes) };
}

function bytesOnDisk(path: string | Buffer): Buffer | Decoded {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return readlinkSync(path, { encoding: "buffer" });
    return tooLarge(found.size) ?? readFileSync(path);
  } catch (error) {
    return { reason: `it cannot be opened (${(error as NodeJS.ErrnoException).code})` };
  }
}
