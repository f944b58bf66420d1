// Revisions that come back: only *after* has them and yet they are not new, since a release, a database or the target branch had them before.

import { descendants } from "../graph/walk.ts";
import type { CommitSha, DeployedDatabase, LostRevision, RevisionId } from "../model.ts";
import { code } from "../text/sentence.ts";
import type { DirectoryChange } from "./compare-directories.ts";
import { heldByReleases, type Release } from "./releases.ts";

/** Finds out which revisions the history of the target branch once held; git does, where there is one. */
export type FindEarlier = (
  target: CommitSha,
  revisions: readonly string[],
) => Promise<ReadonlyMap<string, LostRevision>>;

/** Who had which of the revisions that the change brings. History is asked only about those that lie below applied ones, where it matters. */
export async function findRestored(
  change: DirectoryChange,
  releases: readonly Release[],
  databases: readonly DeployedDatabase[],
  target: CommitSha | null,
  findEarlier: FindEarlier,
): Promise<ReadonlyMap<RevisionId, string>> {
  const { before, after } = change;
  const restored = new Map(heldByReleases(change, releases));
  const open: RevisionId[] = [];
  for (const revision of addedBy(change)) {
    if (restored.has(revision)) continue;
    const database = databases.find(({ rows }) => rows.includes(revision));
    if (database) restored.set(revision, `the database ${code(database.name)} stands at it`);
    else if ([...descendants(after, [revision])].some((one) => before.nodes.has(one)))
      open.push(revision);
  }
  if (open.length === 0 || target === null) return restored;
  const earlier = await findEarlier(target, open);
  for (const revision of open) {
    const removedIn = earlier.get(revision)?.removedIn;
    if (removedIn)
      restored.set(
        revision,
        `the target branch had it until commit ${code(removedIn.commit.slice(0, 10))}`,
      );
  }
  return restored;
}

function addedBy({ scripts, before }: DirectoryChange): readonly RevisionId[] {
  return scripts.flatMap((one) => {
    if (one.kind !== "added" || one.after.kind !== "script") return [];
    const revision = one.after.script.revision.value;
    return before.nodes.has(revision) ? [] : [revision];
  });
}
