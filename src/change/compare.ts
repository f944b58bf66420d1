// Two graphs of one script directory become a list of changed files.

import type {
  Edit,
  ParsedFile,
  RevisionGraph,
  RevisionId,
  ScriptChange,
  ScriptDifference,
} from "../model.ts";
import { byCodePoint } from "../text/code-points.ts";

type Difference = (before: ParsedFile, after: ParsedFile) => ScriptDifference;
type Match = readonly [before: ParsedFile, after: ParsedFile];

/** So many texts are compared in search of scripts that got another revision and another name. */
const mostGuesses = 200;

/** What changed from before to after, sorted by path. Files are matched by revision, then by path, then by what they hold. */
export function compareGraphs(
  before: RevisionGraph,
  after: RevisionGraph,
  difference: Difference,
): readonly ScriptChange[] {
  const unmatched = new Unmatched(before.files, after.files);
  unmatched.match(({ path, id }) => [`${id}\0${path}`]);
  const matches = [
    // Of several files with one revision those at one path belong together, then those that are alike.
    ...unmatched.match((file) => withRevision(file, file.path)),
    ...unmatched.match((file) => withRevision(file, file.id)),
    ...unmatched.matchTakenOver(difference),
    ...unmatched.match((file) => withRevision(file, "")),
    ...unmatched.match(({ path }) => [path]),
    ...unmatched.match(({ id }) => [id]),
    ...unmatched.matchAlike(difference),
  ];
  const changes: ScriptChange[] = [
    ...matches.map(([old, now]) => describe(old, now, difference)),
    ...[...unmatched.before].map((file): ScriptChange => ({ kind: "removed", before: file })),
    ...[...unmatched.after].map((file): ScriptChange => ({ kind: "added", after: file })),
  ];
  return changes.sort((a, b) => byCodePoint(pathOf(a), pathOf(b)));
}

function describe(before: ParsedFile, after: ParsedFile, difference: Difference): ScriptChange {
  return before.id === after.id
    ? { kind: "moved", before, after }
    : { kind: "edited", before, after, difference: difference(before, after) };
}

function pathOf(change: ScriptChange): string {
  return change.kind === "removed" ? change.before.path : change.after.path;
}

function withRevision(file: ParsedFile, also: string): readonly string[] {
  const revision = revisionOf(file);
  return revision === null ? [] : [`${revision}\0${also}`];
}

/** The revision that a file declares, as far as it is certain. */
export function revisionOf(file: ParsedFile): RevisionId | null {
  switch (file.kind) {
    case "script":
      return file.script.revision.value;
    case "unreadable":
    case "refused":
      return file.revision;
    case "no-revision":
      return null;
  }
}

/** The files of both sides that have no counterpart yet. */
class Unmatched {
  readonly before: Set<ParsedFile>;
  readonly after: Set<ParsedFile>;

  constructor(before: readonly ParsedFile[], after: readonly ParsedFile[]) {
    const [was, is] = [new Set(before), new Set(after)];
    // A file that was parsed once for both sides is the same on both.
    this.before = new Set(before.filter((file) => !is.has(file)));
    this.after = new Set(after.filter((file) => !was.has(file)));
  }

  /** Pairs the files of one key (a file has one, or none), in load order, and takes them out. */
  match(keyOf: (file: ParsedFile) => readonly string[]): readonly Match[] {
    const waiting = groupBy(this.before, keyOf);
    const matches: Match[] = [];
    for (const file of this.after) {
      const old = keyOf(file).map((key) => waiting.get(key)?.shift())[0];
      if (old) matches.push(this.take(old, file));
    }
    return matches;
  }

  /** Pairs scripts that do the same: somebody gave one another revision and file name. Those that do nothing are alike only where they say the same or stand at the same place. */
  matchAlike(difference: Difference): readonly Match[] {
    const waiting = groupBy(this.before, traitsOf);
    const matches: Match[] = [];
    let guesses = 0;
    for (const file of scriptsOf(this.after)) {
      const likely = traitsOf(file).flatMap((trait) => waiting.get(trait) ?? []);
      for (const old of new Set([...likely, ...scriptsOf(this.before)])) {
        if (!this.before.has(old)) continue;
        if (guesses++ >= mostGuesses) return matches;
        const { edits, doesNothing } = difference(old, file);
        if (!isSameBody(edits) || (doesNothing && !likely.includes(old))) continue;
        matches.push(this.take(old, file));
        break;
      }
    }
    return matches;
  }

  /**
   * Pairs a script with the one that does the same now, where another script has taken over its revision: a renumbering.
   * Only where the two of one revision neither do the same nor lie at one path.
   */
  matchTakenOver(difference: Difference): readonly Match[] {
    const now = groupBy(this.after, (file) => withRevision(file, ""));
    const matches: Match[] = [];
    let guesses = 0;
    for (const old of scriptsOf(this.before)) {
      const [taker] = withRevision(old, "").flatMap((key) => now.get(key) ?? []);
      if (!taker || taker.path === old.path || !this.after.has(taker)) continue;
      if (isSameBody(difference(old, taker).edits)) continue;
      for (const file of scriptsOf(this.after)) {
        if (file === taker || guesses++ >= mostGuesses) continue;
        const { edits, doesNothing } = difference(old, file);
        if (!isSameBody(edits) || doesNothing) continue;
        matches.push(this.take(old, file));
        break;
      }
    }
    return matches;
  }

  private take(before: ParsedFile, after: ParsedFile): Match {
    this.before.delete(before);
    this.after.delete(after);
    return [before, after];
  }
}

function scriptsOf(files: Iterable<ParsedFile>): readonly ParsedFile[] {
  return [...files].filter(({ kind }) => kind === "script");
}

/** What a script keeps when it gets another revision: its message, or its place. */
function traitsOf(file: ParsedFile): readonly string[] {
  if (file.kind !== "script") return [];
  const { message, downRevisions } = file.script;
  const place = `follows\0${downRevisions.map(({ value }) => value).join("\0")}`;
  return message === "" ? [place] : [`says\0${message}`, place];
}

function groupBy(
  files: Iterable<ParsedFile>,
  keysOf: (file: ParsedFile) => readonly string[],
): Map<string, ParsedFile[]> {
  const groups = new Map<string, ParsedFile[]>();
  for (const file of files) {
    for (const key of keysOf(file)) {
      const group = groups.get(key);
      if (group) group.push(file);
      else groups.set(key, [file]);
    }
  }
  return groups;
}

function isSameBody(edits: readonly Edit[]): boolean {
  return !edits.some((edit) => edit === "upgrade" || edit === "downgrade" || edit === "module");
}
