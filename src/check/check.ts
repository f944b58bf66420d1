// The whole flow on one page: snapshots → parse → graph → rules → report.

import { draw } from "../drawing/draw.ts";
import type { Limits } from "../graph/effort.ts";
import type {
  Change,
  Checked,
  Finding,
  LostRevision,
  Report,
  RevisionId,
  RuleId,
  SettingsChange,
} from "../model.ts";
import { type Grammar, judgeBy } from "../parse/check-syntax.ts";
import { type JudgedFinding, runRules } from "../rules/run.ts";
import type { Settings } from "../settings.ts";
import { byCodePoint } from "../text/code-points.ts";
import { version } from "../version.ts";
import { settingsFinding } from "./changed-settings.ts";
import {
  compareDirectories,
  type DirectoryChange,
  filesBrought,
  filesOf,
  type Snapshots,
} from "./compare-directories.ts";
import { configFindings, configurationsOf } from "./configuration.ts";
import { deployedFindings, releaseFindings } from "./deployed.ts";
import { count, describeDirectory } from "./describe.ts";
import { Effort } from "./effort.ts";
import { databasesOf, type Release } from "./releases.ts";
import { type FindEarlier, findRestored } from "./restored.ts";
import { settingsOf } from "./settings-of-directory.ts";
import { type FindFirstTexts, findTakenBack } from "./taken-back.ts";
import { verdictOf, whyIncomplete } from "./verdict.ts";

export type { Snapshots } from "./compare-directories.ts";

/** What the checker is told besides the scripts. */
export interface CheckSettings
  extends Pick<Settings, "maxHeads" | "rules" | "onEmpty" | "databases">,
    Partial<Pick<Settings, "external" | "directories">> {
  /** Rules that a label of the pull request lets pass, with the label's name. */
  readonly allowedByLabel?: ReadonlyMap<RuleId, string>;
  /** How much work the check may take, git's not counted; what it did not get to makes it incomplete. Usually more where there are more scripts. */
  readonly limits?: Limits;
  /** What the change does to the settings; null or absent: nothing. */
  readonly change?: SettingsChange | null;
  /** The revision that new scripts are to be put after, in the script directories that have it. */
  readonly onto?: RevisionId;
}

/** Honest changes take a fraction of that. */
function limitsFor({ before, after }: Snapshots): Limits {
  const files = (before ? filesOf(before).length : 0) + filesOf(after).length;
  return { steps: 10_000_000 + 500 * files, milliseconds: 60_000 + 20 * files };
}

/** The drawing is only nice to have. */
const limitsOfDrawing: Limits = { steps: 2_000_000, milliseconds: 10_000 };

/** Finds out what became of revisions that no script has; git does, where there is one. */
export type FindLost = (revisions: readonly string[]) => Promise<ReadonlyMap<string, LostRevision>>;

/** What is known beyond the states that are compared; nothing where nobody can be asked. */
export interface History {
  readonly findLost?: FindLost;
  readonly firstTexts?: FindFirstTexts;
  readonly findEarlier?: FindEarlier;
  /** Python's grammar, loaded where a script was brought or edited; null where it is not to be had. */
  readonly loadGrammar?: () => Promise<Grammar | null>;
}

const nothing = async () => new Map();

/** What was checked, with the changes that the rules looked at. */
export interface CheckedChanges extends Checked {
  readonly changes: readonly Change[];
}

/** Judges one change. Never throws for anything that the repository holds. */
export async function check(
  snapshots: Snapshots,
  settings: CheckSettings,
  { findLost = nothing, firstTexts = nothing, findEarlier = nothing, loadGrammar }: History = {},
): Promise<CheckedChanges> {
  const effort = new Effort(settings.limits ?? limitsFor(snapshots));
  const grammar = loadGrammar && filesBrought(snapshots).size > 0 ? await loadGrammar() : null;
  const compared = effort.attempt("any comparison", () =>
    compareDirectories(snapshots, grammar && judgeBy(grammar)),
  );
  const { directories, released, releases } = compared ?? {
    directories: [],
    released: null,
    releases: new Map<DirectoryChange, readonly Release[]>(),
  };
  const configurations = configurationsOf(snapshots, directories);
  const lost = await lookUpLost(directories, findLost);
  const takenBack = await findTakenBack(directories, snapshots, firstTexts);
  const { databases } = settings;
  const target = snapshots.before?.commit ?? null;
  const changes = await Promise.all(
    directories.map(async (one): Promise<Change> => {
      const held = releases.get(one) ?? [];
      const restored = await findRestored(one, held, databases, target, findEarlier);
      const configuration = configurations.of.get(one);
      const { maxHeads, external } = settingsOf(settings, one.directory);
      const known = { released, lost, takenBack, restored, maxHeads, external };
      const onto = settings.onto !== undefined && one.after.nodes.has(settings.onto);
      return {
        ...one,
        ...known,
        ...(configuration && { configuration }),
        ...(onto && { onto: settings.onto! }),
      };
    }),
  );
  const told = [
    ...changes.flatMap((change) =>
      effort.within(() =>
        runRules(change, settingsOf(settings, change.directory), (rule) =>
          effort.leaveOut(`\`${rule}\``),
        ),
      ),
    ),
    ...(effort.attempt("the databases named by `rows`", () =>
      deployedFindings(changes, databases, settings),
    ) ?? []),
    ...configFindings(snapshots, configurations.others, settings),
  ];
  const ofReleases = changes.flatMap((change, i) => {
    const deployed = databasesOf(releases.get(directories[i]!) ?? []);
    const find = () => releaseFindings(change, deployed, settings, told);
    return effort.attempt("the databases of releases", find) ?? [];
  });
  const all = [...told, ...ofReleases];
  const standing = all.filter(isStanding).map(asFinding).sort(byPlace);
  const found = all.filter((one) => !isStanding(one));
  const incomplete = [
    ...effort.whyIncomplete(),
    ...(compared ? whyIncomplete(snapshots, changes, found, settings) : []),
  ];
  const ofSettings = settings.change
    ? settingsFinding(settings.change, verdictOf(found, incomplete), settings)
    : [];
  const findings = [...found, ...ofSettings].sort(byPlace);

  const report: Report = {
    schemaVersion: 1,
    tool: { name: "onehead", version },
    verdict: verdictOf(findings, incomplete),
    incomplete,
    before: snapshots.before && { ref: snapshots.before.ref, commit: snapshots.before.commit },
    after: { ref: snapshots.after.ref, commit: snapshots.after.commit, kind: snapshots.after.kind },
    scriptDirectories: changes.map(describeDirectory),
    findings,
    ...(standing.length > 0 && { standing }),
    counts: count(changes, snapshots.after),
  };
  const drawings = changes
    .filter(
      ({ scripts, directory }) =>
        scripts.length > 0 || findings.some((f) => f.scriptDirectory === directory.name),
    )
    .flatMap(
      (change) =>
        new Effort(limitsOfDrawing).attempt("the drawing", () => draw(change, findings)) ?? [],
    );
  return { report, drawings, changes };
}

function isStanding(finding: JudgedFinding): boolean {
  return finding.isStanding === true;
}

function asFinding({ isStanding: _, ...finding }: JudgedFinding): Finding {
  return finding;
}

/** Git is asked for so many names: a change that misses more has another trouble than a lost script. */
const mostLost = 100;

async function lookUpLost(
  graphs: readonly DirectoryChange[],
  findLost: FindLost,
): Promise<ReadonlyMap<string, LostRevision>> {
  const names = graphs.flatMap(({ before, after }) => {
    const known = new Set(before.unresolved.map(({ missing }) => missing.value));
    return after.unresolved.map(({ missing }) => missing.value).filter((name) => !known.has(name));
  });
  const asked = [...new Set(names)].slice(0, mostLost);
  return asked.length === 0 ? new Map() : findLost(asked);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    byCodePoint(a.at.path, b.at.path) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    byCodePoint(a.rule, b.rule) ||
    byCodePoint(a.what, b.what)
  );
}
