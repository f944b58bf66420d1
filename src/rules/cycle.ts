// cycle: scripts that follow each other in a loop.

import { dependOn, follow, way } from "../advice/repair.ts";
import { sortByFate } from "../change/applied.ts";
import { quote } from "../graph/quote.ts";
import type { Change, Fix, Location, Problem, RevisionId, Script } from "../model.ts";
import { code, codes } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    cycle: true;
  }
}

export const cycle: Rule = {
  id: "cycle",
  severity: "error",
  title: "Scripts that follow each other in a loop",
  why: "No order of these scripts fits what they say of each other, so they cannot be run from the first to the last.",
  details: `Loops through \`down_revision\`, \`depends_on\` or both are found, also those that Alembic does not notice: its own check looks only for scripts
that no head or no base leads to. Where a base below and a head above hide the loop, \`upgrade\` runs the scripts in an order that contradicts them,
or never ends.`,
  example: {
    before: `
      <base> -> a1, create users
      a1 -> b2, add email`,
    after: `
      <base> -> a1, create users
      c3 -> b2, add email
      b2 -> c3, add orders`,
  },
  breaksHistory: true,

  *find(change) {
    const fates = sortByFate(change);
    for (const loop of change.after.cycles) yield problemOf(change, fates.added, loop);
  },
};

function problemOf(
  change: Change,
  added: ReadonlySet<RevisionId>,
  loop: readonly RevisionId[],
): Problem {
  const { after } = change;
  const members = [...new Set(loop)];
  const path = loop.length > 12 ? [...loop.slice(0, 10), "…", loop[0]!] : loop;
  const { edge, undo } = closingEdge(change, added, loop);
  const self = members.length === 1 ? members[0]! : null;
  const error = after.loadError;
  const isNoticed = error !== null && /Loop|Cycle/.test(error.class);
  return {
    at: edge,
    revision: members[0]!,
    what: self
      ? `${code(self)} follows itself: ${code(path.join(" -> "))}.`
      : `${members.length} scripts follow each other in a loop: ${code(path.join(" -> "))}.`,
    ...(isNoticed ? {} : { why: `Alembic does not notice this loop. ${cycle.why}` }),
    alembicSays: isNoticed ? quote(error) : null,
    related: members
      .slice(0, 10)
      .map((revision) => ({
        at: edgeBelow(after.nodes.get(revision)!.script, loop),
        what: `${code(revision)} is part of the loop.`,
      }))
      .filter(({ at }) => at !== edge),
    fixes: undo,
    key: [...members].sort().join("\0"),
    // Which of two files a loop passes through is chance, and another revision for one of them opens it.
    follows: after.duplicates.some(({ revision }) => members.includes(revision))
      ? ["duplicate-revision"]
      : [],
  };
}

/** The place that the change has to mend: an edge of the loop that the target branch does not have. */
function closingEdge(change: Change, added: ReadonlySet<RevisionId>, loop: readonly RevisionId[]) {
  const { before, after } = change;
  const members = new Set<string>(loop);
  const isWithin = (script: Script | undefined) =>
    script !== undefined &&
    [...script.downRevisions, ...script.dependsOn].some(({ value }) => members.has(value));
  const edited = loop.find((revision) => {
    const old = before.nodes.get(revision)?.script;
    return old && !isWithin(old) && isWithin(after.nodes.get(revision)?.script);
  });
  const chosen = edited ?? loop.find((revision) => added.has(revision)) ?? loop[0]!;
  const script = after.nodes.get(chosen)!.script;
  const old = before.nodes.get(chosen)?.script;
  return { edge: edgeBelow(script, loop), undo: fixesFor(change, added, script, old, members) };
}

/** Where a script of the loop names another of it. */
function edgeBelow(script: Script, loop: readonly RevisionId[]): Location {
  const names = [...script.downRevisions, ...script.dependsOn];
  return (names.find(({ value }) => loop.includes(value as RevisionId)) ?? script.revision).at;
}

function fixesFor(
  { before }: Change,
  added: ReadonlySet<RevisionId>,
  script: Script,
  old: Script | undefined,
  members: ReadonlySet<string>,
): readonly Fix[] {
  const isDependency = script.dependsOn.some(({ value }) => members.has(value));
  if (isDependency && !script.downRevisions.some(({ value }) => members.has(value))) {
    const names = script.dependsOn.map(({ value }) => value).filter((name) => !members.has(name));
    return way("Leave the dependency out:", false, dependOn(script, names));
  }
  if (old) {
    const names = old.downRevisions.map(({ value }) => value);
    const say = `Let ${code(script.revision.value)} follow ${codes(names) || "nothing"} again:`;
    return way(say, true, follow(script, names));
  }
  const head = before.heads.find((one) => !members.has(one));
  if (head === undefined) return [];
  const isNew = added.has(script.revision.value);
  return way("Follow the head of the target branch:", isNew, follow(script, [head]));
}
