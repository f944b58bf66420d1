// redundant-down-revision: a script lists a revision that lies below another one it lists.

import { reach } from "../graph/reach.ts";
import { ancestors } from "../graph/walk.ts";
import type { Change, Fix, Problem, RevisionGraph, RevisionId, RevisionNode } from "../model.ts";
import { planUpgrade } from "../plan/upgrade.ts";
import { dependOn, follow } from "./repair.ts";
import type { Rule } from "./rule.ts";
import { code, codes, quote } from "./wording.ts";

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
    if (change.after.loadError !== null || change.after.cycles.length > 0) return;
    for (const node of change.after.nodes.values()) {
      const listed = [...node.down, ...node.dependencies];
      if (listed.length > 1) yield* problemsOf(change, node, listed);
    }
  },
};

function* problemsOf(
  change: Change,
  node: RevisionNode,
  listed: readonly RevisionId[],
): Iterable<Problem> {
  const { after } = change;
  const useless = listed.filter((one) => isBelowAnother(after, one, listed));
  if (useless.length === 0) return;
  const crash = crashOf(after, node);
  const named = crash === null ? useless.filter((one) => !joinsHead(after, node, one)) : useless;
  if (named.length === 0) return;
  const isDown = named.some((one) => node.down.includes(one));
  const above = listed.find((one) => one !== named[0] && ancestors(after, [one]).has(named[0]!))!;
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

function isBelowAnother(
  graph: RevisionGraph,
  one: RevisionId,
  listed: readonly RevisionId[],
): boolean {
  return listed.some((other) => other !== one && ancestors(graph, [other]).has(one));
}

/** What Alembic says when the script runs on an empty database, or on one that has run everything below it and no more. */
function crashOf(graph: RevisionGraph, node: RevisionNode): string | null {
  const below = ancestors(graph, node.normalized);
  const covered = reach<RevisionId>([], () => []);
  for (const one of below)
    for (const under of graph.nodes.get(one)?.normalized ?? []) covered.add(under);
  const rows = [...below].filter((one) => !covered.has(one));
  for (const state of [[], rows]) {
    const outcome = planUpgrade(graph, state, node.revision);
    if (outcome.kind === "fails" && outcome.error.class === "KeyError") return quote(outcome.error);
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
  const say = "Leave it out:";
  const isDown = down.some((one) => useless.has(one));
  return isDown
    ? follow(script, left(script.downRevisions.map(({ value }) => value)), say)
    : dependOn(script, left(script.dependsOn.map(({ value }) => value)), say);
}
