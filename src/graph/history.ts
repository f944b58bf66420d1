// Histories in the notation of `alembic history`: read, printed, and written as the script files they describe.

import type { RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import { pythonRepr } from "../text/python.ts";
import { catchFailures } from "./failure.ts";
import { sortRevisions } from "./sort.ts";

/** One line of a history: a script, as Alembic shows it. */
export interface HistoryEntry {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
}

/** What Alembic puts in parentheses behind a revision besides its labels. */
const marks = new Set(["head", "effective head", "current", "branchpoint", "mergepoint"]);

/** Lines of a terminal or a log around the history. */
const chatter = /^(?:INFO|WARNI|\$|#|\s*$)/;

/**
 * Reads `<base> -> a1, create users` and so on: any order, indented or not, as typed or as `alembic history` printed it.
 * Throws on a line that is no history, since a slip in an example must not pass for an empty one.
 */
export function parseHistory(text: string): readonly HistoryEntry[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return withoutSpreadLabels(lines.filter((line) => !chatter.test(line)).map(parseLine));
}

function parseLine(line: string): HistoryEntry {
  const arrow = line.indexOf(" -> ");
  const follower = /^([^,(]+?)((?: \([^()]*\))*)(?:, ?(.*))?$/.exec(line.slice(arrow + 4));
  const followed = /^(.+?)(?: \(([^()]*)\))?$/.exec(line.slice(0, Math.max(arrow, 0)));
  if (!follower || !followed) throw new Error(`This is no line of a history: ${line}`);
  const [, revision = "", parentheses = "", message = ""] = follower;
  const [, down = "", dependsOn = ""] = followed;
  const groups = [...parentheses.matchAll(/\(([^()]*)\)/g)].map(([, group = ""]) => group);
  return {
    revision,
    downRevisions: down === "<base>" ? [] : splitList(down),
    dependsOn: splitList(dependsOn),
    branchLabels: groups.filter((group) => !marks.has(group)).flatMap(splitList),
    message,
  };
}

function splitList(text: string): readonly string[] {
  return text === "" ? [] : text.split(/, ?/);
}

/** Alembic prints a label on every revision it spread to; the one that declares it follows none that has it. */
function withoutSpreadLabels(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const labelsOf = new Map<string, ReadonlySet<string>>(
    entries.map(({ revision, branchLabels }) => [revision, new Set(branchLabels)]),
  );
  return entries.map((entry) => ({
    ...entry,
    branchLabels: entry.branchLabels.filter(
      (label) => !entry.downRevisions.some((down) => labelsOf.get(down)?.has(label)),
    ),
  }));
}

/** What `alembic history` prints: newest first, with labels and marks. A graph in which a loop keeps Alembic from sorting is listed from the last file to the first. */
export function printHistory(graph: RevisionGraph): string {
  return historyLines(graph)
    .map(({ line }) => `${line}\n`)
    .join("");
}

/** The lines of `alembic history`, each with its revision. */
export function historyLines(
  graph: RevisionGraph,
): readonly { readonly revision: RevisionId; readonly line: string }[] {
  const all = [...graph.nodes.keys()];
  const sorted = sortLoadable(graph, all) ?? all.reverse();
  return sorted.map((revision) => ({ revision, line: printNode(graph.nodes.get(revision)!) }));
}

function sortLoadable(graph: RevisionGraph, all: readonly RevisionId[]) {
  if (graph.loadError && graph.cycles.length > 0) return null;
  const result = catchFailures({ ...graph, loadError: null }, () =>
    sortRevisions(graph, new Set(all), graph.realHeads),
  );
  return "value" in result ? (result.value?.revisions ?? null) : null;
}

/** `Script._head_only` as `history` calls it. */
function printNode({ script, revision, labels, next, allNext }: RevisionNode): string {
  const list = (names: readonly { readonly value: string }[]) =>
    names.map(({ value }) => value).join(", ");
  const isBlank = list(script.dependsOn) === "";
  return [
    list(script.downRevisions) || "<base>",
    isBlank ? "" : ` (${list(script.dependsOn)})`,
    ` -> ${revision}`,
    labels.length > 0 ? ` (${labels.join(", ")})` : "",
    allNext.length === 0 ? " (head)" : next.length === 0 ? " (effective head)" : "",
    next.length > 1 ? " (branchpoint)" : "",
    script.downRevisions.length > 1 ? " (mergepoint)" : "",
    `, ${script.message}`,
  ].join("");
}

/** The script files that a history describes, as the newest Alembic writes them: path → text, in order of appearance. */
export function historyToFiles(text: string, directory = "versions"): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of parseHistory(text)) {
    const stem = `${directory}/${entry.revision.replaceAll(/[/\\]/g, "_")}`;
    let path = `${stem}.py`;
    for (let copy = 2; path in files; copy++) path = `${stem}_${copy}.py`;
    files[path] = printScript(entry);
  }
  return files;
}

/** Alembic's template `generic/script.py.mako`. A script does what its message says: nothing where it says nothing or merges. */
function printScript(entry: HistoryEntry): string {
  const { revision, downRevisions, dependsOn, branchLabels, message } = entry;
  const isIdle = /^$|^merge\b/i.test(message);
  const does = (what: string) =>
    isIdle
      ? "pass"
      : `op.execute(${pythonRepr(`SELECT '${what}${message.replaceAll(/['%:\\]/g, " ")}'`)})`;
  return `"""${message}

Revision ID: ${revision}
Revises: ${downRevisions.join(", ")}
Create Date: 2026-01-05 09:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = ${pythonRepr(revision)}
down_revision: Union[str, Sequence[str], None] = ${printValue(downRevisions, "()")}
branch_labels: Union[str, Sequence[str], None] = ${printValue(branchLabels, "()")}
depends_on: Union[str, Sequence[str], None] = ${printValue(dependsOn, "[]")}


def upgrade() -> None:
    """Upgrade schema."""
    ${does("")}


def downgrade() -> None:
    """Downgrade schema."""
    ${does("undo ")}
`;
}

function printValue(names: readonly string[], brackets: "()" | "[]"): string {
  if (names.length === 0) return "None";
  if (names.length === 1) return pythonRepr(names[0]!);
  return `${brackets[0]}${names.map(pythonRepr).join(", ")}${brackets[1]}`;
}
