// The rules of Python's strings that configuration files depend on: blanks, repr, the % operator.

import type { Location } from "../../model.ts";
import { Refused } from "./refused.ts";

const blank = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `str.strip()`: unlike JavaScript's `trim`, it leaves a byte order mark alone. */
export function strip(text: string): string {
  return stripEnd(text.slice(indent(text)));
}

/** `str.rstrip()`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && blank.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** How many blanks a text starts with. */
export function indent(text: string): number {
  let start = 0;
  while (start < text.length && blank.test(text[start]!)) start++;
  return start;
}

/** `repr()` of a string. */
export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'"]|[^\x20-\x7e]/gu, (character) => {
    if (character === "\\" || character === quote) return `\\${character}`;
    if (character === "'" || character === '"') return character;
    return escapeUnprintable(character);
  });
  return quote + body + quote;
}

function escapeUnprintable(character: string): string {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (short) return short;
  const code = character.codePointAt(0)!;
  if (code >= 0x7f && !/[\p{C}\p{Z}]/u.test(character)) return character;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** `text % {"here": here}`, which Alembic applies to every string of `pyproject.toml`. Throws Refused where Python raises. */
export function formatPercent(text: string, here: string, at: Location): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf("%"); start >= 0; start = text.indexOf("%", from)) {
    pieces.push(text.slice(from, start));
    const directive = /%(?:\(([^()]*)\))?[-#0 +]*\d*(?:\.\d*)?[hlL]?/y;
    directive.lastIndex = start;
    const [whole, key] = directive.exec(text)!;
    if (key === undefined && text[start + 1] === "(") {
      throw new Refused(at, "ValueError: incomplete format key");
    }
    const conversion = text[start + whole.length];
    if (key !== undefined && key !== "here") throw new Refused(at, `KeyError: ${repr(key)}`);
    const isWhole = key === undefined;
    pieces.push(convert(conversion, start + whole.length, here, isWhole, at));
    from = start + whole.length + 1;
  }
  return pieces.join("") + text.slice(from);
}

/** One conversion: of the whole dictionary, or of `here` in it. */
function convert(
  conversion: string | undefined,
  index: number,
  here: string,
  isWhole: boolean,
  at: Location,
): string {
  if (conversion === undefined) throw new Refused(at, "ValueError: incomplete format");
  if (conversion === "%") return "%";
  const type = isWhole ? "dict" : "str";
  if ("diu".includes(conversion)) {
    throw new Refused(
      at,
      `TypeError: %${conversion} format: a real number is required, not ${type}`,
    );
  }
  if ("oxX".includes(conversion)) {
    throw new Refused(at, `TypeError: %${conversion} format: an integer is required, not ${type}`);
  }
  if ("eEfFgG".includes(conversion)) {
    throw new Refused(at, `TypeError: must be real number, not ${type}`);
  }
  if (conversion === "c") throw new Refused(at, "TypeError: %c requires int or char");
  if (conversion === "s" && !isWhole) return here;
  if ("sra".includes(conversion)) return isWhole ? `{'here': ${repr(here)}}` : repr(here);
  const code = conversion.codePointAt(0)!.toString(16);
  throw new Refused(
    at,
    `ValueError: unsupported format character ${repr(conversion)} (0x${code}) at index ${index}`,
  );
}
