// Foreign text inside our own sentences.

/** Text on one line, in backticks, cut where it is endless. */
export function quoted(text: string): string {
  return `\`${JSON.stringify(text.slice(0, 300)).slice(1, -1)}\``;
}
