// The plain kinds: a text, a list, a number, one of some words, yes or no.

import { WrongUsage } from "../cannot-check.ts";
import { choices, code } from "../text/sentence.ts";
import { inPlace, type Kind, type Place } from "./kind.ts";

/** A text; null where there is none. */
export const text: Kind<string | null> = {
  absent: null,
  schema: { type: "string" },
  read: readText,
};

/** A list, or one text whose lines are the list. */
export const texts: Kind<readonly string[]> = {
  absent: [],
  schema: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
  read: readLines,
};

/** A whole number from 1; null where there is none. */
export const count: Kind<number | null> = {
  absent: null,
  schema: {
    anyOf: [
      { type: "integer", minimum: 1 },
      { type: "string", pattern: "^[0-9]{1,6}$" },
    ],
  },
  read(value, place) {
    const typed = typeof value === "string" && /^\d{1,6}$/.test(value.trim());
    const number = typed ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number) || number < 1) {
      throw new WrongUsage(`${inPlace(place)} must be a whole number from 1.`);
    }
    return number;
  },
};

/** One of these words, in any case; the first where none was given. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  ...words: Words
): Kind<Words[number]> & { readonly words: Words } {
  return {
    absent: words[0],
    words,
    schema: { enum: words },
    read(value, place) {
      const given = typeof value === "string" ? value.trim().toLowerCase() : value;
      const word = words.find((one) => one === given);
      if (word !== undefined) return word;
      const last = words.at(-1)!;
      const known =
        words.length === 2 ? `${code(words[0])} or ${code(last)}` : `one of ${choices(words)}`;
      throw new WrongUsage(`${inPlace(place)} must be ${known}.`);
    },
  };
}

/** Yes or no, as workflows write it. */
export function yesOrNo(absent: boolean): Kind<boolean> {
  const words = oneOf("true", "false");
  return {
    absent,
    words: words.words,
    schema: { type: "boolean" },
    read(value, place) {
      return words.read(typeof value === "boolean" ? String(value) : value, place) === "true";
    },
  };
}

/** A switch of the command line. */
export const flag = {
  absent: false,
  isSwitch: true,
  schema: { type: "boolean" },
  read: (value) => value === true,
} as const satisfies Kind<boolean> & { readonly isSwitch: true };

/** A text without the blanks around it. */
export function readText(value: unknown, place: Place): string {
  if (typeof value !== "string") throw new WrongUsage(`${inPlace(place)} must be a text.`);
  return value.trim();
}

/** The lines of a text or of several, without empty ones. */
export function readLines(value: unknown, place: Place): readonly string[] {
  const items = Array.isArray(value) ? value : [value];
  return items
    .flatMap((item) => readText(item, place).split("\n"))
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
