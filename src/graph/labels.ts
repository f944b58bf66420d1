// Branch labels: which clash, and how far Alembic spreads them.

import type { AlembicError, RevisionGraph } from "../model.ts";
import { alembicError } from "./alembic-error.ts";
import { reach } from "./reach.ts";
import type { Draft } from "./read-files.ts";

type Clash = RevisionGraph["labelClashes"][number];

/** As many texts of one clash as anybody compares. */
const mostTexts = 50;

/** A label spreads over whole histories; this is far beyond any use and keeps a hostile one from filling the memory. */
const mostMarks = 300_000;

/** Label → the script that declares it, the first in load order where several do. */
export function mapLabels(
  drafts: readonly Draft[],
  byRevision: ReadonlyMap<string, Draft>,
): { readonly byLabel: ReadonlyMap<string, Draft>; readonly clashes: readonly Clash[] } {
  const byLabel = new Map<string, Draft>();
  const clashes: Clash[] = [];
  for (const draft of drafts) {
    for (const label of draft.script.branchLabels) {
      const user = byRevision.get(label.value) ?? byLabel.get(label.value);
      if (user) clashes.push({ label, script: draft.script, usedBy: user.script });
      else byLabel.set(label.value, draft);
    }
  }
  return { byLabel, clashes };
}

/** `_map_branch_labels` raises at the first clash; it goes through the labelled scripts in the order of a set. */
export function firstClashes(
  drafts: readonly Draft[],
  byRevision: ReadonlyMap<string, Draft>,
): AlembicError {
  const texts = new Set<string>();
  const users = new Map<string, Draft[]>();
  for (const draft of drafts.filter(({ script }) => script.branchLabels.length > 0)) {
    if (texts.size >= mostTexts) break;
    const alone = firstClash(draft, (label) => byRevision.get(label));
    if (alone) texts.add(textOf(alone));
    for (const other of sharers(draft, users)) {
      for (const [late, early] of [
        [draft, other],
        [other, draft],
      ] as const) {
        if (firstClash(early, (label) => byRevision.get(label))) continue;
        const clash = firstClash(
          late,
          (label) => byRevision.get(label) ?? (declares(early, label) ? early : undefined),
        );
        if (clash) texts.add(textOf(clash));
      }
    }
  }
  return alembicError("RevisionError", ...texts);
}

interface FirstClash {
  readonly label: string;
  readonly draft: Draft;
  readonly user: Draft;
}

/** The clash at which Alembic stops when it comes to this script and these names are taken. */
function firstClash(draft: Draft, userOf: (label: string) => Draft | undefined): FirstClash | null {
  const own = new Set<string>();
  for (const { value: label } of draft.script.branchLabels) {
    const user = userOf(label) ?? (own.has(label) ? draft : undefined);
    if (user) return { label, draft, user };
    own.add(label);
  }
  return null;
}

function textOf({ label, draft, user }: FirstClash): string {
  return `Branch name '${label}' in revision ${draft.revision} already used by revision ${user.revision}`;
}

function declares(draft: Draft, label: string): boolean {
  return draft.script.branchLabels.some(({ value }) => value === label);
}

/** Scripts seen before that share a label with this one; remembers this one, unless there are plenty. */
function sharers(draft: Draft, users: Map<string, Draft[]>): readonly Draft[] {
  const found = new Set<Draft>();
  for (const { value } of draft.script.branchLabels) {
    const known = users.get(value) ?? [];
    for (const other of known) found.add(other);
    if (known.length < mostTexts) known.push(draft);
    users.set(value, known);
  }
  found.delete(draft);
  return [...found];
}

/** `_add_branches`: to all versioned descendants, and down a line that does not fork. */
export function spreadLabels(
  drafts: readonly Draft[],
  byRevision: ReadonlyMap<string, Draft>,
): ReadonlyMap<Draft, ReadonlySet<string>> {
  const labels = new Map<Draft, Set<string>>();
  let marks = 0;
  for (const draft of drafts) {
    if (draft.script.branchLabels.length === 0) continue;
    const own = draft.script.branchLabels.map(({ value }) => value);
    for (const labelled of [
      ...reach([draft], ({ next }) => next),
      ...lineBelow(draft, byRevision),
    ]) {
      if (marks >= mostMarks) return labels;
      const all = labels.get(labelled) ?? new Set();
      for (const label of own) all.add(label);
      labels.set(labelled, all);
      marks += own.length;
    }
  }
  return labels;
}

/** Alembic walks down from the descendant it saw last. It gets below the labelled script only where no script above forks or merges. */
function lineBelow(draft: Draft, byRevision: ReadonlyMap<string, Draft>): readonly Draft[] {
  const passed = new Set<Draft>();
  for (let up: Draft | undefined = draft; up && !passed.has(up); up = up.next[0]) {
    if (up.allNext.length > 1 || up.down.length > 1) return [];
    passed.add(up);
  }
  const line = new Set<Draft>();
  let below = byRevision.get(draft.down[0] ?? "");
  while (below && !line.has(below) && below.allNext.length <= 1 && below.down.length <= 1) {
    line.add(below);
    below = byRevision.get(below.down[0] ?? "");
  }
  return [...line];
}
