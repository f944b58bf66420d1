// What GitHub's runner would take for a command in a log, made harmless. Terminals are logs too: CI prints there.

const zeroWidthSpace = "\u200b";

/**
 * Text whose lines the runner prints as they are: `##[` anywhere in a line and `::` as its first
 * non-blank characters (colours not counted) are broken by a zero width space.
 */
export function harmlessLines(text: string): string {
  return text
    .replaceAll("##[", `##${zeroWidthSpace}[`)
    .replace(/^((?:[^\S\n]|\x1b\[\d*m)*:)(?=:)/gm, `$1${zeroWidthSpace}`);
}
