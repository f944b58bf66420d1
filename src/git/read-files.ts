// Paths of a state of the repository → files with their text, or the reason why there is none.

import type { CommitSha, SourceFile, TreeEntry } from "../model.ts";
import { quoted } from "../text/foreign-text.ts";
import type { Collision, MergedTree } from "./apply-change.ts";
import type { Decoded } from "./decode-source.ts";
import { followLinks, type Links } from "./follow-links.ts";
import { mergeTexts } from "./merge-texts.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";
import { isOnDisk, readOnDisk, unmerged } from "./work-tree.ts";

/** Every path of one state, and what has to be known to read it. */
export interface FileState extends MergedTree {
  /** Paths that are not as the commit has them that the state was made from. */
  readonly changed: ReadonlySet<string>;
  /** False where that commit too may hold anything. Sizes of what is not trusted are asked for before it is read. */
  readonly isTrusted: boolean;
}

/** One state of the repository. */
export interface State extends FileState {
  /** The commit that the state was made from; null before the first one. */
  readonly commit: CommitSha | null;
}

/** Files to be read: which paths of which state, all of them in its tree. */
export interface Wanted {
  readonly state: FileState;
  readonly paths: readonly string[];
  /** The links of that state; null to read the links themselves, whose text is the path they lead to. */
  readonly links: Links | null;
}

/** Reads files of several states, each blob once, with at most two processes (and one for each text that git has to merge). */
export async function readFiles(
  repository: Repository,
  wanted: readonly Wanted[],
): Promise<readonly ReadonlyMap<string, SourceFile>[]> {
  const ids = new Set<string>();
  const suspects = new Set<string>();
  for (const { state, paths } of wanted) {
    for (const path of paths) {
      const isTrusted = state.isTrusted && !state.changed.has(path) && !state.collisions.has(path);
      for (const entry of entriesOf(state, path)) {
        if (!isBlob(entry)) continue;
        ids.add(entry.id);
        if (!isTrusted) suspects.add(entry.id);
      }
    }
  }
  await readBlobs(repository, ids, suspects);
  const read: ReadonlyMap<string, SourceFile>[] = [];
  for (const one of wanted) read.push(await readWanted(repository, one));
  return read;
}

/** Each merge is a process of git's. A branch that lags behind by more has to be brought up to date anyway. */
const mostMerges = 300;

async function readWanted(
  repository: Repository,
  { state, paths, links }: Wanted,
): Promise<ReadonlyMap<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  let merges = 0;
  for (const path of paths) {
    const collision = state.collisions.get(path);
    const entry = state.tree.get(path)!;
    const content = collision
      ? await readCollision(repository, path, collision, ++merges <= mostMerges)
      : contentOf(repository, path, entry, links);
    files.set(path, sourceFile(path, content));
  }
  return files;
}

function entriesOf({ tree, collisions }: FileState, path: string): readonly TreeEntry[] {
  const collision = collisions.get(path);
  if (!collision) return [tree.get(path)!];
  return [collision.base, collision.ours, collision.theirs].filter((entry) => entry !== null);
}

function isBlob(entry: TreeEntry): boolean {
  return entry.mode !== "submodule" && entry.id !== unmerged && !isOnDisk(entry);
}

interface Content {
  readonly id: string;
  readonly content: Decoded;
}

function contentOf(
  repository: Repository,
  path: string,
  entry: TreeEntry,
  links: Links | null,
): Content {
  const { id, mode } = entry;
  const read = repository.blobs.get(id);
  if (read && mode === "file") return { id, content: read };
  const none = (reason: string): Content => ({ id, content: { reason } });
  if (mode === "symlink" && links) return none(whyNotFollowed(links, path));
  if (mode === "submodule") return none("it is a submodule, the content of another repository");
  if (id === unmerged) return none("it has conflicts in the index that are not resolved yet");
  if (isOnDisk(entry)) return readOnDisk(repository, entry);
  return { id, content: read! };
}

function whyNotFollowed(links: Links, path: string): string {
  const followed = followLinks(links, path);
  if ("reason" in followed) return followed.reason;
  return `it is a symbolic link to ${quoted(followed.path)}, where the repository has no file`;
}

const mergeOf = "merge of ";

/** True for a file that both sides changed and that git cannot merge. */
export function isMergeConflict({ kind, id }: SourceFile): boolean {
  return kind === "not-text" && id.startsWith(mergeOf);
}

/** Merges one file; what git would call a conflict is no text. */
async function readCollision(
  repository: Repository,
  path: string,
  { base, ours, theirs }: Collision,
  isToBeMerged: boolean,
): Promise<Content> {
  const id = `${mergeOf}${[base, ours, theirs].map((entry) => entry?.id ?? "nothing").join(", ")}`;
  const conflict = (reason: string): Content => ({ id, content: { reason } });
  if (!theirs)
    return conflict(
      "the change deletes it and the target branch has changed it, which is a merge conflict",
    );
  if (!ours)
    return conflict(
      "the change edits it and the target branch no longer has it there, which is a merge conflict",
    );

  if (!isToBeMerged) {
    return conflict(
      `the change and the target branch both edit it, as they do with more than ${mostMerges} files, which takes one to be merged into the other`,
    );
  }

  const [mine, other] = [ours, theirs].map(
    (entry) => contentOf(repository, path, entry, null).content,
  );
  const common = base ? contentOf(repository, path, base, null).content : { text: "" };
  const areFiles = [base ?? ours, ours, theirs].every((entry) => entry.mode === "file");
  if (areFiles && "text" in mine! && "text" in other! && "text" in common) {
    const text = await mergeTexts(repository, {
      base: common.text,
      ours: mine.text,
      theirs: other.text,
    });
    if (text !== null) return { id: text === mine.text ? ours.id : id, content: { text } };
  }
  return conflict(
    "the change and the target branch conflict in this file until one is merged into the other",
  );
}

const known = new WeakMap<Decoded, Map<string, SourceFile>>();

/** A file that is the same in several states is the same object, so that it is parsed once. */
function sourceFile(path: string, content: Content): SourceFile {
  const files = known.get(content.content) ?? new Map<string, SourceFile>();
  const file = files.get(path) ?? newSourceFile(path, content);
  if (file.id !== content.id) return newSourceFile(path, content);
  known.set(content.content, files.set(path, file));
  return file;
}

/** Python passes over the byte order mark of UTF-8 in scripts; ConfigParser does not in configurations. */
function newSourceFile(path: string, { id, content }: Content): SourceFile {
  if ("reason" in content) return { kind: "not-text", path, id, reason: content.reason };
  const text =
    path.endsWith(".py") && content.text.startsWith("\ufeff")
      ? content.text.slice(1)
      : content.text;
  return { kind: "text", path, id, text };
}
