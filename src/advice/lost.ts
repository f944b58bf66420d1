// What git knows of a revision that no script has, in words and as a command.

import type { Change, Fix, LostRevision, RevisionId } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { run } from "./repair.ts";

/** What git knows of a name that no script has; null where the name is the beginning of a revision that is here. */
export function lostBehind({ after, lost }: Change, name: string): LostRevision | null {
  const found = lost.get(name);
  return found && !after.nodes.has(found.revision as RevisionId) ? found : null;
}

/** Where the revision is or was: one or two sentences. */
export function tellLost({
  revision,
  path,
  removedIn,
  branches,
  tags,
  heldBy,
}: LostRevision): string {
  const name = code(revision);
  const places = [
    ...(branches.length > 0
      ? [`${branches.length === 1 ? "branch" : "branches"} ${codes(branches, 3)}`]
      : []),
    ...(tags.length > 0 ? [`${tags.length === 1 ? "tag" : "tags"} ${codes(tags, 3)}`] : []),
  ].join(" and ");
  if (removedIn) {
    const { commit, date } = removedIn;
    const still = places === "" ? "" : ` It is still on ${places}.`;
    return `${name} was in ${code(path)} until commit ${code(commit.slice(0, 10))} of ${date.slice(0, 10)} took it away.${still}`;
  }
  const where = places === "" ? `in commit ${code(heldBy.slice(0, 10))}` : `on ${places}`;
  return `${name} exists ${where}, in ${code(path)}, and is not part of this change.`;
}

/** The command that brings its script here. */
export function bringBack({ revision, path, heldBy }: LostRevision): Fix {
  const command = `git checkout ${heldBy.slice(0, 12)} -- ${shellWord(path)}`;
  return {
    say: `Bring the script of ${code(revision)} here:`,
    safe: false,
    steps: run(command),
  };
}
