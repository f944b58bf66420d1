// A log or an error as people have it → the lines that the program printed: without prefixes, quotes, markup and envelopes.

import { fromHtml } from "./html.ts";
import { stringsOfJson } from "./json-lines.ts";

/** The lines that a program printed, each without what containers, terminals and web pages put around it. */
export function undecorate(text: string): string {
  const plain = fromHtml(withoutTerminal(text));
  const lines = (stringsOfJson(plain) ?? plain)
    .split("\n")
    .map((line) => stringsOfJson(withoutPrefixes(line)) ?? line)
    .join("\n")
    .split("\n")
    .flatMap((line) => withoutEscapes(withoutPrefixes(line)).split("\n"));
  return rejoin(lines.map((line) => line.trimEnd()).join("\n"));
}

/** Colours, carriage returns, and the quotes and blanks that word processors and chat programs make of plain ones. */
function withoutTerminal(text: string): string {
  return text
    .replace(/\x1b(?:\[[\d;?]{0,20}[A-Za-z]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\))/g, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u2018\u2019\u02bc\u00b4]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/[\u0000\ufeff\u200b-\u200d]/g, "");
}

const time = String.raw`\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?`;

/** What stands in front of a line: quoted mail, time stamps, names of containers, pods, dynos and services. */
const prefixes: readonly RegExp[] = [
  /^\s{0,20}>{1,9} /,
  new RegExp(
    String.raw`^\s{0,20}[[(]?\d{4}[-/]\d\d[-/]\d\d[T ]${time}(?: ?(?:Z|UTC|GMT|CES?T|[+-]\d\d:?\d\d))?[\])]?\s{0,20}`,
  ),
  new RegExp(String.raw`^\s{0,20}[[(]?${time}[\])]?\s{1,20}(?=\S)`),
  new RegExp(String.raw`^[A-Z][a-z]{2} [ \d]\d ${time} \S{1,100} [\w./-]{1,100}(?:\[\d{1,9}\])?: `),
  /^(?:stdout|stderr) [FP] /,
  /^\[(?:pod|container)\/[^\]\n]{1,200}\]\s/,
  /^[\w.-]{1,60}\[[\w.-]{1,60}\]: /,
  /^(?=[\w./-]{0,100}[A-Za-z])[\w./-]{1,100}\s{0,40}\| ?/,
  /^##\[[a-z]{1,12}\]/,
];

function withoutPrefixes(line: string): string {
  let rest = line;
  for (let round = 0; round < prefixes.length; round += 1) {
    const before = rest;
    for (const prefix of prefixes) rest = rest.replace(prefix, "");
    if (rest === before) break;
  }
  return rest;
}

/** What `repr`, a shell or a JSON string in a JSON string did: `\'` and `\n`. A Windows path keeps its `\new`. */
function withoutEscapes(line: string): string {
  if (!line.includes("\\")) return line;
  const quotes = line.replace(/\\{1,8}(?=["'`])/g, "");
  return /\b[A-Za-z]:\\/.test(quotes) ? quotes : quotes.replace(/(?:\\{1,8}r)?\\{1,8}n/g, "\n");
}

/** An identifier that the edge of a terminal cut in two: Alembic's own have twelve hexadecimal digits. */
function rejoin(text: string): string {
  return text.replace(
    /\b([0-9a-f]{1,11})\n([0-9a-f]{1,11})\b/g,
    (whole, head: string, tail: string) =>
      head.length + tail.length === 12 ? `${head}${tail}\n` : whole,
  );
}
