// How rules write names, lists and Alembic's errors.

import type { AlembicError } from "../model.ts";

/** A name as code in a sentence; it cannot end the code early. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "\\x60")}\``;
}

/** Words as a list in a sentence, the first ten of them: "a, b and c", "a, b, … and 38 more". */
export function list(words: readonly string[], limit = 10): string {
  if (words.length <= 1) return words.join("");
  if (words.length > limit)
    return `${words.slice(0, limit).join(", ")} and ${words.length - limit} more`;
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Names as a list of code: "`a`, `b` and `c`". */
export function codes(names: Iterable<string>, limit = 10): string {
  return list(
    [...names].map((name, index) => (index < limit ? code(name) : name)),
    limit,
  );
}

/** "second", "third", … "ninth", then "10th". */
export function ordinal(number: number): string {
  const words = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
  if (words[number]) return words[number];
  const ending =
    number % 100 < 11 || number % 100 > 13 ? ["th", "st", "nd", "rd"][number % 10] : "";
  return `${number}${ending || "th"}`;
}

/** Errors of Alembic's own, printed without their class (`FAILED: …`, or the last line of a traceback that people search for). */
const ownErrors =
  /^(CommandError|RevisionError|(Dependency)?(Loop|Cycle)Detected|MultipleHeads|ResolutionError)$/;

/** An error as people see it: Alembic's own by their text, Python's with their class. */
export function quote(error: AlembicError, prefer = ""): string {
  const text = error.messages.find((message) => message.includes(prefer)) ?? error.messages[0];
  if (text === undefined || text === "") return error.class;
  return ownErrors.test(error.class) ? text : `${error.class}: ${text}`;
}

/** A Python string literal. */
export function pythonString(text: string, quote: "'" | '"'): string {
  const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const escaped = text.replace(/[\\'"\x00-\x1f\x7f-\xa0\xad]/g, (character) => {
    if (character === "'" || character === '"') {
      return character === quote ? `\\${character}` : character;
    }
    if (character === "\\") return "\\\\";
    return named[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `${quote}${escaped}${quote}`;
}
