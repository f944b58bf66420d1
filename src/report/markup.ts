// The only markup of our sentences: `code` in backticks. Each destination renders it its own way.

/** A stretch of a sentence, code or prose. */
export interface Piece {
  readonly code: boolean;
  readonly text: string;
}

/** A sentence in pieces. A backtick without a partner, or with nothing between, is prose. */
export function pieces(sentence: string): readonly Piece[] {
  return sentence
    .split(/`([^`]+)`/)
    .map((text, index) => ({ code: index % 2 === 1, text }))
    .filter(({ text }) => text !== "");
}
