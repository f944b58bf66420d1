// The only markup of our sentences: `code` in backticks. Each destination renders it its own way.

/** A stretch of a sentence, code or prose. */
export interface Piece {
  readonly code: boolean;
  readonly text: string;
}

/** A name as code in a sentence of ours; it cannot end the code early. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "\\x60")}\``;
}

/** A sentence in pieces. A backtick without a partner is prose. */
export function pieces(sentence: string): readonly Piece[] {
  const parts = sentence.split("`");
  if (parts.length % 2 === 0) {
    const last = parts.pop();
    parts.push(`${parts.pop()}\`${last}`);
  }
  return parts
    .map((text, index) => ({ code: index % 2 === 1, text }))
    .filter((piece) => piece.text !== "" || piece.code);
}
