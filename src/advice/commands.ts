// Commands for the project's own tools, with the directory in which each works.

import type { Change, RevisionId, ScriptDirectory, Step } from "../model.ts";
import { folderOf } from "../text/paths.ts";
import { list } from "../text/sentence.ts";
import { shellText, shellWord } from "../text/shell.ts";
import { run } from "./repair.ts";

/** `alembic …` or `flask db …` and the directory from which it reaches this script directory. */
export function alembicStep(
  directory: ScriptDirectory,
  command: string,
  rest: string,
): Extract<Step, { kind: "run" }> {
  const { config, section, flaskMigrate } = directory;
  if (flaskMigrate) {
    // Flask-Migrate looks for `migrations` in the current directory, where the application is found, too.
    const folder = config === null ? directory.name : folderOf(config);
    const name = folder.slice(folder.lastIndexOf("/") + 1);
    // Where the scripts' own folder was looked at, it has no name here.
    const option = name === "migrations" || name === "" ? "" : ` -d ${shellWord(name)}`;
    return { kind: "run", command: `flask db ${command}${option} ${rest}`, in: folderOf(folder) };
  }
  const base = directory.runsIn ?? (config === null ? "" : folderOf(config));
  const path = config === null ? null : base === "" ? config : config.slice(base.length + 1);
  const isUsual = path === null || path === "alembic.ini" || path === "pyproject.toml";
  const file = isUsual ? "" : ` -c ${shellWord(path)}`;
  const name = section === "alembic" ? "" : ` -n ${shellWord(section)}`;
  return { kind: "run", command: `alembic${file}${name} ${command} ${rest}`, in: base };
}

/** A merge revision over these heads. Nothing where Alembic would refuse one of the names. */
export function merge(directory: ScriptDirectory, heads: readonly RevisionId[]): readonly Step[] {
  if (heads.some((head) => /^$|[@:+-]/.test(head))) return [];
  const words = heads.map(shellWord).join(" ");
  const step = alembicStep(directory, "merge", `-m ${shellText(mergeMessage(heads))} ${words}`);
  return [{ ...step, does: { kind: "merge", heads } }];
}

/** What a merge revision is called. */
export function mergeMessage(heads: readonly RevisionId[]): string {
  return heads.length > 5 ? `merge ${heads.length} heads` : `merge ${list(heads)}`;
}

/** Brings files of the target branch back. Nothing where nobody said what to call the target branch. */
export function restore({ beforeRef }: Change, ...paths: readonly string[]): readonly Step[] {
  if (beforeRef === undefined) return [];
  const command = `git checkout ${shellWord(beforeRef)} -- ${paths.map(shellWord).join(" ")}`;
  return run(command, { kind: "restore", paths });
}

/** Takes a file away. */
export function remove(path: string): readonly Step[] {
  return run(`git rm ${shellWord(path)}`, { kind: "remove", path });
}
