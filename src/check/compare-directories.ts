// Two snapshots → for each script directory, what the change does to it.

import { compareGraphs, revisionOf } from "../change/compare.ts";
import { buildGraph } from "../graph/build.ts";
import { step } from "../graph/effort.ts";
import { unseenPlaces } from "../graph/unseen.ts";
import type {
  Change,
  ParsedFile,
  RevisionGraph,
  RevisionId,
  ScriptDirectory,
  ScriptDirectorySnapshot,
  Snapshot,
  SourceFile,
} from "../model.ts";
import { checkSyntax, type FindMistake } from "../parse/check-syntax.ts";
import { compareTexts } from "../parse/difference.ts";
import { parseScript } from "../parse/script.ts";
import { idleRevisions } from "./idle.ts";
import { type Release, releasesOf } from "./releases.ts";

/** The states to compare. `before` is null where there is nothing to compare with; `noBefore` then says why that leaves the question open, or null where the whole history was asked about. */
export interface Snapshots {
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  readonly released: Snapshot | null;
  /** Releases before it, newest first. */
  readonly olderReleases?: readonly Snapshot[];
  readonly noBefore?: string | null;
}

/** What the texts of one script directory tell; the rest of a Change comes from settings and from git. */
export type DirectoryChange = Omit<
  Change,
  "released" | "lost" | "takenBack" | "restored" | "maxHeads"
>;

/** The script directories of both states, compared, and the revisions that are released (null where that was not asked). */
export interface Compared {
  readonly directories: readonly DirectoryChange[];
  readonly released: ReadonlySet<RevisionId> | null;
  /** For each script directory the releases that hold it. */
  readonly releases: ReadonlyMap<DirectoryChange, readonly Release[]>;
}

/** Parses what the snapshots hold, each file once, and compares directory by directory. Without a *before* nothing counts as changed. */
export function compareDirectories(
  snapshots: Snapshots,
  findMistake: FindMistake | null = null,
): Compared {
  const parse = parser(snapshots, findMistake);
  const pairs = pairDirectories(snapshots, parse);
  const { before, after } = snapshots;
  const context = before ? { beforeRef: before.ref } : { scripts: [] };
  const directories = pairs.map((pair) => ({
    ...comparePair(pair, parse),
    ...context,
    ...(lacksScripts(pair, after) && { isBehind: true as const }),
  }));
  const { released, olderReleases = [] } = snapshots;
  const releases = released ? [released, ...olderReleases] : [];
  return {
    directories,
    released: released && revisionsOf(released, parse),
    releases: new Map(directories.map((one) => [one, releasesOf(one, releases, parse)])),
  };
}

/** True where the change's own branch has not all scripts of the target branch as they are there. */
function lacksScripts({ before, after }: Pair, { behind }: Snapshot): boolean {
  if (behind === undefined || behind.size === 0) return false;
  const own = new Set([...(before?.files ?? []), ...(after?.files ?? [])].map(({ path }) => path));
  return [...behind].some((path) => own.has(path));
}

type Parse = (file: SourceFile) => ParsedFile;

const parsedOnce = new WeakMap<SourceFile, ParsedFile>();

/** parseScript, each file once: most are the same on both sides, and in the next comparison of one history. */
function parseOnce(file: SourceFile): ParsedFile {
  const known = parsedOnce.get(file) ?? parseScript(file);
  parsedOnce.set(file, known);
  return known;
}

/** What the change brings has its syntax checked too. */
function parser(snapshots: Snapshots, findMistake: FindMistake | null): Parse {
  const checked = new Map<SourceFile, ParsedFile>();
  const brought = filesBrought(snapshots);
  return (file) => {
    const known = brought.has(file) ? checked.get(file) : parsedOnce.get(file);
    if (known) return known;
    step();
    const script = parseOnce(file);
    if (!brought.has(file)) return script;
    const result = checkSyntax(file, script, findMistake);
    checked.set(file, result);
    return result;
  };
}

/** The files that the change brings or edits. */
export function filesBrought({ before, after }: Snapshots): ReadonlySet<SourceFile> {
  const brought = new Set([after, leftBehind(after)].flatMap(filesOf));
  for (const file of before ? filesOf(before) : []) brought.delete(file);
  return brought;
}

/** Every file that Alembic loads in one state. */
export function filesOf({
  scriptDirectories,
}: Pick<Snapshot, "scriptDirectories">): readonly SourceFile[] {
  return scriptDirectories.flatMap(({ files }) => files);
}

function leftBehind({ leftBehind = [] }: Snapshot): Pick<Snapshot, "scriptDirectories"> {
  return { scriptDirectories: leftBehind };
}

interface Pair {
  readonly before: ScriptDirectorySnapshot | null;
  readonly after: ScriptDirectorySnapshot | null;
}

/** Joins each script directory of before with the same one of after: by name and section, by name, else by a revision that both hold (the directory was moved). */
function pairDirectories({ before, after }: Snapshots, parse: Parse): readonly Pair[] {
  const unpaired = [...(before?.scriptDirectories ?? [])];
  const take = (
    matches: (candidate: ScriptDirectorySnapshot) => boolean,
  ): ScriptDirectorySnapshot | null => {
    const index = unpaired.findIndex(matches);
    return index < 0 ? null : (unpaired.splice(index, 1)[0] ?? null);
  };
  const pairs = after.scriptDirectories.map((one) => ({
    after: one,
    before: take((other) => isSame(one.directory, other.directory)),
  }));
  const paired = pairs.map((pair): Pair => {
    if (pair.before) return pair;
    const { name } = pair.after.directory;
    return {
      after: pair.after,
      before:
        take((other) => other.directory.name === name) ??
        take((other) => sharesRevision(other, pair.after, parse)),
    };
  });
  const known = (one: ScriptDirectorySnapshot) =>
    before?.scriptDirectories.find((other) => isSame(one.directory, other.directory)) ?? null;
  // What is edited out of sight is judged where it lies, and whatever took its place as well.
  const hidden = (after.leftBehind ?? []).map((one) => ({ before: known(one), after: one }));
  return [...paired, ...unpaired.map((one) => ({ before: one, after: null })), ...hidden];
}

function isSame(a: ScriptDirectory, b: ScriptDirectory): boolean {
  return a.name === b.name && a.section === b.section && a.config === b.config;
}

function sharesRevision(
  a: ScriptDirectorySnapshot,
  b: ScriptDirectorySnapshot,
  parse: Parse,
): boolean {
  const revisions = new Set(a.files.map((file) => revisionOf(parse(file))));
  return b.files.some((file) => {
    const revision = revisionOf(parse(file));
    return revision !== null && revisions.has(revision);
  });
}

function comparePair({ before, after }: Pair, parse: Parse): DirectoryChange {
  const parsedBefore = (before?.files ?? []).map(parse);
  const parsedAfter = (after?.files ?? []).map(parse);
  const same =
    parsedBefore.length === parsedAfter.length &&
    parsedBefore.every((file, i) => file === parsedAfter[i]);
  const graphBefore = graphOf(before, parsedBefore);
  const graphAfter =
    same && arePlacesSame(before, after) ? graphBefore : graphOf(after, parsedAfter);
  let sources: ReadonlyMap<ParsedFile, SourceFile> | undefined;
  const textOf = (parsed: ParsedFile): string => {
    sources ??= new Map(
      [...(before?.files ?? []), ...(after?.files ?? [])].map((file) => [parse(file), file]),
    );
    const file = sources.get(parsed);
    return file?.kind === "text" ? file.text : "";
  };
  const scripts = same
    ? []
    : compareGraphs(graphBefore, graphAfter, (b, a) => {
        step();
        return compareTexts(textOf(b), textOf(a), a.path);
      });
  return {
    directory: (after ?? before)!.directory,
    before: graphBefore,
    after: graphAfter,
    existedBefore: before !== null,
    existsAfter: after !== null,
    scripts,
    idle: idleRevisions(graphAfter, scripts, textOf),
    ignored: { before: before?.ignored ?? [], after: after?.ignored ?? [] },
  };
}

function graphOf(
  snapshot: ScriptDirectorySnapshot | null,
  files: readonly ParsedFile[],
): RevisionGraph {
  return buildGraph(files, snapshot ? unseenPlaces(snapshot.directory) : []);
}

function arePlacesSame(
  before: ScriptDirectorySnapshot | null,
  after: ScriptDirectorySnapshot | null,
): boolean {
  const places = (one: ScriptDirectorySnapshot | null) =>
    (one?.directory.unreachable ?? []).join("\n");
  return places(before) === places(after);
}

function revisionsOf(snapshot: Snapshot, parse: Parse): ReadonlySet<RevisionId> {
  return new Set(
    filesOf(snapshot)
      .map((file) => revisionOf(parse(file)))
      .filter((revision) => revision !== null),
  );
}
