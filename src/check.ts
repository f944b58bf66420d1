// The whole flow on one page: snapshots → parse → graph → rules → report.

import { buildGraph } from "./graph/build.ts";
import { compareGraphs, revisionOf } from "./graph/compare.ts";
import { draw } from "./graph/draw.ts";
import type {
  Change,
  Checked,
  Finding,
  LostRevision,
  ParsedFile,
  Report,
  ReportedChange,
  ReportedScriptDirectory,
  RevisionGraph,
  RevisionId,
  RuleId,
  ScriptChange,
  ScriptDirectory,
  ScriptDirectorySnapshot,
  Snapshot,
  SourceFile,
  Verdict,
} from "./model.ts";
import { checkSyntax } from "./parse/check-syntax.ts";
import { compareTexts } from "./parse/difference.ts";
import { parseScript } from "./parse/script.ts";
import { configFinding } from "./rules/configuration.ts";
import { type DeployedDatabase, deployedFindings } from "./rules/deployed.ts";
import { runRules } from "./rules/run.ts";
import type { Settings } from "./settings.ts";
import { version } from "./version.ts";

/** The states to compare. `before` is null where there is nothing to compare with; `noBefore` then says why that leaves the question open, or null where the whole history was asked about. */
export interface Snapshots {
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  readonly released: Snapshot | null;
  readonly noBefore?: string | null;
}

/** What the checker is told besides the scripts. */
export interface CheckSettings extends Pick<Settings, "maxHeads" | "rules" | "onEmpty"> {
  /** Rules that a label of the pull request lets pass, with the label's name. */
  readonly allowedByLabel?: ReadonlyMap<RuleId, string>;
  /** Databases that must be able to follow the change. */
  readonly databases?: readonly DeployedDatabase[];
}

/** Finds out what became of revisions that no script has; git does, where there is one. */
export type FindLost = (revisions: readonly string[]) => Promise<ReadonlyMap<string, LostRevision>>;

/** Judges one change. Never throws for anything that the repository holds. */
export async function check(
  snapshots: Snapshots,
  settings: CheckSettings,
  findLost: FindLost = async () => new Map(),
): Promise<Checked> {
  const parse = parser(snapshots);
  const pairs = pairDirectories(snapshots, parse);
  const graphs = pairs.map((pair) => buildPair(pair, parse));
  const lost = await lookUpLost(graphs, findLost);
  const released = snapshots.released && revisionsOf(snapshots.released, parse);

  const changes = graphs.map(
    (graph): Change => ({
      ...graph,
      scripts: snapshots.before ? graph.scripts : [],
      released,
      lost,
      maxHeads: settings.maxHeads,
      ...(snapshots.before ? { beforeRef: snapshots.before.ref } : {}),
    }),
  );
  const findings = [
    ...changes.flatMap((change) => runRules(change, settings)),
    ...deployedFindings(changes, settings.databases ?? [], settings),
    ...configFindings(snapshots, settings),
  ].sort(byPlace);
  const incomplete = whyIncomplete(snapshots, changes, findings, settings);

  const report: Report = {
    schemaVersion: 1,
    tool: { name: "onehead", version },
    verdict: judge(findings, incomplete),
    incomplete,
    before: snapshots.before && { ref: snapshots.before.ref, commit: snapshots.before.commit },
    after: { ref: snapshots.after.ref, commit: snapshots.after.commit, kind: snapshots.after.kind },
    scriptDirectories: changes.map(describeDirectory),
    findings,
    counts: count(changes, snapshots.after),
  };
  const drawings = changes
    .filter(
      ({ scripts, directory }) =>
        scripts.length > 0 || findings.some((f) => f.scriptDirectory === directory.name),
    )
    .map((change) => draw(change, findings));
  return { report, drawings };
}

// ------------------------------------------------------- from text to graphs

type Parse = (file: SourceFile) => ParsedFile;

/** parseScript, each file once: most are the same on both sides. What the change brings has its syntax checked too. */
function parser({ before, after }: Snapshots): Parse {
  const parsed = new Map<SourceFile, ParsedFile>();
  const brought = new Set(filesOf(after));
  for (const file of before ? filesOf(before) : []) brought.delete(file);
  return (file) => {
    const known = parsed.get(file);
    if (known) return known;
    const script = parseScript(file);
    const result = brought.has(file) ? checkSyntax(file, script) : script;
    parsed.set(file, result);
    return result;
  };
}

function filesOf({ scriptDirectories }: Snapshot): readonly SourceFile[] {
  return scriptDirectories.flatMap(({ files }) => files);
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
  return [...paired, ...unpaired.map((one) => ({ before: one, after: null }))];
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

type PairOfGraphs = Omit<Change, "released" | "lost" | "maxHeads">;

function buildPair({ before, after }: Pair, parse: Parse): PairOfGraphs {
  const parsedBefore = (before?.files ?? []).map(parse);
  const parsedAfter = (after?.files ?? []).map(parse);
  const same =
    parsedBefore.length === parsedAfter.length &&
    parsedBefore.every((file, i) => file === parsedAfter[i]);
  const graphBefore = buildGraph(parsedBefore);
  const graphAfter = same ? graphBefore : buildGraph(parsedAfter);
  let sources: ReadonlyMap<ParsedFile, SourceFile> | undefined;
  const textOf = (parsed: ParsedFile): string => {
    sources ??= new Map(
      [...(before?.files ?? []), ...(after?.files ?? [])].map((file) => [parse(file), file]),
    );
    const file = sources.get(parsed);
    return file?.kind === "text" ? file.text : "";
  };
  return {
    directory: (after ?? before)!.directory,
    before: graphBefore,
    after: graphAfter,
    existedBefore: before !== null,
    existsAfter: after !== null,
    scripts: same
      ? []
      : compareGraphs(graphBefore, graphAfter, (b, a) =>
          compareTexts(textOf(b), textOf(a), a.path),
        ),
    ignored: { before: before?.ignored ?? [], after: after?.ignored ?? [] },
  };
}

function revisionsOf(snapshot: Snapshot, parse: Parse): ReadonlySet<RevisionId> {
  const files = snapshot.scriptDirectories.flatMap((directory) => directory.files);
  return new Set(
    files.map((file) => revisionOf(parse(file))).filter((revision) => revision !== null),
  );
}

async function lookUpLost(
  graphs: readonly PairOfGraphs[],
  findLost: FindLost,
): Promise<ReadonlyMap<string, LostRevision>> {
  const names = graphs.flatMap(({ before, after }) => {
    const known = new Set(before.unresolved.map(({ missing }) => missing.value));
    return after.unresolved.map(({ missing }) => missing.value).filter((name) => !known.has(name));
  });
  return names.length === 0 ? new Map() : findLost([...new Set(names)]);
}

// ------------------------------------------------------------- the verdict

function configFindings({ before, after }: Snapshots, settings: CheckSettings): readonly Finding[] {
  const had = new Set(before?.configProblems.map(({ at, what }) => `${at.path}\0${what}`));
  return after.configProblems.map((problem) =>
    configFinding(problem, had.has(`${problem.at.path}\0${problem.what}`), settings),
  );
}

function whyIncomplete(
  { before, after, noBefore }: Snapshots,
  changes: readonly Change[],
  findings: readonly Finding[],
  { onEmpty }: CheckSettings,
): readonly string[] {
  const reasons: string[] = [];
  if (!before && noBefore) reasons.push(noBefore);
  const unread = findings.filter(isUnread).length;
  const isRead = changes.some((change) => change.after.scripts.length > 0);
  if (changes.length === 0 && after.configProblems.length > 0) {
    if (unread === 0) reasons.push(noDirectoryRead);
  } else if (onEmpty === "fail" && changes.length === 0) {
    reasons.push(
      "No script directory was found. Name one with `config` or `versions`, or set `on-empty: pass` where a repository without migration scripts is normal.",
    );
  } else if (onEmpty === "fail" && !isRead && filesOf(after).length > 0) {
    reasons.push(
      "None of the scripts could be read. Look at the findings, or set `on-empty: pass`.",
    );
  }
  if (unread > 0) {
    reasons.push(
      unread === 1
        ? "One file could not be read, so the graph may not be whole. Mend the file."
        : `${unread} files could not be read, so the graph may not be whole. Mend the files.`,
    );
  }
  return reasons;
}

const noDirectoryRead =
  "No script directory could be read, because of its configuration. Look at the findings.";

function isUnread(finding: Finding): boolean {
  return finding.rule === "unreadable-script" && finding.severity === "error";
}

function judge(findings: readonly Finding[], incomplete: readonly string[]): Verdict {
  if (findings.some((finding) => finding.severity === "error" && !isUnread(finding)))
    return "failed";
  return incomplete.length > 0 ? "incomplete" : "passed";
}

// -------------------------------------------------------------- the report

function describeDirectory({
  directory,
  before,
  after,
  existedBefore,
  existsAfter,
  scripts,
}: Change): ReportedScriptDirectory {
  const { name, config, section, versionLocations } = directory;
  return {
    name,
    config,
    section,
    versionLocations,
    before: existedBefore ? summarise(before) : null,
    after: existsAfter ? summarise(after) : null,
    changes: scripts.map(describeChange),
  };
}

function summarise({ scripts, heads, realHeads, bases }: RevisionGraph) {
  return { scripts: scripts.length, heads, realHeads, bases };
}

function describeChange(change: ScriptChange): ReportedChange {
  switch (change.kind) {
    case "added":
      return { kind: "added", path: change.after.path, revision: revisionOf(change.after) };
    case "removed":
      return { kind: "removed", path: change.before.path, revision: revisionOf(change.before) };
    case "moved":
      return {
        kind: "moved",
        path: change.after.path,
        previousPath: change.before.path,
        revision: revisionOf(change.after),
      };
    case "edited": {
      const { before, after, difference } = change;
      const [revision, previousRevision] = [revisionOf(after), revisionOf(before)];
      return {
        kind: "edited",
        path: after.path,
        ...(before.path === after.path ? {} : { previousPath: before.path }),
        revision,
        ...(previousRevision === null || previousRevision === revision ? {} : { previousRevision }),
        edits: difference.edits,
      };
    }
  }
}

function count(changes: readonly Change[], after: Snapshot): Report["counts"] {
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    scriptsRead: sum(after.scriptDirectories.map(({ files }) => files.length)),
    scriptsParsed: sum(changes.map((change) => change.after.scripts.length)),
    filesIgnored: sum(after.scriptDirectories.map(({ ignored }) => ignored.length)),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.at.path, b.at.path) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compare(a.rule, b.rule) ||
    compare(a.what, b.what)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
