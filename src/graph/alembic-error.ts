// The errors of Alembic's revision map, with the texts that Python gives them.

import type { AlembicError } from "../model.ts";

/** An error with one text, or with the texts among which the iteration order of a set decides. */
export function alembicError(kind: string, ...messages: readonly string[]): AlembicError {
  return { class: kind, messages: [...new Set(messages)] };
}

/** `KeyError` prints the repr of its key. */
export function keyError(...keys: readonly string[]): AlembicError {
  return alembicError("KeyError", ...keys.map(pythonRepr));
}

/** Python's `repr()` of a string. */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\'"]|[\p{C}\p{Z}]/gu, (character) => {
    if (character === "\\" || character === quote) return `\\${character}`;
    return /["' ]/.test(character) ? character : (shortEscapes[character] ?? hexEscape(character));
  });
  return `${quote}${escaped}${quote}`;
}

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function hexEscape(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
