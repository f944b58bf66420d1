// Fixed words of a message as a regular expression that finds them however a terminal wrapped the line.

/** Between words there is a blank or a line's end; within a word, a line's end where a terminal cut it. A name in a sentence keeps its own shape: `{}` stands for what comes next from `parts`. */
export function phrase(text: string, ...parts: readonly string[]): RegExp {
  const left = [...parts];
  const source = text
    .split(/(\{\}| )/)
    .map((piece) => {
      if (piece === "{}") return left.shift() ?? "";
      return piece === " " ? blank : [...piece].map(literal).join("\\n?");
    })
    .join("");
  return new RegExp(source, "g");
}

const blank = "\\s{1,40}";
const literal = (letter: string) => letter.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");

/** A quote of any kind, with what stands between two of them. */
export const quoted = `["'\`]([^"'\`\\n]{0,200})["'\`]`;

/** A revision in running text: nothing that people or programs put behind it. */
export const name = `([^\\s,;"'\`<>(){}\\[\\]]{1,200}?)(?=[.:!?…]{0,3}(?:[\\s,;"'\`<>(){}\\[\\]]|$))`;
