// overlapping-revisions: databases that follow the target branch would have rows of which one lies below another.

import { dependOn, follow, way } from "../advice/repair.ts";
import { sortByFate, weight } from "../change/applied.ts";
import { upgradeSays } from "../change/databases.ts";
import {
  compareEdges,
  findOverlap,
  heals,
  type Overlap,
  type Reparenting,
  rowsOfTarget,
} from "../change/reparenting.ts";
import type { Change, Fix, Problem } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "overlapping-revisions": true;
  }
}

export const overlappingRevisions: Rule = {
  id: "overlapping-revisions",
  severity: "error",
  title: "Rows of deployed databases that overlap",
  why: "A database that is up to date with the target branch has a row for each, Alembic refuses such rows, and the next deploy stops.",
  details: `A database has one row in \`alembic_version\` for each line of scripts that it follows. When a change puts one of these lines below another,
Alembic does not know what to make of the rows. \`alembic stamp heads\` does not help: it leaves the lower row where it is.

Where the change also makes several heads of the target branch one, it is told as \`reparented-revision\` and is a warning: a merge revision does
the same and is safe for every database.`,
  example: {
    before: `
      <base> -> a1 (users), create users
      <base> -> b2 (orders), create orders`,
    after: `
      <base> -> a1 (users), create users
      <base> (a1) -> b2 (orders), create orders`,
  },

  *find(change) {
    const fates = sortByFate(change);
    const overlap = findOverlap(change, fates);
    if (overlap === null) return;
    const edges = overlap.joint === null ? null : compareEdges(change, fates, overlap.joint);
    if (!edges || !heals(change, edges)) yield problemOf(change, overlap, edges);
  },
};

function problemOf(
  change: Change,
  { upper, lower, joint }: Overlap,
  edges: Reparenting | null,
): Problem {
  const { script, down } = change.after.nodes.get(edges?.after.revision.value ?? joint ?? upper)!;
  const isDependency = edges?.gained.some((one) => !down.includes(one));
  const assignment = isDependency ? script.dependsOnAssignment : script.downRevisionAssignment;
  return {
    at: (assignment ?? script.downRevisionAssignment).at,
    revision: script.revision.value,
    severity: weight(change, [upper, lower]),
    what: `${code(lower)} and ${code(upper)} are separate heads on the target branch, and ${code(upper)} would stand on ${code(lower)}.`,
    alembicSays: upgradeSays(change.after, rowsOfTarget(change)),
    fixes: edges ? undo(edges.before, edges.after, isDependency === true) : [],
  };
}

function undo(
  before: Change["after"]["scripts"][number],
  after: typeof before,
  isDependency: boolean,
): readonly Fix[] {
  const name = code(after.revision.value);
  const names = (isDependency ? before.dependsOn : before.downRevisions).map(({ value }) => value);
  const nothing = codes(names) || "nothing";
  return isDependency
    ? way(`Let ${name} depend on ${nothing} again:`, true, dependOn(after, names))
    : way(`Let ${name} follow ${nothing} again:`, true, follow(after, names));
}
