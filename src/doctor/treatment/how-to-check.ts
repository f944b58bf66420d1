// How to see that a repair worked, in the words of the project's own commands.

import type { RevisionId, ScriptDirectory } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import { toolCommand } from "./steps.ts";

/** What the commands show then; with further rows that are not known only what is certain. */
export function howToCheck(
  directory: ScriptDirectory,
  rows: readonly RevisionId[],
  runs: readonly RevisionId[] | null,
): string {
  const command = (name: string, rest: string) => code(toolCommand(directory, name, rest).command);
  const shows = rows.length === 0 ? "nothing" : codes(rows);
  const current = `${command("current", "")} then shows ${shows}`;
  if (runs === null) {
    return `${current}, with whatever further rows there are, and ${command("upgrade", "heads")} goes on.`;
  }
  const upgrade =
    runs.length === 0
      ? "has nothing left to do"
      : `runs ${runs.length === 1 ? "" : `${runs.length} revisions: `}${codes(runs)}`;
  return `${current}, and ${command("upgrade", "heads")} ${upgrade}.`;
}
