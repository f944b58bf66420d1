// Fixes, ready to paste: statements in the script's own style, commands for the project's own tool.

import { ancestors } from "../graph/walk.ts";
import type { Change, Fix, RevisionGraph, RevisionId, Script, ScriptDirectory } from "../model.ts";
import { list, pythonString } from "./wording.ts";

// ------------------------------------------------------------------ edits

/** Makes a script follow these revisions, written as it writes its `down_revision` now. Nothing where the statement assigns more than that. */
export function follow(script: Script, revisions: readonly string[], say: string): readonly Fix[] {
  const { at, prefix, quote } = script.downRevisionAssignment;
  if (/^down_revision\s*(:[^=]*)?=\s*$/.test(prefix)) {
    return [{ kind: "edit", say, at, to: `${prefix}${pythonNames(revisions, quote)}` }];
  }
  const [written] = script.downRevisions;
  if (script.downRevisions.length !== 1 || revisions.length !== 1) return [];
  return [{ kind: "edit", say, at: written!.at, to: pythonString(revisions[0]!, quote) }];
}

/** Makes a script depend on these names and no others. */
export function dependOn(script: Script, names: readonly string[], say: string): readonly Fix[] {
  const assignment = script.dependsOnAssignment;
  if (!assignment || !/^depends_on\s*(:[^=]*)?=\s*$/.test(assignment.prefix)) return [];
  const { at, prefix, quote } = assignment;
  return [{ kind: "edit", say, at, to: `${prefix}${pythonNames(names, quote)}` }];
}

/** Gives a script another revision. Nothing where the file's name is the revision. */
export function rename(script: Script, revision: string, say: string): readonly Fix[] {
  if (!script.revisionIsAssigned) return [];
  const to = pythonString(revision, script.downRevisionAssignment.quote);
  return [{ kind: "edit", say, at: script.revision.at, to }];
}

function pythonNames(names: readonly string[], quote: "'" | '"'): string {
  const [first, ...more] = names.map((name) => pythonString(name, quote));
  if (first === undefined) return "None";
  return more.length === 0 ? first : `(${[first, ...more].join(", ")})`;
}

// --------------------------------------------------------------- commands

/** `alembic …` or `flask db …`, with what it takes to reach this script directory from the repository's root. */
export function alembicCommand(directory: ScriptDirectory, command: string, rest: string): string {
  const { config, section, flaskMigrate } = directory;
  if (flaskMigrate) {
    const folder = config === null ? directory.name : config.slice(0, config.lastIndexOf("/"));
    const option = folder === "migrations" ? "" : ` -d ${shellWord(folder)}`;
    return `flask db ${command}${option} ${rest}`;
  }
  const isUsual = config === null || config === "alembic.ini" || config === "pyproject.toml";
  const file = isUsual ? "" : ` -c ${shellWord(config)}`;
  const name = section === "alembic" ? "" : ` -n ${shellWord(section)}`;
  return `alembic${file}${name} ${command} ${rest}`;
}

/** A merge revision over these heads. Nothing where Alembic would refuse one of the names. */
export function merge(
  directory: ScriptDirectory,
  heads: readonly RevisionId[],
  say: string,
): readonly Fix[] {
  if (heads.some((head) => /^$|[@:+-]/.test(head))) return [];
  const message = heads.length > 5 ? `merge ${heads.length} heads` : `merge ${list(heads)}`;
  const words = heads.map(shellWord).join(" ");
  const command = alembicCommand(directory, "merge", `-m ${shellText(message)} ${words}`);
  return [{ kind: "run", say, command }];
}

/** Brings a file of the target branch back. Nothing where nobody said what to call the target branch. */
export function restore({ beforeRef }: Change, path: string, say: string): readonly Fix[] {
  if (beforeRef === undefined) return [];
  return [
    { kind: "run", say, command: `git checkout ${shellWord(beforeRef)} -- ${shellWord(path)}` },
  ];
}

/** A word for a POSIX shell, quoted where it has to be. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A text for a POSIX shell, in double quotes where they are safe. */
export function shellText(text: string): string {
  return /^[A-Za-z0-9_./, -]*$/.test(text) ? `"${text}"` : shellWord(text);
}

// ------------------------------------------------------ moving new scripts

/** Which script to edit so that a line of new scripts follows another revision, and what it then follows. */
export interface Move {
  readonly script: Script;
  readonly follows: readonly RevisionId[];
}

/**
 * Moves the new scripts that end in `head` onto `onto`: only the lowest is edited. `below` is what `onto`
 * stands on. Null where that is no safe repair: the line would then list something twice (semantics 5.4)
 * or close a loop.
 */
export function moveOnto(
  graph: RevisionGraph,
  added: ReadonlySet<RevisionId>,
  head: RevisionId,
  onto: RevisionId,
  below: ReadonlySet<RevisionId>,
): Move | null {
  let node = graph.nodes.get(head);
  for (let steps = graph.nodes.size; node && steps > 0; steps -= 1) {
    if (!added.has(node.revision) || below.has(node.revision)) return null;
    if (node.dependencies.some((dependency) => below.has(dependency))) return null;
    const [first, ...more] = node.down;
    if (first !== undefined && more.length === 0 && added.has(first)) {
      node = graph.nodes.get(first);
      continue;
    }
    const kept = node.down.filter((revision) => !below.has(revision));
    const isReplaced = kept.length < node.down.length || node.down.length === 0;
    if (!isReplaced || ancestors(graph, kept).has(onto)) return null;
    const written = node.down.map((revision) => (below.has(revision) ? onto : revision));
    return { script: node.script, follows: [...new Set(written.length > 0 ? written : [onto])] };
  }
  return null;
}
