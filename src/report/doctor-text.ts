// The doctor's answer for a terminal.

import type { DoctorReport } from "../doctor/model.ts";
import type { DoctorLine } from "./doctor-line.ts";
import { doctorLines } from "./doctor-lines.ts";
import { harmlessLines } from "./log-lines.ts";
import { pieces } from "./markup.ts";

const ansi = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
const verdictColour = { works: "green", fails: "red", unknown: "yellow" } as const;

type Paint = (colour: keyof typeof ansi, text: string) => string;

/** The answer as text. */
export function doctorText(report: DoctorReport, { colour }: { readonly colour: boolean }): string {
  const paint: Paint = colour
    ? (name, text) => `\x1b[${ansi[name]}m${text}\x1b[0m`
    : (_, text) => text;
  const lines = doctorLines(report).map((line) => textLine(report, line, paint));
  return harmlessLines(`${lines.join("\n").trim()}\n`);
}

function textLine({ verdict }: DoctorReport, { kind, text }: DoctorLine, paint: Paint): string {
  switch (kind) {
    case "summary":
      return inText(text, (piece) => paint(verdictColour[verdict], piece), paint);
    case "heading":
      return `\n${paint("bold", text)}`;
    case "repair":
      return `\n${inText(text, (piece) => paint("bold", piece), paint)}`;
    case "sentence":
      return `  ${inText(text, (piece) => piece, paint)}`;
    case "code":
      return `    ${paint("cyan", text)}`;
  }
}

function inText(text: string, prose: (text: string) => string, paint: Paint): string {
  return pieces(text)
    .map((piece) => (piece.code ? paint("cyan", `\`${piece.text}\``) : prose(piece.text)))
    .join("");
}
