// How large a value is: a few lines can double one again and again.
import { largestValue } from "../limits.ts";
import type { Value } from "./facts.ts";

/** Lists are shared by all names that they go by, so each is weighed once. */
const weights = new WeakMap<readonly Value[], number>();

/** True for a value that nobody wrote: larger than what the largest file can hold. */
export function isTooLarge(value: Value): boolean {
  return weigh(value) > largestValue;
}

/** Characters and items, however often they are shared. What is within is weighed already, or one expression deep. */
function weigh(value: Value): number {
  if (value.kind === "text") return 1 + value.text.length;
  if (value.kind !== "sequence") return 1;
  const known = weights.get(value.items);
  if (known !== undefined) return known;
  const weight = value.items.reduce((sum, item) => sum + weigh(item), 1);
  weights.set(value.items, weight);
  return weight;
}
