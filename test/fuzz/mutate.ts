// Texts made worse: parts taken out, repeated, moved, and replaced by what readers stumble over.

import type { Random } from "./random.ts";

/** No file is longer, since longer ones are not read. */
const longest = 255 * 1024;

/** What nobody expects in any text. */
const oddities: readonly string[] = [
  ..."\0\t\r\n\f\v\\'\"`()[]{}<>@#:;,.=+-*/%&|!?$~^_ ",
  "\r\n",
  "\ufeff",
  "\u2028",
  "\u202e",
  "\ud800",
  "é",
  "表",
  "🎉",
  "\x1b[31m",
  "\x85",
  "::error::forged",
  "\n::add-mask::x\n",
  "##[group]x",
  "%0A::warning::x",
  "<img src=x onerror=alert(1)>",
  "<!--",
  "](javascript:x)",
  "```",
  "~~~",
  "| a | b |",
  "__proto__",
  "constructor",
  "99999999999999999999",
  "-1",
  "NaN",
  "%(here)s",
  "%s",
  "${{ secrets.X }}",
];

/** A text after a few random blows; now and then one part of it is repeated until the file is full. */
export function mutate(random: Random, text: string, words: readonly string[]): string {
  let mutated = text;
  for (let blows = random.below(4); blows >= 0; blows--) {
    mutated = strike(random, mutated, words).slice(0, longest);
  }
  return mutated;
}

function strike(random: Random, text: string, words: readonly string[]): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + random.below(random.pick([2, 8, 40, 400])));
  const [start, part, end] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const word = () => random.pick(random.chance(50) ? oddities : words);
  switch (random.below(12)) {
    case 0:
      return start + end;
    case 1:
      return start + word() + end;
    case 2:
      return start + word() + part + word() + end;
    case 3:
      return start + word() + end;
    case 4:
      return start + part + part + end;
    case 5: {
      const other = random.below(text.length + 1);
      return start + end.slice(0, other) + part + end.slice(other);
    }
    case 6:
      return start;
    case 7:
      return random.chance(50) ? text.replaceAll("\n", "\r\n") : text.replaceAll(" ", "\t");
    case 8:
      return start + random.list(20, word).join(random.pick(["", " ", "\n"])) + end;
    case 9:
      return random.chance(30)
        ? fill(random, start, part || word(), end)
        : start + part + word() + end;
    case 10:
      return random.chance(30) ? nest(random, start, part, end) : start + word() + part + end;
    default:
      return start + text.slice(random.below(text.length)) + end;
  }
}

function fill(random: Random, start: string, part: string, end: string): string {
  const room = random.pick([1000, 20_000, longest - start.length - end.length]);
  return start + part.repeat(Math.max(1, Math.floor(room / part.length))) + end;
}

const pairs: readonly (readonly [string, string])[] = [
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["(a, ", ")"],
  ["f(", ")"],
  ['f"{', '}"'],
  ["<b>", "</b>"],
  ["{a: ", "}"],
  ["- ", ""],
  ["if x:\n ", ""],
  ["lambda: ", ""],
  ["not ", ""],
  ["x if y else ", ""],
];

function nest(random: Random, start: string, part: string, end: string): string {
  const [open, close] = random.pick(pairs);
  const deep = random.pick([
    10,
    100,
    300,
    5000,
    Math.floor(longest / (open.length + close.length + 1)),
  ]);
  return start + open.repeat(deep) + part + close.repeat(deep) + end;
}
