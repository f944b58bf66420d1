// An error message or a whole log → what it tells of the rows, of what ran, and of what went wrong last.

import type { Testimony } from "../evidence.ts";
import { errorsIn, type FoundError } from "./errors.ts";
import { type At, withoutPosition } from "./position.ts";
import { readSteps } from "./steps.ts";
import { readDialect, readFrames, readTransactional, starts } from "./surroundings.ts";
import { undecorate } from "./undecorate.ts";
import { readWrites } from "./writes.ts";

/** Of a longer log the end counts. */
const mostRead = 1_000_000;

/** Reads a log; everything is of the run that its last error ended. Total: whatever the text is, this returns, and it invents nothing. */
export function readLog(log: string): Testimony {
  const text = undecorate(log.slice(-mostRead));
  const began = [...text.matchAll(starts)].map(({ index }) => index);
  const errors = errorsIn(text);
  const last = lastOf(errors, began, text);
  const from = last ? startOf(began, last.position) : (began.at(-1) ?? 0);
  const next = last && began.find((start) => start > last.position);
  const within = <T extends object>(all: readonly At<T>[]) =>
    all
      .filter(({ position }) => position >= from && position < (next ?? text.length))
      .map((one) => withoutPosition<T>(one) as T);
  return {
    error: last?.error ?? null,
    steps: within(readSteps(text)),
    writes: within(readWrites(text)),
    frame: within(readFrames(text)).at(-1) ?? null,
    dialect: readDialect(text),
    isTransactional: readTransactional(text),
    earlier: last ? timesBefore(errors, last, began) : 0,
    wentOn: next !== undefined && next !== null,
  };
}

/** Whether a log told anything at all. */
export function isSilent({ error, steps, writes }: Testimony): boolean {
  return error === null && steps.length === 0 && writes.length === 0;
}

/** The last start before a position, found by halving: a log may hold very many of both. */
function startOf(began: readonly number[], position: number): number {
  let [low, high] = [0, began.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (began[middle]! <= position) low = middle + 1;
    else high = middle;
  }
  return began[low - 1] ?? 0;
}

/** The last error counts. Within one run, a line that only repeats it gives way to the one that tells more. */
function lastOf(
  errors: readonly FoundError[],
  began: readonly number[],
  text: string,
): FoundError | null {
  const last = errors.at(-1);
  if (!last) return null;
  const from = startOf(began, last.position);
  const run = errors.filter(({ position }) => position >= from);
  const cause = run.find((one) => explains(one, last));
  if (cause) return cause;
  // An application that goes on after a failed migration meets a schema that is not what it expects.
  const own = run.filter(({ isDatabases }) => !isDatabases).at(-1);
  if (!last.isDatabases || !own) return last;
  const between = text.slice(own.position, last.position);
  const ranBetween = readSteps(between).length > 0 || readFrames(between).length > 0;
  return ranBetween || last.error.kind === "too-long" ? last : own;
}

/** `KeyError: 'x'` follows the warning `Revision x referenced from … is not present`. */
function explains({ error: one }: FoundError, { error: last }: FoundError): boolean {
  return (
    one.kind === "scripts" &&
    last.kind === "scripts" &&
    one.names.length > last.names.length &&
    one.names[0] === last.names[0]
  );
}

/** Each start tells of an error once, however often its traceback repeats it. */
function timesBefore(
  errors: readonly FoundError[],
  last: FoundError,
  began: readonly number[],
): number {
  const same = errors.filter(({ error }) => error.says === last.error.says);
  return new Set(same.map(({ position }) => startOf(began, position))).size - 1;
}
