// One Python string literal, prefix and quotes included, decoded as Python decodes it.

/** What a literal without replacement fields stands for. */
export interface StringLiteral {
  readonly isBytes: boolean;
  readonly isFormatted: boolean;
  /** False where the closing quotes are missing. */
  readonly isClosed: boolean;
  /** Null where it takes Python to know: `\\N{…}` and escapes that Python refuses. */
  readonly text: string | null;
}

const shape = /^([A-Za-z]*)("""|'''|"|')/;
const escapes =
  /\\(\r\n|[\s\S]|$)(?:(?<=\\x)([0-9a-fA-F]{2})|(?<=\\u)([0-9a-fA-F]{4})|(?<=\\U)([0-9a-fA-F]{8})|(?<=\\N)\{([^{}]*)\}|(?<=\\[0-7])([0-7]{1,2}))?/g;

const simple: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
  "\r": "",
  "\r\n": "",
};

/** Decodes a literal; escapes of an f-string's text are decoded, its replacement fields are left as they are. */
export function decodeString(source: string): StringLiteral {
  const [opening = "", prefix = "", quotes = "'"] = shape.exec(source) ?? [];
  const letters = prefix.toLowerCase();
  const isBytes = letters.includes("b");
  const body = source.slice(
    opening.length,
    Math.max(opening.length, source.length - quotes.length),
  );
  return {
    isBytes,
    isFormatted: letters.includes("f") || letters.includes("t"),
    isClosed:
      source.length >= opening.length + quotes.length &&
      source.endsWith(quotes) &&
      countFinalBackslashes(body) % 2 === 0,
    text: decodeBody(body, letters, isBytes),
  };
}

function countFinalBackslashes(body: string): number {
  let count = 0;
  while (body[body.length - 1 - count] === "\\") count++;
  return count;
}

function decodeBody(body: string, letters: string, isBytes: boolean): string | null {
  const text = body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
  if (!text.includes("\\")) return text;
  // Python 2's ur'' decodes \u and nothing else; nothing newer accepts it.
  if (letters.includes("r")) return text;
  let refused = false;
  const decoded = text.replace(
    escapes,
    (whole, letter: string, hex2, hex4, hex8, _name, octal: string | undefined) => {
      if (/^[0-7]/.test(letter)) {
        return String.fromCodePoint(
          Number.parseInt(letter + (octal ?? ""), 8) & (isBytes ? 0xff : 0x1ff),
        );
      }
      if (letter === "x") {
        refused ||= hex2 === undefined;
        return hex2 === undefined ? "" : String.fromCodePoint(Number.parseInt(hex2, 16));
      }
      if (!isBytes && (letter === "u" || letter === "U")) {
        const code = Number.parseInt(hex4 ?? hex8 ?? "", 16);
        refused ||= !(code <= 0x10ffff);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      }
      // \N{…} needs Unicode's table of names, which is not worth carrying.
      if (!isBytes && letter === "N") refused = true;
      const plain = simple[letter];
      return plain === undefined ? whole : plain;
    },
  );
  return refused ? null : decoded;
}
