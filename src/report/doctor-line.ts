// One line of the doctor's answer.

import { visible } from "../text/foreign-text.ts";

/** Sentences carry `code` in backticks; code stands as it is. */
export interface DoctorLine {
  readonly kind: "summary" | "heading" | "repair" | "sentence" | "code";
  readonly text: string;
  /** The language of a line of code. */
  readonly language?: "sh" | "sql" | "python" | "text";
}

const longest = 4000;

/** A line, with nothing in it that steers a terminal. */
export function line(kind: DoctorLine["kind"], text: string): DoctorLine {
  return { kind, text: visible(text, longest) };
}

/** Code, line by line. */
export function codeLines(
  text: string,
  language: NonNullable<DoctorLine["language"]>,
): readonly DoctorLine[] {
  return text.split("\n").map((row) => ({ ...line("code", row), language }));
}
