// Changes as the report lists them.

import { revisionOf } from "../change/compare.ts";
import { tellUnseen } from "../graph/unseen.ts";
import type {
  Change,
  Report,
  ReportedChange,
  ReportedScriptDirectory,
  RevisionGraph,
  ScriptChange,
  Snapshot,
} from "../model.ts";
import { codes } from "../text/sentence.ts";

/** One script directory in names and numbers. */
export function describeDirectory({
  directory,
  before,
  after,
  existedBefore,
  existsAfter,
  scripts,
}: Change): ReportedScriptDirectory {
  const { name, config, section, versionLocations, inferredLocations = [] } = directory;
  return {
    name,
    config,
    section,
    versionLocations,
    before: existedBefore ? summarise(before) : null,
    after: existsAfter ? summarise(after) : null,
    partial: tellUnseen(existsAfter ? after : before),
    inferred: inferredLocations.length === 0 ? [] : [sayInferred(inferredLocations)],
    changes: scripts.map(describeChange),
  };
}

function sayInferred(locations: readonly string[]): string {
  const [them, their] = locations.length === 1 ? ["it", "its"] : ["them", "their"];
  return `${codes(locations, 3)}: no configuration names ${them}, and ${their} scripts stand on the others or under them, so a program must add ${them} when it runs`;
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

/** How many files of *after* were read, and how many are scripts. */
export function count(changes: readonly Change[], after: Snapshot): Report["counts"] {
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    scriptsRead: sum(after.scriptDirectories.map(({ files }) => files.length)),
    scriptsParsed: sum(changes.map((change) => change.after.scripts.length)),
    filesIgnored: sum(after.scriptDirectories.map(({ ignored }) => ignored.length)),
  };
}
