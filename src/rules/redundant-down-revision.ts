// redundant-down-revision: a script lists a revision that lies below another one it lists.

import { dependOn, follow, way } from "../advice/repair.ts";
import { isTouched } from "../change/touched.ts";
import { quote } from "../graph/quote.ts";
import { reach } from "../graph/reach.ts";
import { ancestors } from "../graph/walk.ts";
import type { Fix, Problem, RevisionGraph, RevisionId, RevisionNode, RuleId } from "../model.ts";
import { planUpgrade } from "../plan/index.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "redundant-down-revision": true;
  }
}

export const redundantDownRevision: Rule = {
  id: "redundant-down-revision",
  severity: "error",
  title: "A down revision that lies below another of the same list",
  why: "When the script is applied, Alembic tries to take a row out of `alembic_version` that is not there, and the upgrade stops after the script has run.",
  details: `It happens when at least two others of the list have rows of their own at that moment; otherwise the entry is only useless, and the finding is a warning.
Taking the entry out of the list is safe for every database. \`depends_on\` counts as well: something that a down revision stands on needs no mention.
An entry that joins a head which would otherwise stay open is no finding as long as the upgrade works.`,
  example: {
    before: `
      <base> -> a1, create users
      <base> -> b2, create orders
      a1 -> c3, add email`,
    after: `
      <base> -> a1, create users
      <base> -> b2, create orders
      a1 -> c3, add email
      a1, b2, c3 -> d4, merge a1, b2 and c3`,
  },

  *find(change) {
    const { after } = change;
    if (after.loadError !== null || after.cycles.length > 0) return;
    const depths = depthsOf(after);
    const touched = isTouched(change);
    for (const node of after.nodes.values()) {
      const listed = [...node.down, ...node.dependencies];
      if (listed.length < 2) continue;
      // A list that the change does not touch got redundant by what was moved below it.
      const follows: RuleId[] = touched(node.script.path) ? [] : ["reparented-revision"];
      for (const problem of problemsOf(after, depths, node, listed)) yield { ...problem, follows };
    }
  },
};

type Depths = ReadonlyMap<RevisionId, number>;

function* problemsOf(
  graph: RevisionGraph,
  depths: Depths,
  node: RevisionNode,
  listed: readonly RevisionId[],
): Iterable<Problem> {
  const useless = uselessOf(graph, depths, listed);
  if (useless.length === 0) return;
  const crash = crashOf(graph, node);
  const named = crash === null ? useless.filter((one) => !joinsHead(graph, node, one)) : useless;
  if (named.length === 0) return;
  const isDown = named.some((one) => node.down.includes(one));
  const above = standsOn(graph, depths, listed, named[0]!)!;
  const assignment = isDown ? node.script.downRevisionAssignment : node.script.dependsOnAssignment;
  yield {
    at: (assignment ?? node.script.downRevisionAssignment).at,
    revision: node.revision,
    severity: crash === null ? "warning" : "error",
    what: `${code(node.revision)} lists ${codes(named)} although ${code(above)} stands on ${named.length === 1 ? "it" : "them"} already.`,
    ...(crash === null
      ? { why: "It does no harm to an upgrade, but says nothing that is not said already." }
      : {}),
    alembicSays: crash,
    fixes: fixesFor(node, new Set(named)),
    key: [node.revision, ...named].join("\0"),
  };
}

/** Those of the list that lie below another of it: one walk down from all of them, no lower than the lowest. */
function uselessOf(
  { nodes }: RevisionGraph,
  depths: Depths,
  listed: readonly RevisionId[],
): readonly RevisionId[] {
  const lowest = Math.min(...listed.map((one) => depths.get(one)!));
  const stepsDown = (at: RevisionId) =>
    nodes.get(at)!.normalized.filter((below) => depths.get(below)! >= lowest);
  const below = reach(listed.flatMap(stepsDown), stepsDown);
  return listed.filter((one) => below.has(one));
}

/** The first of the list that stands on one of it. Only what lies higher than that one is walked: most merges join lines that forked just below. */
function standsOn(
  { nodes }: RevisionGraph,
  depths: Depths,
  listed: readonly RevisionId[],
  one: RevisionId,
): RevisionId | undefined {
  const isAbove = (other: RevisionId) => depths.get(other)! > depths.get(one)!;
  return listed.find(
    (other) =>
      isAbove(other) &&
      reach([other], (at) =>
        nodes.get(at)!.normalized.filter((below) => below === one || isAbove(below)),
      ).has(one),
  );
}

/** How many scripts the longest way down from each passes. */
function depthsOf({ nodes }: RevisionGraph): Depths {
  const depths = new Map<RevisionId, number>();
  const waiting = new Map<RevisionId, number>();
  for (const { allNext } of nodes.values()) {
    for (const next of allNext) waiting.set(next, (waiting.get(next) ?? 0) + 1);
  }
  for (const revision of nodes.keys()) if (!waiting.has(revision)) depths.set(revision, 0);
  // A Map hands out what is added while it is walked.
  for (const [revision, depth] of depths) {
    for (const next of nodes.get(revision)!.allNext) {
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) depths.set(next, depth + 1);
    }
  }
  return depths;
}

/** What Alembic says when the script runs on an empty database, or on one that has run everything below it and no more. */
function crashOf(graph: RevisionGraph, node: RevisionNode): string | null {
  const below = ancestors(graph, node.normalized);
  const covered = new Set<RevisionId>();
  for (const one of below) {
    for (const under of graph.nodes.get(one)!.normalized) covered.add(under);
  }
  for (const rows of [[], [...below].filter((one) => !covered.has(one))]) {
    const outcome = planUpgrade(graph, rows, node.revision);
    if (outcome.kind !== "fails" || outcome.error.class !== "KeyError") continue;
    if (outcome.ran.at(-1) === node.revision) return quote(outcome.error);
  }
  return null;
}

/** True where the entry is what keeps another script from being a head: only this script follows it. */
function joinsHead(
  graph: RevisionGraph,
  { down, revision }: RevisionNode,
  one: RevisionId,
): boolean {
  const { next } = graph.nodes.get(one)!;
  return down.includes(one) && next.every((follower) => follower === revision);
}

function fixesFor({ script, down }: RevisionNode, useless: ReadonlySet<string>): readonly Fix[] {
  const left = (names: readonly string[]) => names.filter((name) => !useless.has(name));
  const isDown = down.some((one) => useless.has(one));
  const steps = isDown
    ? follow(script, left(script.downRevisions.map(({ value }) => value)))
    : dependOn(script, left(script.dependsOn.map(({ value }) => value)));
  return way("Leave it out:", true, steps);
}
