// A drawing line by line, heads on top: which lanes pass each row, and where lines meet.

import type { Drawing, DrawnRevision, DrawnRun, RailLine, RailRow } from "../model.ts";

/** What stands in a row. */
export type RowContent =
  | { readonly kind: "revision"; readonly revision: DrawnRevision }
  | { readonly kind: "run"; readonly run: DrawnRun }
  | { readonly kind: "missing"; readonly name: string };

/** A row of a drawing. */
export interface DrawnRow {
  /** The name by which edges end here. */
  readonly name: string;
  readonly content: RowContent;
  readonly rail: RailRow;
  /** Names that it follows, and names that follow it. */
  readonly follows: readonly string[];
  readonly followedBy: readonly string[];
  /** Branch labels that its neighbours do not all have: where a labelled line begins and ends. */
  readonly labels: readonly string[];
  /** One line in, one line out, nothing to tell: it may be folded with its neighbours. */
  readonly isStraight: boolean;
}

/** A lane that waits for a name. */
interface Waiting {
  readonly name: string;
  readonly tone: RailLine["tone"];
}

/** The rows of a drawing. Loops and what hangs on them come last. */
export function rowsOf(drawing: Drawing): readonly DrawnRow[] {
  const contents = contentsOf(drawing);
  const below = new Map<string, Waiting[]>();
  const above = new Map<string, string[]>();
  const missing = new Set(drawing.missing);
  for (const { from, to, kind } of drawing.edges) {
    const owner = ownerOf(drawing, to);
    const tone = missing.has(from) ? "trouble" : kind === "depends_on" ? "beside" : "line";
    push(below, owner, { name: from, tone });
    push(above, from, owner);
  }
  const lanes: (Waiting | null)[] = [];
  const done = new Set<string>();
  return order(contents, below, above).map((name) => {
    const waiting = (below.get(name) ?? []).filter(
      (one) => !done.has(one.name) && one.name !== name,
    );
    const rail = nextRow(lanes, name, waiting);
    done.add(name);
    const content = contents.get(name)!;
    const follows = (below.get(name) ?? []).map((one) => one.name);
    const followedBy = above.get(name) ?? [];
    const around = [follows, followedBy].map((names) =>
      names.map((one) => labelsOf(contents.get(one))),
    );
    const labels = labelsOf(content).filter(
      (label) => !around.every((side) => side.some((known) => known.includes(label))),
    );
    const isLine = follows.length === 1 && followedBy.length === 1;
    return {
      ...{ name, content, rail, follows, followedBy, labels },
      isStraight: isLine && isPlain(content) && labels.length === 0,
    };
  });
}

function labelsOf(content: RowContent | undefined): readonly string[] {
  return content?.kind === "revision" ? content.revision.labels : [];
}

function isPlain(content: RowContent): boolean {
  if (content.kind !== "revision") return false;
  const { isHead, isTrouble, state } = content.revision;
  return !isHead && !isTrouble && state === "kept";
}

/** Edges end at the highest revision of a run and begin at its lowest. */
function ownerOf({ runs }: Drawing, to: string): string {
  return runs.find((run) => run.from === to)?.to ?? to;
}

function contentsOf({ revisions, runs, missing }: Drawing): ReadonlyMap<string, RowContent> {
  return new Map<string, RowContent>([
    ...revisions.map((revision) => [revision.revision, { kind: "revision", revision }] as const),
    ...runs.map((run) => [run.to, { kind: "run", run }] as const),
    ...missing.map((name) => [name, { kind: "missing", name }] as const),
  ]);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** A row comes when all that follow it have come; the line that was drawn last goes on. */
function order(
  contents: ReadonlyMap<string, RowContent>,
  below: ReadonlyMap<string, readonly Waiting[]>,
  above: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const open = new Map([...contents.keys()].map((name) => [name, (above.get(name) ?? []).length]));
  const ready = [...contents.keys()].filter((name) => open.get(name) === 0);
  const sorted: string[] = [];
  const done = new Set<string>();
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    sorted.push(name);
    done.add(name);
    for (const { name: next } of [...(below.get(name) ?? [])].reverse()) {
      const left = (open.get(next) ?? 0) - 1;
      open.set(next, left);
      if (left === 0 && contents.has(next)) ready.push(next);
    }
  }
  return [...sorted, ...[...contents.keys()].filter((name) => !done.has(name))];
}

/** Draws one row and moves the lanes on. */
function nextRow(lanes: (Waiting | null)[], name: string, waiting: readonly Waiting[]): RailRow {
  const up = lanes.flatMap((one, lane): RailLine[] =>
    one?.name === name ? [{ lane, tone: one.tone }] : [],
  );
  const passes = lanes.flatMap((one, lane): RailLine[] =>
    one && one.name !== name ? [{ lane, tone: one.tone }] : [],
  );
  const mark = up[0]?.lane ?? freeLane(lanes, -1);
  for (const { lane } of up) lanes[lane] = null;
  const down = waiting.map((one, index): RailLine => {
    const joined = lanes.findIndex((other) => other?.name === one.name && other.tone === one.tone);
    const lane = joined >= 0 ? joined : index === 0 ? mark : freeLane(lanes, mark);
    lanes[lane] = one;
    return { lane, tone: one.tone };
  });
  const used = [mark, ...[...up, ...down, ...passes].map(({ lane }) => lane)];
  return { width: Math.max(...used) + 1, passes, up, down, mark };
}

/** The first lane that nothing waits in, other than `taken`. */
function freeLane(lanes: readonly (Waiting | null)[], taken: number): number {
  for (let lane = 0; ; lane++) if (!lanes[lane] && lane !== taken) return lane;
}
