// What Alembic makes of the values of the four identifiers: `util.to_tuple`, `tuple_rev_as_scalar` and where a value that is no string gets stuck.
import type { AlembicError } from "../model.ts";
import { longestName, mostNames } from "./limits.ts";
import type { Identifier, Value } from "./python/facts.ts";

/** A string and the expression that holds it. */
export interface Name {
  readonly name: string;
  readonly written: Value;
}

/** The names a value stands for, or why there are none. `reason` follows the identifier. */
export type Names =
  | { readonly kind: "names"; readonly names: readonly Name[] }
  | {
      readonly kind: "unknown";
      readonly written: Value;
      readonly reason: string;
      readonly invalid: boolean;
      /** True where it could be known, and is more than anybody writes. */
      readonly isTooMuch?: true;
    }
  | {
      readonly kind: "refused";
      readonly written: Value;
      readonly reason: string;
      readonly error: AlembicError;
    };

/** No names: what None stands for. */
export const none: Names = { kind: "names", names: [] };

/** Reads the value of an identifier as Alembic does. What is far beyond any use is left unread. */
export const readValue: Readonly<Record<Identifier, (value: Value) => Names>> = {
  revision: (value) => withinLimits(value, readRevision(value)),
  down_revision: (value) => withinLimits(value, readDownRevisions(value)),
  depends_on: (value) => withinLimits(value, readDependencies(value)),
  branch_labels: (value) => withinLimits(value, readBranchLabels(value)),
};

/** Every name is told in findings, and every pair of them may have to be compared. */
function withinLimits(value: Value, read: Names): Names {
  if (read.kind !== "names") return read;
  const { names } = read;
  const unread = (written: Value, reason: string): Names => {
    return { kind: "unknown", written, reason, invalid: false, isTooMuch: true };
  };
  if (names.length > mostNames) {
    return unread(value, `holds ${names.length} names, and no more than ${mostNames} are read`);
  }
  const long = names.find(({ name }) => name.length > longestName);
  if (!long) return read;
  const verb = names.length === 1 ? "is" : "holds";
  return unread(long.written, `${verb} a name of more than ${longestName} characters`);
}

/** `revision`: `Revision.verify_rev_id` iterates over it, `RevisionMap` hashes it, commands want a string. */
function readRevision(value: Value): Names {
  const undecided = findUnknown(value);
  if (undecided) return undecided;
  if (value.kind === "text")
    return { kind: "names", names: [{ name: value.text, written: value }] };
  const type = typeOf(value);
  const refuse = (name: string, ...messages: string[]) => refusal(value, value, name, messages);
  if (value.kind === "sequence") {
    if (type !== "tuple") return refuse("TypeError", `unhashable type: '${type}'`);
    return refuse("CommandError");
  }
  if (type !== "bytes") return refuse("TypeError", `'${type}' object is not iterable`);
  const repr = reprOf(value);
  return repr === null
    ? refuse("CommandError")
    : refuse(
        "CommandError",
        `revision identifier ${repr} is not a string; ensure database driver settings are correct`,
      );
}

/** `down_revision`: what is no string fails while `RevisionMap._revision_map` words its warning. */
function readDownRevisions(value: Value): Names {
  return readScalarOrNames(value, (items, single) => {
    const at = items.findIndex((item) => item.kind !== "text");
    const item = items[at]!;
    if (isUnhashable(items)) return unhashable(value, items);
    if (single && isFalse(item)) return keyError(value, item);
    const text = `sequence item ${at}: expected str instance, ${typeOf(item)} found`;
    return refusal(value, item, "TypeError", [text]);
  });
}

/** `depends_on`: looked up one by one in `RevisionMap._add_depends_on`; a single false value is passed over there, as '' is. */
function readDependencies(value: Value): Names {
  return readScalarOrNames(value, (items, single) => {
    const item = items.find(({ kind }) => kind !== "text")!;
    if (single && isFalse(item)) return { kind: "names", names: [{ name: "", written: item }] };
    if (isUnhashable([item])) return unhashable(value, [item]);
    return keyError(value, item);
  });
}

/** `branch_labels`: only strings can be named later; Alembic carries anything else that can be hashed. */
function readBranchLabels(value: Value): Names {
  if (value.kind === "none") return none;
  const undecided = findUnknown(value);
  if (undecided) return undecided;
  const items = toTuple(value);
  if (isUnhashable(items)) return unhashable(value, items);
  return { kind: "names", names: namesIn(items) };
}

function readScalarOrNames(
  value: Value,
  judge: (items: readonly Value[], single: boolean) => Names,
): Names {
  if (value.kind === "none") return none;
  const undecided = findUnknown(value);
  if (undecided) return undecided;
  let items = toTuple(value);
  const [only] = items;
  const single = items.length === 1;
  // tuple_rev_as_scalar takes one layer off: (("a", "b"),) is two names, (None,) is none.
  if (single && only?.kind === "sequence" && only.items.length > 0) items = only.items;
  if (single && only?.kind === "none") items = [];
  return items.every(({ kind }) => kind === "text")
    ? { kind: "names", names: namesIn(items) }
    : judge(items, single);
}

/** `util.to_tuple`: bytes are iterable, so they are their numbers. */
function toTuple(value: Value): readonly Value[] {
  if (value.kind === "none") return [];
  if (value.kind === "sequence") return value.items;
  if (value.kind !== "other" || value.of !== "bytes") return [value];
  const bytes = /^b'(.*)'$/.exec(value.repr ?? "b'?'")![1]!;
  return [...bytes].map((byte) => {
    const repr = value.repr === null ? null : String(byte.charCodeAt(0));
    return { kind: "other", of: "int", repr, from: value.from, to: value.to };
  });
}

function namesIn(items: readonly Value[]): Name[] {
  const names: Name[] = [];
  for (const item of items) {
    if (item.kind === "text") names.push({ name: item.text, written: item });
  }
  return names;
}

function findUnknown(value: Value): Names | null {
  if (value.kind === "text" || value.kind === "none") return null;
  const queue: { value: Value; verb: string }[] = [{ value, verb: "is" }];
  for (const { value: written, verb } of queue) {
    if (written.kind === "sequence") {
      for (const item of written.items) queue.push({ value: item, verb: "holds" });
    }
    if (written.kind === "unknown") {
      const { what, invalid } = written;
      return { kind: "unknown", written, reason: `${verb} ${what}`, invalid };
    }
  }
  return null;
}

function isFalse(value: Value): boolean {
  if (value.kind === "sequence") return value.items.length === 0;
  return value.kind === "other" && ["0", "0.0", "False"].includes(value.repr ?? "");
}

function isUnhashable(items: readonly Value[]): boolean {
  return items.some((item) => item.kind === "sequence" && item.of !== "tuple");
}

function unhashable(whole: Value, items: readonly Value[]): Names {
  const item = items.find((each) => isUnhashable([each]))!;
  return refusal(whole, item, "TypeError", [`unhashable type: '${typeOf(item)}'`]);
}

function keyError(whole: Value, item: Value): Names {
  const repr = reprOf(item);
  return refusal(whole, item, "KeyError", repr === null ? [] : [repr]);
}

function refusal(whole: Value, item: Value, name: string, messages: string[]): Names {
  const reason = `${whole === item ? "is" : "holds"} ${nounOf(item)}, not a string`;
  return { kind: "refused", written: item, reason, error: { class: name, messages } };
}

/** `repr(value)` as far as it is simple. */
function reprOf(value: Value): string | null {
  if (value.kind === "none") return "None";
  return value.kind === "other" ? value.repr : null;
}

/** `type(value).__name__`. */
function typeOf(value: Value): string {
  switch (value.kind) {
    case "text":
      return "str";
    case "none":
      return "NoneType";
    case "sequence":
    case "other":
      return value.of;
    case "unknown":
      return "object";
  }
}

function nounOf(value: Value): string {
  if (value.kind === "none") return "`None`";
  if (value.kind === "sequence") return `a ${value.of}`;
  if (value.kind !== "other") return "another value";
  if (value.of === "bytes") return "bytes";
  if (value.of === "bool") return `\`${value.repr}\``;
  return value.of === "ellipsis" ? "`...`" : "a number";
}
