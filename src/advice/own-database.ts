// What the author's own database needs that has run a new script before the script is put somewhere else.

import { ancestors, descendants } from "../graph/walk.ts";
import type { RevisionGraph, RevisionId, Script, ScriptDirectory } from "../model.ts";
import { code } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { alembicStep } from "./commands.ts";

/** A sentence for the introduction of a repair that moves `script` and the new ones up to `top`: how a database of the author's own goes back before it. */
export function backBefore(
  directory: ScriptDirectory,
  graph: RevisionGraph,
  script: Script,
  top: RevisionId = script.revision.value,
): string {
  const name = code(script.revision.value);
  const [below, ...more] = script.downRevisions.map(({ value }) => value);
  const upToTop = ancestors(graph, [top], "versioned");
  const above = descendants(graph, [script.revision.value], "versioned");
  const moved = [...above].filter((one) => upToTop.has(one));
  const isUndone = moved.every((one) => graph.nodes.get(one)?.script.hasDowngrade);
  if (below === undefined || more.length > 0 || !isUndone || /^$|^-|[@:+-]/.test(below))
    return `A database of your own that has run ${name} would not notice: make it anew`;
  const step = alembicStep(directory, "downgrade", shellWord(below));
  const where = step.in === "" ? "" : ` in ${code(`${step.in}/`)}`;
  return `A database of your own that has run ${name} goes back before that, by ${code(step.command)}${where}`;
}
