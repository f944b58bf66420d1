// What was passed over while rows were read, in sentences.

import { code } from "../../../text/sentence.ts";
import type { KnownRows } from "../evidence.ts";

const mostTold = 3;
const longestTold = 120;

/** What the reader of the answer has to know of the reading. */
export function remarksOn(
  { kind, ids }: KnownRows,
  passedOver: readonly string[],
  error: string | null,
): readonly string[] {
  const remarks: string[] = [];
  if (kind === "at-least") {
    remarks.push(
      `Whether there are more rows: the client counted another number than the ${ids.length} that could be read.`,
    );
  }
  if (error !== null) {
    remarks.push(`Whether what was piped is whole: it holds an error, ${code(shorten(error))}.`);
  }
  const others = passedOver.filter((line) => line !== error);
  if (others.length > 0) {
    const told = others.slice(0, mostTold).map((line) => code(shorten(line)));
    const rest = others.length > told.length ? `, and ${others.length - told.length} more` : "";
    remarks.push(
      `Whether a row stands in ${others.length === 1 ? "a line that looks" : "lines that look"} like none: ${told.join(", ")}${rest}.`,
    );
  }
  return remarks;
}

/** A line, short enough for a sentence. */
export function shorten(line: string): string {
  const trimmed = line.trim();
  return trimmed.length > longestTold ? `${trimmed.slice(0, longestTold)}…` : trimmed;
}
