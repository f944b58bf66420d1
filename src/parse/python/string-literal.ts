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
  const { prefix, opening } = prefixOf(source);
  const quotes = opening.slice(prefix.length);
  const end = Math.max(opening.length, source.length - quotes.length);
  return {
    isBytes: prefix.includes("b"),
    isFormatted: prefix.includes("f") || prefix.includes("t"),
    isClosed: closingQuotes(source, opening.length, quotes) === source.length - quotes.length,
    text: decodeEscapes(source.slice(opening.length, end), prefix),
  };
}

/** A literal's prefix in lower case, and the prefix with the opening quotes. */
export function prefixOf(source: string): { prefix: string; opening: string } {
  const [opening = "", prefix = ""] = /^([A-Za-z]*)(?:"""|'''|"|')/.exec(source) ?? [];
  return { prefix: prefix.toLowerCase(), opening };
}

/** Where the closing quotes of a literal begin whose text begins at `from`; -1 without any. */
export function closingQuotes(text: string, from: number, quotes: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === "\\") at += text.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (text.startsWith(quotes, at)) return at;
    else if (quotes.length === 1 && (character === "\n" || character === "\r")) return -1;
  }
  return -1;
}

/** The text between the quotes, decoded. Null where it takes Python to know, or Python would refuse. */
export function decodeEscapes(written: string, prefix: string): string | null {
  const text = written.includes("\r") ? written.replace(/\r\n?/g, "\n") : written;
  // Python 2's ur'' decodes \u all the same; nothing newer accepts it.
  if (!text.includes("\\") || prefix.includes("r")) return text;
  const isBytes = prefix.includes("b");
  let refused = false;
  const decoded = text.replace(
    escapes,
    (whole, letter: string, hex2, hex4, hex8, _name, octal: string | undefined) => {
      if (/^[0-7]/.test(letter)) {
        const code = Number.parseInt(letter + (octal ?? ""), 8);
        return String.fromCodePoint(isBytes ? code & 0xff : code);
      }
      if (letter === "x") {
        refused ||= hex2 === undefined;
        return String.fromCodePoint(Number.parseInt(hex2 ?? "0", 16));
      }
      if (!isBytes && (letter === "u" || letter === "U")) {
        const code = Number.parseInt(hex4 ?? hex8 ?? "", 16);
        refused ||= !(code <= 0x10ffff);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      }
      // \N{…} needs Unicode's table of names, which is not worth carrying.
      if (!isBytes && letter === "N") refused = true;
      return simple[letter] ?? whole;
    },
  );
  return refused ? null : decoded;
}
