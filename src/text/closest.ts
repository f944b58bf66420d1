// The word that somebody meant by one that does not exist.

/** The one known word that comes closest, null where none or several come close. */
export function closest(word: string, known: Iterable<string>): string | null {
  const written = word.toLowerCase();
  const words = [...new Set(known)];
  for (const edits of written.length < 5 ? [0, 1] : [0, 1, 2]) {
    const found = words.filter((one) => isWithin(written, one, edits));
    if (found.length > 0) return found.length === 1 ? found[0]! : null;
  }
  const longer = written.length < 3 ? [] : words.filter((one) => one.startsWith(written));
  return longer.length === 1 ? longer[0]! : null;
}

/** " Did you mean `check`?", or nothing. `before` is written before the word. */
export function didYouMean(word: string, known: Iterable<string>, before = ""): string {
  const found = closest(word, known);
  return found === null ? "" : ` Did you mean \`${before}${found}\`?`;
}

/** True where so many characters changed, added or left out make one of the other. */
export function isWithin(a: string, b: string, edits: number): boolean {
  if (Math.abs(a.length - b.length) > edits) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (at === a.length || at === b.length) return true;
  if (edits === 0) return false;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return (
    isWithin(restA.slice(1), restB.slice(1), edits - 1) ||
    isWithin(restA.slice(1), restB, edits - 1) ||
    isWithin(restA, restB.slice(1), edits - 1)
  );
}
