// What became of a script, in sentences.

import type { RevisionId } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type { Evidence, LostScript } from "../evidence/evidence.ts";
import type { Fate, LostStory } from "../model.ts";

/** What there is to tell. */
export interface Telling {
  readonly row: string;
  readonly fate: Fate;
  readonly source: LostScript | null;
  readonly renamed?: RevisionId | null;
  readonly squash?: LostStory["squash"];
  /** The other script directory that has the revision. */
  readonly owner: string | null;
}

/** The story, in the words of the report. */
export function tellFate(evidence: Evidence, telling: Telling): readonly string[] {
  const { row, source, owner } = telling;
  if (owner !== null) {
    return [
      `The revision ${code(row)} belongs to ${code(owner)}, another script directory of this repository: two programs write into one version table.`,
    ];
  }
  if (!source) return tellNothing(evidence, row);
  const { revision, path, addedIn, removedIn } = source.found;
  const name =
    revision === row ? code(row) : `${code(row)} begins the revision ${code(revision)}, which`;
  return [
    addedIn
      ? `${name} came with commit ${commit(addedIn)}, in ${code(path)}.`
      : `${name} was in ${code(path)}.`,
    ...(removedIn ? [`Commit ${commit(removedIn)} took it away.`] : []),
    ...tellWhy(telling),
    ...whereItLives(source.found),
    ...nearestRelease(evidence),
  ];
}

function tellWhy({ fate, source, renamed, squash }: Telling): readonly string[] {
  switch (fate) {
    case "unloaded":
      return [
        `The script still lies in ${code(source!.unloaded.get(source!.found.revision as RevisionId)!.path)}, where Alembic does not load it: the folder is no version location of this configuration, or \`recursive_version_locations\` is not on.`,
      ];
    case "renamed":
      return [`The same script declares ${code(renamed!)} now.`];
    case "squashed":
      return [
        `That commit put ${code(squash!.into)} in the place of it and others, the last of which was ${code(squash!.last)}${squash!.isWhole ? "" : ", which this row does not reach"}.`,
      ];
    case "newer":
      return ["The scripts looked at are older: it stands on what they end in."];
    case "elsewhere":
      return ["The scripts looked at never held it."];
    case "removed":
    case "foreign":
    case "unknown":
      return [];
  }
}

/** Nothing is claimed of a history that is not here. */
function tellNothing({ history, neighbours }: Evidence, row: string): readonly string[] {
  const none = `No script here has the revision ${code(row)}`;
  switch (history) {
    case "none":
      return [
        `${none}, and there is no history to look in. Compare with a clone of the repository (\`git clone\`, and \`--at\` the version that runs): it tells whether the revision is newer, was deleted, or was never published.`,
      ];
    case "shallow":
      return [
        `${none}, and this clone holds only a part of the history. Get the rest with \`git fetch --unshallow --tags\` and look again.`,
      ];
    case "whole": {
      const places = neighbours.length > 0 ? " in any script directory" : "";
      return [
        `${none}, and no commit, branch or tag that this clone holds ever had it${places}. It was made by \`alembic revision\` or \`flask db migrate\` where it was never committed (inside a container, on somebody's machine), or pushed where this clone does not look (\`git fetch --all --tags\`, a fork), or another program shares the version table. Look for its file where the application ran, and ask whoever else uses this database.`,
      ];
    }
  }
}

function nearestRelease({ elsewhere }: Evidence): readonly string[] {
  if (elsewhere?.kind !== "tag") return [];
  return [`The nearest release that has it is ${code(elsewhere.name)}.`];
}

function commit({
  commit: id,
  date,
  subject,
}: NonNullable<LostScript["found"]["addedIn"]>): string {
  return `${code(id.slice(0, 10))} of ${date.slice(0, 10)} (${code(subject)})`;
}

function whereItLives({ branches, tags, heldBy }: LostScript["found"]): readonly string[] {
  const places = [
    ...(tags.length > 0 ? [`the tag${tags.length > 1 ? "s" : ""} ${codes(tags, 5)}`] : []),
    ...(branches.length > 0
      ? [`the branch${branches.length > 1 ? "es" : ""} ${codes(branches, 5)}`]
      : []),
  ].join(" and on ");
  return places === ""
    ? [`No branch or tag holds it any more; commit ${code(heldBy.slice(0, 10))} does.`]
    : [`It is on ${places}.`];
}
