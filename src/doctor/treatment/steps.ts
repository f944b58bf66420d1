// Steps of a repair: commands of the project's own tool where they work, edits, SQL.

import { alembicStep } from "../../advice/commands.ts";
import type { ScriptDirectory } from "../../model.ts";
import type { RepairStep, Sql } from "../model.ts";

/** Commands for a shell, in a directory from the repository's root. */
export function runStep(say: string, commands: readonly string[], at = ""): RepairStep {
  return { say, edit: null, commands, in: at, sql: null };
}

/** A statement of a script, written anew. */
export function editStep(say: string, edit: NonNullable<RepairStep["edit"]>): RepairStep {
  return { say, edit, commands: [], in: "", sql: null };
}

/** SQL alone. */
export function sqlStep(say: string, sql: Sql): RepairStep {
  return { say, edit: null, commands: [], in: "", sql };
}

/** A command of Alembic's or Flask-Migrate's, and the directory in which it works. */
export interface ToolCommand {
  readonly command: string;
  readonly in: string;
}

/** `alembic …`, or `flask db …` where the application lies: Flask looks for it there. */
export function toolCommand(directory: ScriptDirectory, name: string, rest = ""): ToolCommand {
  const step = alembicStep(directory, name, rest);
  return { command: step.command.trim(), in: step.in };
}

/** Commands of the project's tool as one step. */
export function toolStep(
  directory: ScriptDirectory,
  say: string,
  commands: readonly (readonly [name: string, rest: string])[],
): RepairStep {
  const all = commands.map(([name, rest]) => toolCommand(directory, name, rest));
  return runStep(
    say,
    all.map(({ command }) => command),
    all[0]?.in ?? "",
  );
}
