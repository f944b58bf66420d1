// Bytes that git prints → text, and names back into bytes. Names of files need not be UTF-8, and two of them stay two.

import { isUtf8 } from "node:buffer";

/** Bytes as UTF-8. A byte that is none becomes a lone surrogate, U+DC80 to U+DCFF, as Python has it for file names. */
export function decodeNames(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = lengthAt(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    parts.push(bytes.toString("utf8", start, i), String.fromCharCode(0xdc00 + bytes[i]!));
    start = ++i;
  }
  parts.push(bytes.toString("utf8", start));
  return parts.join("");
}

/** How many bytes the character takes that begins here; 0 where none does. */
function lengthAt(bytes: Buffer, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(i, i + length)) && i + length <= bytes.length ? length : 0;
}

/** The bytes that a name stands for: for the file system, which takes a text as UTF-8. */
export function encodeName(name: string): Buffer {
  const pieces = name.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    pieces.map((piece, i) =>
      i % 2 === 0 ? Buffer.from(piece) : Buffer.of(piece.charCodeAt(0) - 0xdc00),
    ),
  );
}
