// Fixes, ready to paste: statements in the script's own style, commands for the project's own tool.

import { ancestors, descendants } from "../graph/walk.ts";
import type {
  Change,
  Fix,
  RevisionGraph,
  RevisionId,
  RevisionNode,
  Script,
  ScriptDirectory,
  Step,
} from "../model.ts";
import { pythonString } from "../text/python.ts";
import { list } from "../text/sentence.ts";
import { shellText, shellWord } from "../text/shell.ts";

/** One way to mend a problem. Nothing where a part of it cannot be written: half a repair mends nothing. */
export function way(
  say: string,
  safe: boolean,
  ...parts: readonly (readonly Step[])[]
): readonly Fix[] {
  return parts.some((part) => part.length === 0) ? [] : [{ say, safe, steps: parts.flat() }];
}

/** The same steps, the first with an introduction of its own. */
export function saying(say: string, [first, ...rest]: readonly Step[]): readonly Step[] {
  return first === undefined ? [] : [{ ...first, say }, ...rest];
}

/** A command that works at the repository's root. */
export function run(command: string): readonly Step[] {
  return [{ kind: "run", command, in: "" }];
}

// ------------------------------------------------------------------ edits

/** Makes a script follow these revisions, written as it writes its `down_revision` now. Nothing where the statement assigns more than that. */
export function follow(script: Script, revisions: readonly string[]): readonly Step[] {
  const { at, prefix, quote } = script.downRevisionAssignment;
  if (/^down_revision\s*(:[^=]*)?=\s*$/.test(prefix)) {
    return [{ kind: "edit", at, to: `${prefix}${pythonNames(revisions, quote)}` }];
  }
  const [written] = script.downRevisions;
  if (script.downRevisions.length !== 1 || revisions.length !== 1) return [];
  return [{ kind: "edit", at: written!.at, to: pythonString(revisions[0]!, quote) }];
}

/** Makes a script depend on these names and no others. */
export function dependOn(script: Script, names: readonly string[]): readonly Step[] {
  const assignment = script.dependsOnAssignment;
  if (!assignment || !/^depends_on\s*(:[^=]*)?=\s*$/.test(assignment.prefix)) return [];
  const { at, prefix, quote } = assignment;
  return [{ kind: "edit", at, to: `${prefix}${pythonNames(names, quote)}` }];
}

/** Gives a script another revision. Nothing where the file's name is the revision. */
export function rename(script: Script, revision: string): readonly Step[] {
  if (!script.revisionIsAssigned) return [];
  const to = pythonString(revision, script.downRevisionAssignment.quote);
  return [{ kind: "edit", at: script.revision.at, to }];
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
export function merge(directory: ScriptDirectory, heads: readonly RevisionId[]): readonly Step[] {
  if (heads.some((head) => /^$|[@:+-]/.test(head))) return [];
  const message = heads.length > 5 ? `merge ${heads.length} heads` : `merge ${list(heads)}`;
  const words = heads.map(shellWord).join(" ");
  const command = alembicCommand(directory, "merge", `-m ${shellText(message)} ${words}`);
  return run(command);
}

/** Brings files of the target branch back. Nothing where nobody said what to call the target branch. */
export function restore({ beforeRef }: Change, ...paths: readonly string[]): readonly Step[] {
  if (beforeRef === undefined) return [];
  return run(`git checkout ${shellWord(beforeRef)} -- ${paths.map(shellWord).join(" ")}`);
}

// ------------------------------------------------------ moving new scripts

/** Which script to edit so that a line of new scripts follows another revision, and what it then follows. */
export interface Move {
  readonly script: Script;
  readonly follows: readonly RevisionId[];
}

/** What new scripts can be moved onto: the end of a line, what that follows, and what it stands on, dependencies included. */
export interface Line {
  readonly end: RevisionId;
  readonly followed: ReadonlySet<RevisionId>;
  readonly below: ReadonlySet<RevisionId>;
}

/**
 * Moves the new scripts that end in `head` onto a line: only the lowest is edited. Null where that is no safe
 * repair, since something would then be listed beside what stands on it (semantics 5.4) or a loop be closed.
 */
export function moveOnto(
  graph: RevisionGraph,
  added: ReadonlySet<RevisionId>,
  head: RevisionId,
  { end, followed, below }: Line,
): Move | null {
  let node = graph.nodes.get(head);
  for (let steps = graph.nodes.size; node && steps > 0; steps -= 1) {
    if (!added.has(node.revision) || below.has(node.revision)) return null;
    const [first, ...more] = node.down;
    if (first === undefined || more.length > 0 || !added.has(first) || followed.has(first)) break;
    node = graph.nodes.get(first);
  }
  if (!node) return null;
  const { script, down, dependencies } = node;
  const kept = down.filter((one) => !followed.has(one));
  const isReplaced = kept.length < down.length || down.length === 0;
  const others = [...kept, ...dependencies];
  const isDoubled = others.some((one) => {
    const under = ancestors(graph, [one]);
    return below.has(one) || [...others, end].some((other) => other !== one && under.has(other));
  });
  if (!isReplaced || isDoubled || listsAlready(graph, node, below)) return null;
  const names = down.map((one) => (followed.has(one) ? end : one));
  return { script, follows: [...new Set(names.length > 0 ? names : [end])] };
}

/** True where something above a script lists what the script is about to stand on. */
function listsAlready(
  graph: RevisionGraph,
  { revision }: RevisionNode,
  below: ReadonlySet<RevisionId>,
): boolean {
  const above = descendants(graph, [revision]);
  above.delete(revision);
  return [...above].some((one) => {
    const { down, dependencies } = graph.nodes.get(one)!;
    return [...down, ...dependencies].some((listed) => below.has(listed));
  });
}
