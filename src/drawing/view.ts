// Before and after seen as one graph: what is, what is new, what is gone.

import type { DrawnRevision, RevisionGraph, RevisionId, RevisionNode } from "../model.ts";

/** A graph to draw. Of a script that both sides have, the place is that of after. */
export interface View {
  readonly size: number;
  has(name: string): name is RevisionId;
  nodeOf(revision: RevisionId): RevisionNode;
  stateOf(revision: RevisionId): DrawnRevision["state"];
  isHead(revision: RevisionId): boolean;
  isLabel(name: string): boolean;
  followersOf(revision: RevisionId): readonly RevisionId[];
  /** Revisions in load order, those that are gone last. */
  revisions(): Iterable<RevisionId>;
}

/** The view of a change; of one graph, when both are the same. */
export function viewOf(before: RevisionGraph, after: RevisionGraph): View {
  const gone = [...before.nodes.keys()].filter((revision) => !after.nodes.has(revision));
  const takers = followersOfGone(after);
  const heads = new Set([...after.heads, ...before.heads.filter((head) => !after.nodes.has(head))]);
  return {
    size: after.nodes.size + gone.length,
    has: (name): name is RevisionId =>
      after.nodes.has(name as RevisionId) || before.nodes.has(name as RevisionId),
    nodeOf: (revision) => after.nodes.get(revision) ?? before.nodes.get(revision)!,
    stateOf: (revision) => {
      if (!after.nodes.has(revision)) return "removed";
      return before.nodes.has(revision) ? "kept" : "added";
    },
    isHead: (revision) => heads.has(revision),
    isLabel: (name) => after.labels.has(name) || before.labels.has(name),
    followersOf: (revision) => {
      const now = after.nodes.get(revision)?.allNext ?? [];
      if (gone.length === 0) return now;
      const was = before.nodes.get(revision)?.allNext ?? [];
      const goneToo = was.filter((follower) => !after.nodes.has(follower));
      return [...now, ...(takers.get(revision) ?? []), ...goneToo];
    },
    revisions: () => [...after.nodes.keys(), ...gone],
  };
}

/** Scripts of after by the names that they follow in vain: such a name may be a script of before. */
function followersOfGone({
  unresolved,
}: RevisionGraph): ReadonlyMap<string, readonly RevisionId[]> {
  const followers = new Map<string, RevisionId[]>();
  for (const { script, missing } of unresolved) {
    const known = followers.get(missing.value);
    if (known) known.push(script.revision.value);
    else followers.set(missing.value, [script.revision.value]);
  }
  return followers;
}

/** What a revision follows in the view, dependencies included. */
export function followedBy(view: View, revision: RevisionId): readonly RevisionId[] {
  const down = downOf(view, revision);
  const dependencies = dependenciesOf(view, revision);
  if (down.length < 2 && dependencies.length === 0) return down;
  return [...new Set([...down, ...dependencies])];
}

/** Its down revisions in the view. */
export function downOf(view: View, revision: RevisionId): readonly RevisionId[] {
  const { downRevisions } = view.nodeOf(revision).script;
  return downRevisions.map(({ value }) => value).filter((name) => view.has(name));
}

/** Its dependencies in the view: those it has, and those that are gone. */
export function dependenciesOf(view: View, revision: RevisionId): readonly RevisionId[] {
  const { script, dependencies } = view.nodeOf(revision);
  if (dependencies.length === script.dependsOn.length) return dependencies;
  const written = script.dependsOn.map(({ value }) => value);
  return [...dependencies, ...written.filter((name) => view.has(name))];
}
