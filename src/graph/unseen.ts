// What keeps a graph from being whole: files that gave no identifiers, and places that nobody could look into.

import type { ParsedFile, RevisionGraph, ScriptDirectory, Unseen } from "../model.ts";
import { code } from "../text/sentence.ts";

/** The files of a graph whose place in it is not known. */
export function unseenFiles(files: readonly ParsedFile[]): readonly Unseen[] {
  return files.flatMap((file): readonly Unseen[] => {
    if (file.kind !== "unreadable") return [];
    const { path, revision, follows = null } = file;
    return [{ reason: `${code(path)} cannot be read: ${file.reason}`, revision, follows }];
  });
}

/** Version locations that are not in the repository: they may hold anything. */
export function unseenPlaces({ unreachable = [] }: ScriptDirectory): readonly Unseen[] {
  return unreachable.map((location) => ({
    reason: `the version location ${code(location)} is not in the repository`,
    revision: null,
    follows: null,
  }));
}

/** What may have a revision that no script has, or carry it as a label (`asLabel`): the reason, null where nothing may. */
export function mayHold(graph: RevisionGraph, asLabel = false): string | null {
  const unseen = graph.unseen.find(({ revision }) => revision === null);
  if (unseen) return unseen.reason;
  if (!asLabel) return null;
  // A label of a script that is not known may be the name, too.
  const unread = graph.unseen[0]?.reason;
  return unread ?? uncertainLabels(graph);
}

function uncertainLabels({ scripts }: RevisionGraph): string | null {
  for (const { path, uncertain = [] } of scripts) {
    const labels = uncertain.find(({ name }) => name === "branch_labels");
    if (labels)
      return `the labels of ${code(path)} are not known: \`branch_labels\` ${labels.reason}`;
  }
  return null;
}

/** What may follow any script of the graph: the reason, null where nothing may. */
export function mayFollow({ unseen }: RevisionGraph): string | null {
  return unseen.find(({ follows }) => follows === null)?.reason ?? null;
}

/** Everything that is not known, as sentences without a full stop. */
export function tellUnseen({ unseen, scripts }: RevisionGraph): readonly string[] {
  const uncertain = scripts.flatMap(({ path, uncertain: names = [] }) =>
    names.map(({ name, reason }) => `\`${name}\` of ${code(path)} ${reason}`),
  );
  return [...unseen.map(({ reason }) => reason), ...uncertain];
}
