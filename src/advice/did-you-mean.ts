// What an author may have meant by a name that no script has.

import { descendants } from "../graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../model.ts";
import { baseName } from "../text/paths.ts";
import { code, codes } from "../text/sentence.ts";

/** A guess: the revisions meant, and how the name written differs, as a sentence without a full stop. */
export interface Guess {
  readonly revisions: readonly RevisionId[];
  readonly because: string;
  /** False where it is a likeness only, which may be chance. */
  readonly isSure: boolean;
}

/** Of so many names a script's author is offered a guess; a change that misses more has another trouble than typing. */
export const mostGuesses = 100;

/** A longer list of names is no slip of the pen, and to write it anew for each of its names takes long. */
export const mostToRewrite = 50;

const typo = "one or two characters differ";

/** The best guess at what a script meant by a name, null where nothing or several things come close. Never what follows the script itself. */
export function guess(graph: RevisionGraph, script: RevisionId, name: string): Guess | null {
  const above = descendants(graph, [script]);
  const ids = [...graph.nodes.keys()].filter((id) => !above.has(id));
  const known = new Set(ids);
  const only = (found: readonly RevisionId[], because: string): Guess | null =>
    found.length === 1 ? { revisions: found, because, isSure: because !== typo } : null;
  const label = graph.labels.get(name);
  const parts = name.split(/[\s,]+/).filter((part) => part !== "") as RevisionId[];
  const stem = baseName(name).replace(/\.py$/, "");

  if (label !== undefined && known.has(label)) {
    return only([label], `${code(name)} is a branch label of ${code(label)}, not a revision`);
  }
  if (parts.length > 0 && parts.every((part) => known.has(part))) {
    if (parts.length === 1) return only(parts, `${code(name)} has blanks or commas around it`);
    return {
      revisions: parts,
      because: `${code(name)} is several revisions in one string`,
      isSure: true,
    };
  }
  return (
    only(
      ids.filter((id) => id.toLowerCase() === name.trim().toLowerCase()),
      "upper and lower case differ",
    ) ??
    only(
      ids.filter((id) => isFileOf(graph, id, stem)),
      `${code(name)} is the name of its file`,
    ) ??
    only(
      stem.length < 4 ? [] : ids.filter((id) => id.startsWith(stem)),
      `${code(name)} is only the beginning of it, and Alembic wants all of it here`,
    ) ??
    only(
      ids.filter((id) => id !== "" && stem.startsWith(`${id}_`)),
      `${code(name)} goes on after the revision`,
    ) ??
    only(name.length < 8 || name.length > 100 ? [] : ids.filter((id) => isTypo(id, name)), typo)
  );
}

/** Says the guess as the introduction of a fix. */
export function sayGuess({ revisions, because }: Guess): string {
  return `Did you mean ${codes(revisions)}? (${because})`;
}

/** `0003_add_orders` or `0003` for `versions/0003_add_orders.py`. */
function isFileOf(graph: RevisionGraph, revision: RevisionId, stem: string): boolean {
  const { path } = graph.nodes.get(revision)!.script;
  const own = baseName(path).replace(/\.py$/, "");
  return own === stem || (/^\d+$/.test(stem) && own.startsWith(`${stem}_`));
}

function isTypo(a: string, b: string): boolean {
  return a.length >= 8 && isWithin(a, b, 2);
}

/** True where so many characters changed, added or left out make one of the other. */
function isWithin(a: string, b: string, edits: number): boolean {
  if (Math.abs(a.length - b.length) > edits) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (at === a.length || at === b.length) return true;
  if (edits === 0) return false;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return (
    isWithin(restA.slice(1), restB.slice(1), edits - 1) ||
    isWithin(restA.slice(1), restB, edits - 1) ||
    isWithin(restA, restB.slice(1), edits - 1)
  );
}
