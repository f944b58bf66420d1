// Fixes as steps, and edits: statements in the script's own style, its docstring beside them.

import type { Deed, Fix, Located, Script, Step } from "../model.ts";
import { pythonString } from "../text/python.ts";

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
export function run(command: string, does?: Deed): readonly Step[] {
  return [{ kind: "run", command, in: "", ...(does ? { does } : {}) }];
}

// ------------------------------------------------------------------ edits

/** Makes a script follow these revisions, written as it writes its `down_revision` now. Nothing where the statement assigns more than that. */
export function follow(script: Script, revisions: readonly string[]): readonly Step[] {
  const { at, prefix, quote } = script.downRevisionAssignment;
  const inWords = docstringLine(script.docstring?.revises, "Revises", revisions);
  if (/^down_revision\s*(:[^=]*)?=\s*$/.test(prefix)) {
    return [{ kind: "edit", at, to: `${prefix}${pythonNames(revisions, quote)}` }, ...inWords];
  }
  const [written] = script.downRevisions;
  if (script.downRevisions.length !== 1 || revisions.length !== 1) return [];
  return [{ kind: "edit", at: written!.at, to: pythonString(revisions[0]!, quote) }, ...inWords];
}

/** The line of the docstring that says the same in words, where there is one. Names that a docstring could not hold are left out of it. */
function docstringLine(
  line: Located<string> | undefined,
  title: "Revises" | "Revision ID",
  names: readonly string[],
): readonly Step[] {
  if (line === undefined || names.some((name) => !/^[\w.@:+-]+$/.test(name))) return [];
  const to = `${title}: ${names.join(", ")}`;
  return to.trimEnd() === line.value.trimEnd() ? [] : [{ kind: "edit", at: line.at, to }];
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
  const inWords = docstringLine(script.docstring?.revisionId, "Revision ID", [revision]);
  return [{ kind: "edit", at: script.revision.at, to }, ...inWords];
}

/** Gives a script another revision, and lets those of `others` that name it name it so. Nothing where one of them cannot be written. */
export function renameWithFollowers(
  script: Script,
  revision: string,
  others: readonly Script[],
): readonly Step[] {
  const old = script.revision.value;
  const parts: (readonly Step[])[] = [rename(script, revision)];
  for (const other of others) {
    if (other === script) continue;
    const down = other.downRevisions.map(({ value }) => value as string);
    const needs = other.dependsOn.map(({ value }) => value);
    const now = (names: readonly string[]) => names.map((name) => (name === old ? revision : name));
    if (down.includes(old)) parts.push(follow(other, now(down)));
    if (needs.includes(old)) parts.push(dependOn(other, now(needs)));
  }
  return parts.some((part) => part.length === 0) ? [] : parts.flat();
}

function pythonNames(names: readonly string[], quote: "'" | '"'): string {
  const [first, ...more] = names.map((name) => pythonString(name, quote));
  if (first === undefined) return "None";
  return more.length === 0 ? first : `(${[first, ...more].join(", ")})`;
}
