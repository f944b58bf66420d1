// How names, lists and numbers stand in our sentences.

/** A name as code in a sentence; it cannot end the code early. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "\\x60")}\``;
}

/** Words as a list in a sentence, the first ten of them: "a, b and c", "a, b, … and 38 more". */
export function list(words: readonly string[], limit = 10): string {
  if (words.length <= 1) return words.join("");
  if (words.length > limit)
    return `${words.slice(0, limit).join(", ")} and ${words.length - limit} more`;
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Names as a list of code: "`a`, `b` and `c`". */
export function codes(names: Iterable<string>, limit = 10): string {
  const all = Array.isArray(names) ? (names as readonly string[]) : [...names];
  const shown = all.slice(0, limit).map(code);
  return all.length > limit
    ? `${shown.join(", ")} and ${all.length - limit} more`
    : list(shown, limit);
}

/** What can be typed, all of it: "`a`, `b`, `c`". */
export function choices(words: Iterable<string>): string {
  return [...words].map(code).join(", ");
}

/** "1 head", "2 heads". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** "second", "third", … "ninth", then "10th". */
export function ordinal(number: number): string {
  const words = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
  if (words[number]) return words[number];
  const ending =
    number % 100 < 11 || number % 100 > 13 ? ["th", "st", "nd", "rd"][number % 10] : "";
  return `${number}${ending || "th"}`;
}
