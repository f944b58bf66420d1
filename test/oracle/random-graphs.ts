// Random histories and rows of alembic_version, broken ones included, as fast-check arbitraries.

import fc from "fast-check";
import type { Identifier, PlanRequest, Revision } from "../support/alembic-answer.ts";

/** Scripts in load order, and what is done with them. */
export interface GraphCase {
  readonly revisions: readonly Revision[];
  readonly plans: readonly PlanRequest[];
}

/** Something that a script, a row or a target names: a revision by its distance, or an oddity. */
type Name =
  | { readonly kind: "near"; readonly distance: number }
  | { readonly kind: "label" | "prefix"; readonly number: number }
  | { readonly kind: "literal"; readonly text: string };

interface DraftScript {
  readonly down: readonly Name[];
  readonly dependencies: readonly Name[];
  readonly labels: readonly Name[];
  readonly name: (typeof nameStyles)[number];
  readonly repeats: boolean;
  readonly asTuple: boolean;
  readonly doc: string;
  readonly place: number;
}

const nameStyles = [
  "plain",
  "long",
  "@",
  "-",
  "+",
  "head",
  "base",
  "heads",
  "blank",
  "very long",
] as const;

const near: fc.Arbitrary<Name> = fc.record({
  kind: fc.constant("near" as const),
  distance: fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(8) }),
});
const label: fc.Arbitrary<Name> = fc.record({
  kind: fc.constant("label" as const),
  number: fc.nat(5),
});
const prefix: fc.Arbitrary<Name> = fc.record({
  kind: fc.constant("prefix" as const),
  number: fc.nat(8),
});
const literal = (...texts: string[]): fc.Arbitrary<Name> =>
  fc.record({ kind: fc.constant("literal" as const), text: fc.constantFrom(...texts) });

/** `broken` is how often, of a hundred, a name is one that Alembic may not find. */
function names(most: number, broken: number): fc.Arbitrary<readonly Name[]> {
  const name = fc.oneof(
    { weight: 100 - broken, arbitrary: near },
    { weight: broken, arbitrary: fc.oneof(label, prefix, literal("gone", "a, b", "GONE")) },
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(name) },
    { weight: 2, arbitrary: fc.array(name, { maxLength: most }) },
  );
}

function draftScript(broken: number): fc.Arbitrary<DraftScript> {
  return fc.record({
    down: names(3, broken),
    dependencies: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: names(3, 2 * broken) },
    ),
    labels: fc.oneof(
      { weight: 9, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(label, { minLength: 1, maxLength: 2 }) },
      { weight: Math.ceil(broken / 10), arbitrary: fc.tuple(near) },
    ),
    name: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom("plain" as const, "long" as const) },
      { weight: Math.ceil(broken / 5), arbitrary: fc.constantFrom(...nameStyles) },
    ),
    repeats: fc.oneof(
      { weight: 100, arbitrary: fc.constant(false) },
      { weight: broken, arbitrary: fc.constant(true) },
    ),
    asTuple: fc.boolean(),
    doc: fc.constantFrom("", "add users", "x -> y, (head)"),
    place: fc.nat(1000),
  });
}

const rows: fc.Arbitrary<readonly Name[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 8,
    arbitrary: fc.array(
      fc.oneof(
        { weight: 30, arbitrary: near },
        { weight: 1, arbitrary: fc.oneof(label, prefix, literal("gone", "lo", "")) },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
);

/** Operations; `_` stands for a name. */
const operations = [
  "upgrade:head",
  "current",
  "stamp:heads",
  "stamp:head",
  "stamp!:heads",
  "upgrade:_",
];

const draftPlan = fc.record({
  rows,
  op: fc.constantFrom(...operations),
  target: fc.oneof(
    { weight: 20, arbitrary: near },
    { weight: 1, arbitrary: fc.oneof(label, prefix) },
  ),
});

/** Random cases: half of them whole, the others with something broken; some may name what comes later, and so loop. */
export const graphCases: fc.Arbitrary<GraphCase> = fc
  .oneof(fc.constant(0), fc.constant(8))
  .chain((broken) =>
    fc.record({
      scripts: fc.array(draftScript(broken), { minLength: 1, maxLength: 9, size: "max" }),
      mayLoop: fc.oneof(
        { weight: 3, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.boolean() },
      ),
      shuffled: fc.boolean(),
      plans: fc.array(draftPlan, { minLength: 1, maxLength: 3, size: "max" }),
    }),
  )
  .map(({ scripts, mayLoop, shuffled, plans }) => {
    const ids = identifiers(scripts);
    const revisions = scripts.map((script, index) => finish(script, index, ids, mayLoop));
    const order = [...scripts.keys()];
    if (shuffled) order.sort((a, b) => scripts[a]!.place - scripts[b]!.place || a - b);
    return {
      revisions: order.map((index) => revisions[index]!),
      plans: plans.flatMap(({ rows: named, op, target }) => {
        const written = named.map((row) => spell(row, ids.length, ids, true));
        return [
          { op: "upgrade:heads", rows: written },
          { op: op.replace("_", spell(target, ids.length, ids, true)), rows: written },
        ];
      }),
    };
  });

function identifiers(scripts: readonly DraftScript[]): readonly string[] {
  const ids: string[] = [];
  for (const [index, { name, repeats }] of scripts.entries()) {
    const previous = ids[index - 1];
    ids.push(repeats && previous !== undefined ? previous : identifier(index, name));
  }
  return ids;
}

function identifier(index: number, style: DraftScript["name"]): string {
  switch (style) {
    case "plain":
      return `r${index}`;
    case "long":
      return `long${"ab"[index % 2]}${index}`;
    case "@":
    case "-":
    case "+":
      return `r${style}${index}`;
    case "head":
    case "base":
    case "heads":
      return style;
    case "blank":
      return `r ${index}`;
    case "very long":
      return `r${index}`.padEnd(40, "x");
  }
}

function finish(
  script: DraftScript,
  index: number,
  ids: readonly string[],
  mayLoop: boolean,
): Revision {
  const spellAll = (all: readonly Name[]) =>
    all.flatMap((name) =>
      isNowhere(name, index, mayLoop) ? [] : [spell(name, index, ids, mayLoop)],
    );
  const shape = (all: readonly string[]): Identifier =>
    all.length > 1 || (script.asTuple && all.length === 1) ? all : (all[0] ?? null);
  return {
    revision: ids[index]!,
    down_revision: shape(spellAll(script.down)),
    depends_on: shape(spellAll(script.dependencies)),
    branch_labels: shape(spellAll(script.labels)),
    doc: script.doc,
  };
}

/** Where nothing comes before, a near revision is none: the script is a base. */
function isNowhere(name: Name, index: number, mayLoop: boolean): boolean {
  return name.kind === "near" && !mayLoop && name.distance >= index;
}

function spell(name: Name, index: number, ids: readonly string[], mayLoop: boolean): string {
  switch (name.kind) {
    case "near":
      return mayLoop
        ? ids[(index + ids.length * 9 - 1 - name.distance) % ids.length]!
        : ids[index - 1 - name.distance]!;
    case "label":
      return `label${name.number}`;
    case "prefix":
      return ids[name.number % ids.length]!.slice(0, 5);
    case "literal":
      return name.text;
  }
}
