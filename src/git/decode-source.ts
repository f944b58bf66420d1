// The bytes of a file → text as Python would decode it, or the reason why there is none.

import { isAscii, isUtf8 } from "node:buffer";

/** What a blob holds. */
export type Decoded = { readonly text: string } | { readonly reason: string };

/** Squashed histories of real projects are a few hundred KB long; beyond this, reading costs more than anybody's script is worth. */
export const largestFile = 2 * 1024 * 1024;

/** Why a file of this size is not read, null when it is. */
export function tooLarge(size: number): Decoded | null {
  return size > largestFile
    ? { reason: `it is larger than ${largestFile / 1024 / 1024} MB` }
    : null;
}

/** Decodes UTF-8 with or without a byte order mark, or what a coding cookie (PEP 263) names. */
export function decodeSource(bytes: Buffer): Decoded {
  const large = tooLarge(bytes.length);
  if (large) return large;
  if (bytes.includes(0)) return { reason: "it holds a NUL byte" };
  const cookie = codingCookie(bytes);
  if (cookie === null || /^utf-?8(-|$)|^u8$/.test(cookie)) {
    // Nearly all scripts are plain ASCII, which takes no decoding.
    if (isAscii(bytes)) return { text: bytes.toString("latin1") };
    if (isUtf8(bytes)) return { text: bytes.toString("utf8") };
    return {
      reason:
        cookie === null
          ? "it is not UTF-8 and names no other encoding"
          : "it names UTF-8 as its encoding and is not UTF-8",
    };
  }
  if (bytes.indexOf("\xef\xbb\xbf", 0, "latin1") === 0) {
    return {
      reason: `it starts with the byte order mark of UTF-8 and names \`${cookie}\` as its encoding`,
    };
  }
  return decodeNamed(bytes, cookie);
}

/** PEP 263: a comment on the first line, or on the second when the first holds no code. */
function codingCookie(bytes: Buffer): string | null {
  // Nearly all scripts begin with a docstring, so there is nothing to look for.
  if (bytes[0] === 0x22) return null;
  const newline = bytes.indexOf(10);
  const secondEnd = newline < 0 ? -1 : bytes.indexOf(10, newline + 1);
  const lines = bytes
    .toString("latin1", 0, Math.min(secondEnd < 0 ? bytes.length : secondEnd, 1000))
    .split(/\r\n?|\n/, 2);
  for (const line of lines) {
    const found = /^(?:\xef\xbb\xbf)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line);
    if (found?.[1]) return found[1].toLowerCase().replaceAll("_", "-");
    if (!/^(?:\xef\xbb\xbf)?[ \t\f]*(#|$)/.test(line)) return null;
  }
  return null;
}

/** Encodings that Python and the Encoding Standard decode alike, by Python's names for them. */
const sameInBoth: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((n) => [`iso-8859-${n}`, `iso-8859-${n}`]),
  ),
  ...Object.fromEntries(
    [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((n) => [`iso8859-${n}`, `iso-8859-${n}`]),
  ),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`cp125${n}`, `windows-125${n}`])),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`windows-125${n}`, `windows-125${n}`]),
  ),
  "latin-2": "iso-8859-2",
  latin2: "iso-8859-2",
  "latin-9": "iso-8859-15",
  cp866: "ibm866",
  "koi8-r": "koi8-r",
  "koi8-u": "koi8-u",
  gbk: "gbk",
  cp936: "gbk",
  gb2312: "gbk",
  gb18030: "gb18030",
  big5: "big5",
  "shift-jis": "shift_jis",
  sjis: "shift_jis",
  cp932: "shift_jis",
  "euc-jp": "euc-jp",
  "euc-kr": "euc-kr",
  cp949: "euc-kr",
};

/** The Encoding Standard takes "latin-1" for windows-1252; Python does not, and neither does this. */
const latin1 = /^(latin-?1|l1|iso-?8859-1|iso-latin-1|8859|cp819)(-|$)/;
const ascii = /^(us-ascii|ascii|646)$/;

function decodeNamed(bytes: Buffer, cookie: string): Decoded {
  if (latin1.test(cookie)) return { text: bytes.toString("latin1") };
  if (ascii.test(cookie)) {
    return isAscii(bytes)
      ? { text: bytes.toString("latin1") }
      : { reason: "it names ASCII as its encoding and is not ASCII" };
  }
  const label = sameInBoth[cookie];
  if (!label) return { reason: `its encoding \`${cookie}\` cannot be decoded` };
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes) };
  } catch {
    return { reason: `it names \`${cookie}\` as its encoding and is not written in it` };
  }
}
