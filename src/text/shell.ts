// Words of a POSIX shell.

/** A word, quoted where it has to be. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A text, in double quotes where they are safe. */
export function shellText(text: string): string {
  return /^[A-Za-z0-9_./, -]*$/.test(text) ? `"${text}"` : shellWord(text);
}
