// How to see that a repair worked, in the words of the project's own commands.

import { alembicCommand } from "../../advice/repair.ts";
import type { RevisionId, ScriptDirectory } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";

/** What the commands show then. */
export function howToCheck(
  directory: ScriptDirectory,
  rows: readonly RevisionId[],
  runs: readonly RevisionId[],
): string {
  const command = (name: string, rest: string) =>
    code(alembicCommand(directory, name, rest).trim());
  const current =
    rows.length === 0
      ? `${command("current", "")} then shows nothing`
      : `${command("current", "")} then shows ${codes(rows)}`;
  const upgrade =
    runs.length === 0
      ? "has nothing left to do"
      : `runs ${runs.length === 1 ? "" : `${runs.length} revisions: `}${codes(runs)}`;
  return `${current}, and ${command("upgrade", "heads")} ${upgrade}.`;
}
