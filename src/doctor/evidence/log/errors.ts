// Every error in a log, with its place.

import type { SpokenError } from "../evidence.ts";
import { alembicErrors } from "./alembic-errors.ts";
import { databaseErrors } from "./database-errors.ts";
import type { ErrorPattern } from "./pattern.ts";
import type { At } from "./position.ts";
import { readFrames } from "./surroundings.ts";

/** One error, and whether Alembic or the database says it. */
export type FoundError = At<{
  readonly error: SpokenError;
  readonly isDatabases: boolean;
}>;

/** So many lines are an error that was pasted without its traceback. */
const fewLines = 3;

/** The errors in the order of their lines. */
export function errorsIn(text: string): readonly FoundError[] {
  const said = [
    ...matches(text, alembicErrors, false),
    ...matches(text, databaseErrors, true),
    ...brokenScripts(text),
  ];
  const isAlone = said.length === 0 && text.trim().split("\n").length <= fewLines;
  const found = [...said, ...missingKeys(text, isAlone)];
  // Two spellings of one pattern meet at one place; the first in the list is the stricter one.
  const seen = new Set<number>();
  return found
    .filter(({ position }) => !seen.has(position) && seen.add(position))
    .sort((a, b) => a.position - b.position);
}

function* matches(
  text: string,
  patterns: readonly ErrorPattern[],
  isDatabases: boolean,
): Iterable<FoundError> {
  for (const { kind, text: pattern, read } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const error: SpokenError = {
        kind,
        class: classBefore(text, match.index),
        says: onOneLine(match[0], pattern),
        rows: [],
        names: [],
        object: null,
        ...read(match.slice(1)),
      };
      yield { error, isDatabases, position: match.index };
    }
  }
}

/** A line's end within one of the pattern's own words is the terminal's; elsewhere it is a blank. */
function onOneLine(said: string, { source }: RegExp): string {
  const words = new Set(source.replaceAll("\\n?", "").split(/[^A-Za-z]+/));
  return said
    .replace(/(\S{0,40})\s*\n\s*(\S{0,40})/g, (_, before: string, after: string) =>
      words.has(before + after) ? before + after : `${before} ${after}`,
    )
    .replace(/\s{2,}/g, " ");
}

/** `alembic.util.exc.CommandError: `, as a traceback ends. */
function classBefore(text: string, position: number): string | null {
  const line = text.slice(Math.max(0, position - 200), position);
  return /(?:^|\n)(?:[a-z_]\w*\.){0,6}([A-Z]\w{2,60}): [^\n]{0,80}$/.exec(line)?.[1] ?? null;
}

/** Any Python program says `KeyError`; Alembic does where a traceback ends in its own file, or where a warning named the revision. */
function* missingKeys(text: string, isAlone: boolean): Iterable<FoundError> {
  for (const { 0: says, 1: name = "", index } of text.matchAll(
    /KeyError: ["'`]([^"'`\n]{1,200})["'`]/g,
  )) {
    const before = text.slice(Math.max(0, index - 3_000), index);
    const frames = [...before.matchAll(/File "([^"\n]{1,400})"/g)].map(([, path = ""]) => path);
    const isAlembics =
      /[\\/]alembic[\\/]script[\\/]/.test(frames.at(-1) ?? "") ||
      before.includes(`Revision ${name} referenced from`) ||
      (isAlone && frames.length === 0);
    if (!isAlembics) continue;
    const error: SpokenError = {
      kind: "scripts",
      class: "KeyError",
      says,
      rows: [],
      names: [name],
      object: null,
    };
    yield { error, isDatabases: false, position: index };
  }
}

/** The last line of a traceback: a class and its message. */
const raised =
  /^(?:[A-Za-z_]\w{0,60}\.){0,6}([A-Z]\w{0,60}(?:Error|Exception|Exit|Violation|Warning|Table|Column|Object)): (.{1,600})/gm;

/** What ends a traceback that goes through a script. An application that fails after its migration is another matter. */
function* brokenScripts(text: string): Iterable<FoundError> {
  const frames = readFrames(text).map(({ position }) => position);
  const tracebacks = [...text.matchAll(/Traceback \(most recent call last\)/g)];
  const beginnings = tracebacks.map(({ index }) => index);
  const lastBefore = cursor(frames);
  const beginBefore = cursor(beginnings);
  for (const match of text.matchAll(raised)) {
    const [whole, name = "", message = ""] = match;
    const frame = lastBefore(match.index);
    const begin = beginBefore(match.index);
    const isAlembics = /^(?:alembic|flask_migrate)\.|^CommandError/.test(whole);
    if (isAlembics || frame === null || (begin !== null && frame < begin)) continue;
    const error: SpokenError = {
      kind: "script-failed",
      class: name,
      says: message.trim(),
      rows: [],
      names: [],
      object: null,
    };
    yield { error, isDatabases: true, position: match.index };
  }
}

/** The last of these places before another, asked for in order. */
function cursor(places: readonly number[]): (position: number) => number | null {
  let next = 0;
  return (position) => {
    while (next < places.length && places[next]! < position) next += 1;
    return places[next - 1] ?? null;
  };
}
