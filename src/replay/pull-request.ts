// The number of a pull request, from the subject of the commit that brought it.

const forms = [
  /^Merge pull request #(\d{1,7})\b/,
  /^Merge(?:d)? .*\(pull request #(\d{1,7})\)/,
  /^Merge PR #(\d{1,7})\b/i,
  /^Merge (?:merge request )?\S*!(\d{1,7})\b/,
  /\(#(\d{1,7})\)\s*$/,
  /\(!(\d{1,7})\)\s*$/,
];

/** The pull or merge request that a subject names as its own; null where it names none. */
export function pullRequestOf(subject: string): number | null {
  for (const form of forms) {
    const number = form.exec(subject)?.[1];
    if (number) return Number(number);
  }
  return null;
}
