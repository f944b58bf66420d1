// Mirrors `Script._from_filename` and `Revision.__init__`: the files one after the other, until one stops Alembic.

import type { AlembicError, ParsedFile, RevisionId, Script } from "../model.ts";
import { alembicError } from "./alembic-error.ts";

/** One script while Alembic's map is put together: its `Revision` object. */
export interface Draft {
  readonly script: Script;
  readonly revision: RevisionId;
  /** Its number among all scripts, in load order. */
  readonly place: number;
  /** `_versioned_down_revisions`: names as written. */
  readonly down: readonly RevisionId[];
  /** `_resolved_dependencies`, deduplicated, without those that no script answers to. */
  dependencies: readonly RevisionId[];
  /** Followers by down revision; by down revision or dependency. */
  next: Draft[];
  allNext: Draft[];
  /** The scripts that its down revisions name, as far as they exist. */
  below: Draft[];
  isHead: boolean;
  isRealHead: boolean;
  readonly isRealBase: boolean;
}

/** What the files gave, and the first error among them. Files whose outcome cannot be known are passed over. */
export interface Reading {
  /** Every script, in load order. */
  readonly drafts: readonly Draft[];
  /** Of two files with one revision the later one, at the place of the first. */
  readonly byRevision: ReadonlyMap<string, Draft>;
  /** Revisions of files of which nothing else is known. */
  readonly unread: ReadonlySet<string>;
  /** What unread files are known to follow. */
  readonly followed: ReadonlySet<string>;
  readonly warnings: readonly string[];
  readonly error: AlembicError | null;
  readonly isCertain: boolean;
}

/** Reads the files in load order. */
export function readFiles(files: readonly ParsedFile[]): Reading {
  const drafts: Draft[] = [];
  const byRevision = new Map<string, Draft>();
  const unread = new Set<string>();
  const followed = new Set<string>();
  const warnings: string[] = [];
  let error: AlembicError | null = null;
  let isCertain = true;
  for (const file of files) {
    if (file.kind !== "script") {
      if (error === null && file.error === null) isCertain = false;
      error ??= file.error;
      if (file.kind !== "no-revision" && file.revision !== null) unread.add(file.revision);
      if (file.kind === "unreadable") for (const name of file.follows ?? []) followed.add(name);
      continue;
    }
    // What a script depends on decides whether it loads.
    if (error === null && file.script.uncertain) isCertain = false;
    const draft = draftOf(file.script, drafts.length);
    error ??= refuse(draft);
    if (error === null && byRevision.has(draft.revision)) {
      warnings.push(`Revision ${draft.revision} is present more than once`);
    }
    drafts.push(draft);
    byRevision.set(draft.revision, draft);
  }
  return { drafts, byRevision, unread, followed, warnings, error, isCertain };
}

function draftOf(script: Script, place: number): Draft {
  const down = script.downRevisions.map(({ value }) => value);
  return {
    script,
    revision: script.revision.value,
    place,
    down,
    dependencies: [],
    next: [],
    allNext: [],
    below: [],
    isHead: true,
    isRealHead: true,
    // `depends_on = ''` is no dependency, yet not None either.
    isRealBase: down.length === 0 && script.dependsOn.length === 0,
  };
}

function refuse({ script, revision, down }: Draft): AlembicError | null {
  if (down.includes(revision)) {
    return alembicError("LoopDetected", `Self-loop is detected in revisions (${revision})`);
  }
  if (script.dependsOn.some(({ value }) => value === revision)) {
    const text = `Dependency self-loop is detected in revisions (${revision})`;
    return alembicError("DependencyLoopDetected", text);
  }
  if (!/[@\-+:]/.test(revision)) return null;
  const illegal = [..."+-:@"].filter((character) => revision.includes(character));
  const text = `Character(s) '${illegal.join(", ")}' not allowed in revision identifier '${revision}'`;
  return alembicError("RevisionError", text);
}
