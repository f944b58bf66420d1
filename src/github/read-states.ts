// The commits that were found → their scripts, under the names that people use.

import { readSnapshots, type Snapshots } from "../git/read-snapshots.ts";
import type { Verdict } from "../model.ts";
import { settingsFiles } from "../settings/merge.ts";
import type { Settings } from "../settings.ts";
import type { Clone } from "./clone.ts";
import type { States } from "./comparison.ts";

/** Reads what was found, under the names that people use. `settings` name the script directories and the releases. */
export async function readStates(
  { repository, remote }: Clone,
  { before, after, change, noBefore }: States,
  settings: Pick<Settings, "configs" | "versions" | "released">,
): Promise<Snapshots> {
  if (settings.released) await remote.fetchReleases(settings.released);
  const read = await readSnapshots(repository, {
    against: before?.commit ?? null,
    after: change,
    named: settings,
    released: settings.released,
    noBefore: before === null,
    beside: settingsFiles,
  });
  return {
    ...read,
    before: before && read.before && { ...read.before, ref: before.ref },
    after: { ...read.after, ref: after.ref, kind: after.kind },
    noBefore: noBefore ?? read.noBefore,
  };
}

/** The same change on the target branch as it stood when GitHub made the merge; null where it has not moved. */
export function asOfMerge(states: States): States | null {
  const { before, change, movedFrom } = states;
  if (!before || !movedFrom || change.kind !== "merge") return null;
  return {
    ...states,
    before: { ...before, commit: movedFrom },
    change: { ...change, target: movedFrom },
  };
}

/** Says that the target branch has moved, and what that did to the verdict. */
export function moveInWords({ before, movedFrom }: States, then: Verdict, now: Verdict): string {
  const moved = `\`${before?.ref}\` has moved from ${movedFrom?.slice(0, 7)} to ${before?.commit.slice(0, 7)} since GitHub made the merge of this pull request`;
  return then === now
    ? `${moved}; that did not change the verdict.`
    : `${moved}, and that changed the verdict from \`${then}\` to \`${now}\`.`;
}
