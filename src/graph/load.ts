// Mirrors `RevisionMap._revision_map`: labels, dependencies and down revisions, and the first error Alembic meets there.

import type {
  AlembicError,
  Located,
  ParsedFile,
  RevisionGraph,
  RevisionId,
  Unresolved,
} from "../model.ts";
import { keyError } from "./alembic-error.ts";
import { firstClashes, mapLabels } from "./labels.ts";
import { type Draft, type Reading, readFiles } from "./read-files.ts";

/** Alembic's map as far as it goes; damage does not stop it. */
export interface LoadedMap extends Reading {
  readonly byLabel: ReadonlyMap<string, Draft>;
  readonly labelClashes: RevisionGraph["labelClashes"];
  readonly unresolved: readonly Unresolved[];
}

/** Puts the files of a script directory into the map, in load order. */
export function loadMap(files: readonly ParsedFile[]): LoadedMap {
  const reading = readFiles(files);
  const { byLabel, clashes } = mapLabels(reading.drafts, reading.byRevision);
  const map: LoadedMap = {
    ...reading,
    byLabel,
    labelClashes: clashes,
    unresolved: findUnresolved(reading, byLabel),
  };
  for (const draft of map.drafts) draft.dependencies = resolveDependencies(draft, map);
  const missing = linkFollowers(map);
  if (map.error !== null) return map;
  if (clashes.length > 0) return { ...map, error: firstClashes(map.drafts, map.byRevision) };
  const error = errorOfDependencies(map);
  if (error !== null || missing === null) return { ...map, error };
  const { name, warning } = missing;
  return { ...map, error: keyError(name), warnings: [...map.warnings, warning] };
}

// ------------------------------------------------------------ missing names

/** Names that no script answers to. A label will do for a dependency, not for a down revision. */
function findUnresolved(
  { drafts, byRevision, unread }: Reading,
  byLabel: ReadonlyMap<string, Draft>,
): readonly Unresolved[] {
  const unresolved: Unresolved[] = [];
  const isMissing = (name: string) => !byRevision.has(name) && !unread.has(name);
  for (const { script } of drafts) {
    for (const missing of once(script.downRevisions)) {
      if (isMissing(missing.value)) unresolved.push({ script, missing, from: "down_revision" });
    }
    if (script.dependsOn.length === 0) continue;
    for (const missing of once(namesOf(script.dependsOn))) {
      if (isMissing(missing.value) && !byLabel.has(missing.value)) {
        unresolved.push({ script, missing, from: "depends_on" });
      }
    }
  }
  return unresolved;
}

/** `tuple_rev_as_scalar` makes `('',)` an empty string, which counts as no dependency. */
function namesOf(dependsOn: readonly Located<string>[]): readonly Located<string>[] {
  return dependsOn.length === 1 && dependsOn[0]!.value === "" ? [] : dependsOn;
}

function once(names: readonly Located<string>[]): readonly Located<string>[] {
  if (names.length < 2) return names;
  const seen = new Set<string>();
  return names.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** `_add_depends_on` stops at the first missing name of a script; the scripts come in the order of a set. */
function errorOfDependencies({ unresolved }: LoadedMap): AlembicError | null {
  const first = new Map<unknown, string>();
  for (const { script, missing, from } of unresolved) {
    if (from === "depends_on" && !first.has(script)) first.set(script, missing.value);
  }
  return first.size === 0 ? null : keyError(...first.values());
}

// --------------------------------------------------------------------- edges

const noNames: readonly RevisionId[] = [];

function resolveDependencies({ script }: Draft, { byRevision, byLabel }: LoadedMap) {
  if (script.dependsOn.length === 0) return noNames;
  const found = namesOf(script.dependsOn).flatMap(
    ({ value }) => byRevision.get(value) ?? byLabel.get(value) ?? [],
  );
  return [...new Set(found.map(({ revision }) => revision))];
}

interface MissingDownRevision {
  readonly name: string;
  readonly warning: string;
}

/** Links each script to what it follows, in the map's order: revisions, then labels. Answers with the first name that is missing. */
function linkFollowers({ byRevision, byLabel, unread }: LoadedMap): MissingDownRevision | null {
  let missing: MissingDownRevision | null = null;
  const link = (draft: Draft) => {
    const { down, dependencies } = draft;
    for (const name of down.length < 2 ? down : new Set(down)) {
      const followed = byRevision.get(name) ?? byLabel.get(name);
      if (followed) followDown(draft, followed, name, byRevision);
      else if (!unread.has(name)) missing ??= { name, warning: warnOf(draft, name) };
    }
    if (dependencies.length === 0) return;
    const names = new Set(down);
    for (const name of dependencies) {
      if (!names.has(name)) followBeside(draft, byRevision.get(name)!, byRevision);
    }
  };
  for (const draft of byRevision.values()) link(draft);
  for (const draft of byLabel.values()) {
    // A label may still stand for a file whose revision another file has taken over.
    if (byRevision.get(draft.revision) !== draft) link(draft);
  }
  return missing;
}

/** `Revision.add_nextrev` by way of a down revision, and what leaves the lists of heads. */
function followDown(
  draft: Draft,
  followed: Draft,
  name: RevisionId,
  byRevision: ReadonlyMap<string, Draft>,
): void {
  followed.isHead = false;
  if (followed.revision === name) draft.below = withLast(draft.below, followed);
  if (followed.revision === name || draft.down.includes(followed.revision)) {
    followed.next = withFollower(followed.next, draft, byRevision);
  }
  followBeside(draft, followed, byRevision);
}

/** The same by way of a dependency. */
function followBeside(draft: Draft, followed: Draft, byRevision: ReadonlyMap<string, Draft>): void {
  followed.isRealHead = false;
  followed.allNext = withFollower(followed.allNext, draft, byRevision);
}

/** Followers are known by name, and a name stands for the file that took the revision over. Each is added once, all at one go unless it has another file. */
function withFollower(
  followers: Draft[],
  draft: Draft,
  byRevision: ReadonlyMap<string, Draft>,
): Draft[] {
  const follower = byRevision.get(draft.revision)!;
  const isKnown = follower === draft ? followers.at(-1) === draft : followers.includes(follower);
  return isKnown ? followers : withLast(followers, follower);
}

/** Nearly all scripts have one neighbour on each side; the first push would make room for sixteen. */
function withLast(drafts: Draft[], last: Draft): Draft[] {
  if (drafts.length === 0) return [last];
  drafts.push(last);
  return drafts;
}

/** The warning before the KeyError, with `str(Script)` as it is while the map is half linked. */
function warnOf({ script, revision, down, next }: Draft, name: string): string {
  const isBase = down.length === 0 || (down.length === 1 && down[0] === "");
  const marks = [
    next.length === 0 ? " (head)" : "",
    next.length > 1 ? " (branchpoint)" : "",
    down.length > 1 ? " (mergepoint)" : "",
  ].join("");
  const shown = `${isBase ? "<base>" : down.join(", ")} -> ${revision}${marks}, ${script.message}`;
  return `Revision ${name} referenced from ${shown} is not present`;
}
