// What became of a revision that no script has any more: every commit, branch and tag that ever held it.

import type { CommitSha, LostRevision } from "../model.ts";
import { parseScript } from "../parse/script.ts";
import { folderOf } from "../text/paths.ts";
import { fetchBlobs, pythonBlobs } from "./fetch-blobs.ts";
import { findRenames } from "./follow-renames.ts";
import { listTree } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import { readBlobs } from "./read-blobs.ts";
import { readSnapshot } from "./read-snapshots.ts";
import { preReleasesFirst, resolveCommits } from "./resolve-refs.ts";
import { GitFailed } from "./run-git.ts";
import { readHistory, type Touch } from "./script-history.ts";

/** Shorter names are no beginnings of a revision: they match too much, and Alembic takes no shorter prefix either. */
const shortestPrefix = 4;

/** Where scripts may have lived, wherever they live now. */
const scriptLikePaths = ["*version*.py", "*migrat*.py", "*alembic*.py", "*revision*.py"];

/** Files outside of every location that are looked through. */
const mostNamed = 200;

/** Moves of a location that are followed back. */
const mostMoves = 5;

/**
 * Looks for revisions, or prefixes of them, in the whole of git; `removedIn` speaks of the history of `from`, HEAD if not given. By the id that was asked for; ids that no
 * commit ever held are left out. The number of git processes does not depend on the number of ids. Which commit
 * took a script away is told for the history of `from`, by default of HEAD.
 *
 * Today's version locations are looked through first, and those that they were moved from: that is several
 * times faster than the wide search, which only follows for ids that were never there.
 */
export async function findLostRevisions(
  repository: Repository,
  ids: readonly string[],
  from: CommitSha | null = null,
): Promise<ReadonlyMap<string, LostRevision>> {
  const wanted = ids.filter((id) => id !== "");
  if (wanted.length === 0) return new Map();
  const head = from ?? (await resolveCommits(repository, ["HEAD"]))[0] ?? null;
  const traces = new Map<string, Trace>();
  const search = async (pathspecs: readonly string[], open: readonly string[]) => {
    const history = await readHistory(repository, pathspecs);
    for (const [id, trace] of await findTraces(repository, history, open)) traces.set(id, trace);
  };

  const known = new Set<string>();
  let locations = await versionLocations(repository, head);
  for (let moves = 0; locations.length > 0 && moves <= mostMoves; moves++) {
    for (const location of locations) known.add(location);
    await search(
      [...known].map((location) => `:(literal,top)${location}`),
      wanted,
    );
    locations = (await movedFrom(repository, traces)).filter((location) => !known.has(location));
  }
  const open = () => wanted.filter((id) => !traces.has(id));
  if (open().length > 0) await search([...scriptLikePaths, ...open().map(nameHolds)], open());
  if (open().length > 0) {
    const named = await filesThatName(repository, head, open());
    if (named.length > 0) await search(named, open());
  }
  return tellAll(repository, head, traces);
}

async function versionLocations(
  repository: Repository,
  head: CommitSha | null,
): Promise<readonly string[]> {
  if (!head) return [];
  const named = { configs: [], versions: [] };
  const { scriptDirectories } = await readSnapshot(repository, head, named);
  const locations = scriptDirectories.flatMap(({ directory }) => directory.versionLocations);
  return locations.filter((location) => location !== "");
}

/** The directories that the scripts lay in before they came where they were seen first. */
async function movedFrom(
  repository: Repository,
  traces: ReadonlyMap<string, Trace>,
): Promise<readonly string[]> {
  const first = [...traces.values()].flatMap((trace) => arrivals(trace).at(-1) ?? []);
  const commits = [...new Set(first.map(({ by }) => by.commit))];
  const renames = await findRenames(repository, commits);
  const places = first.flatMap(({ path }) => renames.get(path) ?? []);
  return [...new Set(places.map(folderOf))].filter(Boolean);
}

/** Files of a commit that mention one of the ids, wherever they lie: a location that a configuration named once. */
async function filesThatName(
  repository: Repository,
  head: CommitSha | null,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (!head) return [];
  if (repository.isBlobless)
    await fetchBlobs(repository, pythonBlobs(await listTree(repository, head)));
  const plain = ["--no-color", "--no-recurse-submodules", "--full-name", "-I", "-l", "-z"];
  const patterns = ids.flatMap((id) => ["-e", id]);
  try {
    const printed = await repository.git.text([
      "grep",
      ...plain,
      "--fixed-strings",
      ...patterns,
      head,
      "--",
      "*.py",
    ]);
    const paths = printed.split("\0").filter(Boolean);
    return paths.slice(0, mostNamed).map((path) => `:(literal,top)${path.slice(head.length + 1)}`);
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return [];
    throw error;
  }
}

function nameHolds(id: string): string {
  return `*${id.replace(/[\\*?[\]]/g, "\\$&")}*.py`;
}

/** The touches of the files that declared one revision. */
interface Trace {
  readonly revision: string;
  /** Newest first; `has` tells which blobs declare the revision. */
  readonly touches: readonly Touch[];
  readonly has: (blob: string | null) => boolean;
}

/** Files named after an id are read first; only when those do not declare it, all files. */
async function findTraces(
  repository: Repository,
  history: readonly Touch[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Trace>> {
  const traces = new Map<string, Trace>();
  for (const isCandidate of [(path: string) => ids.some((id) => path.includes(id)), () => true]) {
    const open = ids.filter((id) => !traces.has(id));
    if (open.length === 0) break;
    const paths = new Map<string, string>();
    for (const touch of history) {
      for (const blob of [touch.old, touch.new])
        if (blob && isCandidate(touch.path)) paths.set(blob, touch.path);
    }
    await readBlobs(repository, paths.keys(), new Set());
    const declared = readRevisions(repository, paths, open);
    for (const id of open) {
      const trace = traceOf(id, declared, history);
      if (trace) traces.set(id, trace);
    }
  }
  return traces;
}

/** Revisions that blobs declare, for the blobs that mention one of the ids at all. */
function readRevisions(
  repository: Repository,
  paths: ReadonlyMap<string, string>,
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const [blob, path] of paths) {
    const content = repository.blobs.get(blob);
    if (!content || !("text" in content) || !ids.some((id) => content.text.includes(id))) continue;
    const parsed = parseScript({ kind: "text", path, id: blob, text: content.text });
    const revision =
      parsed.kind === "script"
        ? parsed.script.revision.value
        : "revision" in parsed
          ? parsed.revision
          : null;
    if (revision !== null) declared.set(blob, revision);
  }
  return declared;
}

function traceOf(
  id: string,
  declared: ReadonlyMap<string, string>,
  history: readonly Touch[],
): Trace | null {
  const revisions = [...declared.values()];
  // Of several revisions with one prefix, the one touched last.
  const newest = history.flatMap(
    ({ new: now, old }) => declared.get(now ?? "") ?? declared.get(old ?? "") ?? [],
  );
  const isPrefix = (one: string) => id.length >= shortestPrefix && one.startsWith(id);
  const revision = revisions.includes(id) ? id : newest.find(isPrefix);
  if (revision === undefined) return null;
  const has = (blob: string | null) => blob !== null && declared.get(blob) === revision;
  return {
    revision,
    has,
    touches: history.filter((touch) => has(touch.old) || has(touch.new)),
  };
}

/** Touches after which a commit has the revision and before which it had not, moves within the commit left out; and the reverse. */
function arrivals({ touches, has }: Trace): readonly Touch[] {
  const had = new Set(touches.filter((touch) => has(touch.old)).map(({ by }) => by.commit));
  return touches.filter((touch) => has(touch.new) && !had.has(touch.by.commit));
}

function departures({ touches, has }: Trace): readonly Touch[] {
  const kept = new Set(touches.filter((touch) => has(touch.new)).map(({ by }) => by.commit));
  return touches.filter((touch) => has(touch.old) && !kept.has(touch.by.commit));
}

async function tellAll(
  repository: Repository,
  head: CommitSha | null,
  traces: ReadonlyMap<string, Trace>,
): Promise<ReadonlyMap<string, LostRevision>> {
  if (traces.size === 0) return new Map();
  const all = [...traces.values()];
  const [inHead, refs] = await Promise.all([
    reachable(
      repository,
      head,
      all.flatMap((trace) => departures(trace).map(({ by }) => by.commit)),
    ),
    listRefs(repository),
  ]);
  const holders = await findHolders(repository, refs, all);
  const lost = new Map<string, LostRevision>();
  for (const [id, trace] of traces) {
    const last = trace.touches.find((touch) => trace.has(touch.new));
    if (!last) continue;
    lost.set(id, {
      revision: trace.revision,
      path: last.path,
      addedIn: arrivals(trace).at(-1)?.by ?? null,
      removedIn: departures(trace).find(({ by }) => inHead.has(by.commit))?.by ?? null,
      heldBy: last.by.commit,
      ...holders.get(trace)!,
    });
  }
  return lost;
}

/** Which of the commits belong to the history of HEAD. */
async function reachable(
  repository: Repository,
  head: CommitSha | null,
  commits: readonly CommitSha[],
): Promise<ReadonlySet<string>> {
  if (!head || commits.length === 0) return new Set();
  const input = [...commits, `^${head}`].join("\n");
  const outside = new Set(
    (await repository.git.text(["rev-list", "--stdin"], { input: `${input}\n` })).split("\n"),
  );
  return new Set(commits.filter((commit) => !outside.has(commit)));
}

/** A branch or a tag. */
export interface Ref {
  readonly name: string;
  readonly kind: "branches" | "tags";
  readonly commit: string;
}

/** Every branch and tag, the oldest first; of those made at one moment the lower version. */
export async function listRefs(repository: Repository): Promise<readonly Ref[]> {
  const format = "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(symref)";
  const order = ["--sort=version:refname", "--sort=creatordate"];
  const printed = await repository.git.text(
    ["for-each-ref", ...order, format, "refs/heads", "refs/remotes", "refs/tags"],
    { settings: preReleasesFirst },
  );
  return printed.split("\n").flatMap((line): Ref[] => {
    const [name = "", id = "", peeled, symbolic] = line.split("\0");
    if (id === "" || symbolic) return [];
    const kind = name.startsWith("refs/tags/") ? "tags" : "branches";
    return [
      { name: name.replace(/^refs\/(heads|remotes|tags)\//, ""), kind, commit: peeled || id },
    ];
  });
}

const mostRefs = 200;

/** Asks every branch and tag for the paths at which the scripts were seen: the exact answer, in one process. */
async function findHolders(
  repository: Repository,
  refs: readonly Ref[],
  traces: readonly Trace[],
): Promise<ReadonlyMap<Trace, Pick<LostRevision, "branches" | "tags">>> {
  const questions = traces.flatMap((trace) => {
    const paths = new Set(
      trace.touches.filter((touch) => trace.has(touch.new)).map(({ path }) => path),
    );
    return [...paths]
      .filter((path) => !path.includes("\n"))
      .flatMap((path) => refs.map((ref) => ({ trace, ref, path })));
  });
  const input = questions.map(({ ref, path }) => `${ref.commit}:${path}\n`).join("");
  const printed =
    input === ""
      ? ""
      : (await repository.git.catFile(["--batch-check=%(objectname)"], input)).toString();
  const found = new Map(
    traces.map((trace) => [trace, { branches: new Set<string>(), tags: new Set<string>() }]),
  );
  for (const [i, blob] of printed.split("\n").entries()) {
    const question = questions[i];
    if (!question?.trace.has(blob)) continue;
    found.get(question.trace)![question.ref.kind].add(question.ref.name);
  }
  return new Map(
    [...found].map(([trace, { branches, tags }]) => [
      trace,
      { branches: [...branches].slice(0, mostRefs), tags: [...tags].slice(0, mostRefs) },
    ]),
  );
}
