// Random databases of which only a part is known, as fast-check arbitraries.

import fc from "fast-check";
import { ancestors } from "../../../src/graph/walk.ts";
import type { RevisionGraph, RevisionId } from "../../../src/model.ts";
import { scriptText } from "../../support/agreement.ts";
import { graphCases } from "../random-graphs.ts";
import { type Decoration, decorations, graphOfFiles } from "./evidence.ts";
import type { Files } from "./world.ts";

/** What is wrong, and what is known of it. */
export const situations = [
  "error-alone",
  "older-clone",
  "newer-clone",
  "older-clone-error-alone",
  "neighbour",
  "stranger",
  "squash",
  "squash-error-alone",
  "no-rows",
] as const;

export interface PartialCase {
  readonly situation: (typeof situations)[number];
  /** All scripts that there ever were, in whole history. */
  readonly files: Files;
  readonly graph: RevisionGraph;
  /** Rows of a database that ran them and all below, with some rows too many. */
  readonly rows: readonly string[];
  /** How many of the scripts, in an order that loads, the older code has. */
  readonly share: number;
  readonly decoration: Decoration;
  readonly form: "commands" | "sql";
}

/** Histories that load; rows with others below them now and then. */
export const partialCases: fc.Arbitrary<PartialCase> = fc
  .record({
    situation: fc.constantFrom(...situations),
    given: graphCases,
    picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
    extra: fc.array(fc.nat(20), { maxLength: 2 }),
    doubled: fc.nat(9),
    share: fc.nat(100),
    decoration: fc.constantFrom(...decorations),
    form: fc.constantFrom("commands" as const, "sql" as const),
  })
  .map(({ given, picks, extra, doubled, ...rest }) => {
    const files = Object.fromEntries(
      given.revisions.map((one, index) => [`${index}.py`, scriptText(one)]),
    );
    const graph = graphOfFiles(files);
    const ids = [...graph.nodes.keys()];
    const pick = (numbers: readonly number[]) =>
      numbers.flatMap((number) => (ids.length === 0 ? [] : [ids[number % ids.length]!]));
    const tops = uppermostOf(graph, pick(picks));
    const below =
      rest.situation === "error-alone" ? pick(extra).filter((one) => covers(graph, tops, one)) : [];
    const again = rest.situation === "error-alone" && doubled === 0 ? tops.slice(0, 1) : [];
    return { ...rest, files, graph, rows: [...new Set([...below, ...tops]), ...again] };
  })
  .filter(({ graph }) => isSound(graph));

function isSound({ loadError, cycles, duplicates, nodes, labels }: RevisionGraph): boolean {
  return (
    loadError === null &&
    cycles.length === 0 &&
    duplicates.length === 0 &&
    labels.size === 0 &&
    [...nodes.keys()].every((one) => /^\w+$/.test(one) && !/^(heads?|base)$/.test(one))
  );
}

function covers(graph: RevisionGraph, tops: readonly RevisionId[], one: RevisionId): boolean {
  return ancestors(graph, tops).has(one);
}

function uppermostOf(graph: RevisionGraph, some: readonly RevisionId[]): readonly RevisionId[] {
  return [...new Set(some)].filter(
    (one) => !some.some((other) => other !== one && ancestors(graph, [other]).has(one)),
  );
}

/** The first scripts of a history, closed downwards: what an older release had. */
export function olderFiles({ files, graph, share }: PartialCase): Files {
  const order: RevisionId[] = [];
  for (const one of graph.nodes.keys()) {
    for (const below of [...ancestors(graph, [one])].reverse()) {
      if (!order.includes(below)) order.push(below);
    }
  }
  const kept = new Set<string>();
  for (const one of order) {
    if (kept.size >= Math.floor((order.length * share) / 100)) break;
    const { down, dependencies } = graph.nodes.get(one)!;
    if ([...down, ...dependencies].every((below) => kept.has(below))) kept.add(one);
  }
  return filesOf(files, graph, kept);
}

/** A revision and all below it: what was squashed. */
export function squashedFiles({ files, graph, rows, share }: PartialCase): Files {
  const above = [...graph.nodes.keys()].filter((one) =>
    rows.some((row) => ancestors(graph, [one]).has(row as RevisionId)),
  );
  const last = above[share % Math.max(above.length, 1)];
  return filesOf(files, graph, ancestors(graph, last === undefined ? [] : [last]));
}

function filesOf(files: Files, graph: RevisionGraph, kept: ReadonlySet<string>): Files {
  return Object.fromEntries(
    Object.entries(files).filter(([name]) =>
      [...graph.nodes.values()].some(
        ({ revision, script }) => kept.has(revision) && script.path === `versions/${name}`,
      ),
    ),
  );
}
