// The report for a terminal: findings as people paste them, then the verdict.

import type { Checked, Finding, Report } from "../model.ts";
import { visible } from "../text/foreign-text.ts";
import { code, count } from "../text/sentence.ts";
import { findingLines, type Line, place } from "./finding-lines.ts";
import { harmlessLines } from "./log-lines.ts";
import { pieces } from "./markup.ts";
import { type Selection, tenOfEachRule } from "./ten-of-a-rule.ts";
import {
  allowedInWords,
  comparisonInWords,
  directoryInWords,
  knowledgeInWords,
  standingInWords,
  verdictInWords,
} from "./wording.ts";

/** How to print: `width` wraps sentences (never Alembic's words or code), `ascii` keeps our own marks to ASCII. */
export interface TextOptions {
  readonly colour: boolean;
  readonly width?: number;
  readonly ascii?: boolean;
  /** Where the rules' pages are; the first finding of each rule names its own. */
  readonly rules?: string;
}

const ansi = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
const severityColour = { error: "red", warning: "yellow", notice: "cyan" } as const;
const verdictColour = { passed: "green", failed: "red", incomplete: "yellow" } as const;
const mostDirectories = 50;

type Paint = (colour: keyof typeof ansi, text: string) => string;
const inColour: Paint = (colour, text) => `\x1b[${ansi[colour]}m${text}\x1b[0m`;
const plain: Paint = (_, text) => text;

/** The report as text for a terminal or a log. */
export function textReport({ report }: Checked, options: TextOptions): string {
  const paint = options.colour ? inColour : plain;
  const selection = tenOfEachRule(report.findings);
  const blocks = [
    ...selection.shown
      .filter(({ severity }) => severity !== "notice")
      .map((finding, index, all) => {
        const isFirst = all.findIndex(({ rule }) => rule === finding.rule) === index;
        const block = findingBlock(finding, paint, options.width);
        return isFirst ? `${block}${addressLine(finding, paint, options.rules)}` : block;
      }),
    ...shortBlock(selection, paint),
    summaryBlock(report, paint),
  ];
  const text = harmlessLines(`${blocks.join("\n\n")}\n`);
  return options.ascii === true ? inAscii(text) : text;
}

/** One finding as the report for a terminal shows it, without colours. */
export function findingText(finding: Finding): string {
  return findingBlock(finding, plain, undefined);
}

function inAscii(text: string): string {
  return text.replaceAll("→", "->").replaceAll("…", "...");
}

function sentence(text: string, paint: Paint): string {
  return pieces(text)
    .map((piece) => (piece.code ? paint("cyan", `\`${piece.text}\``) : piece.text))
    .join("");
}

function headline({ at, severity, rule }: Finding, paint: Paint): string {
  const level = paint(severityColour[severity], severity);
  return `${paint("bold", `${place(at)}:${at.column}`)}  ${level}  ${paint("bold", rule)}`;
}

function findingBlock(finding: Finding, paint: Paint, width: number | undefined): string {
  const lines = findingLines(finding).flatMap((line) => textLines(line, paint, width));
  return [headline(finding, paint), "", ...lines].join("\n");
}

function addressLine({ rule }: Finding, paint: Paint, pages: string | undefined): string {
  return pages === undefined ? "" : `\n\n  ${paint("dim", `${pages}/${rule}.md`)}`;
}

function textLines(
  { kind, text, isInStep }: Line,
  paint: Paint,
  width: number | undefined,
): string[] {
  const deep = isInStep ? "      " : "    ";
  switch (kind) {
    case "blank":
      return [""];
    case "says":
      return [`  ${text}`];
    case "place":
      return [`${deep}${paint("dim", text)}`];
    case "code":
      return [text === "" ? "" : `${deep}${paint("cyan", text)}`];
    case "what":
    case "why":
    case "sentence":
      return wrap(text, width, 2).map((row) => `  ${sentence(row, paint)}`);
    case "step":
      return wrap(text, width, 4).map((row) => `    ${sentence(row, paint)}`);
  }
}

/** Breaks a sentence at blanks so that it fits with its indentation. A `code` that meets a line's end is not kept together. */
export function wrap(
  text: string,
  width: number | undefined,
  indentation: number,
): readonly string[] {
  if (width === undefined) return [text];
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    if (row !== "" && row.length + 1 + word.length + indentation > width) {
      rows.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  return [...rows, row];
}

/** Notices, a line or two each, and what the noise rule left out. */
function shortBlock({ shown, more }: Selection, paint: Paint): readonly string[] {
  const notices = shown
    .filter(({ severity }) => severity === "notice")
    .map((finding) => {
      const allowed = finding.allowed === null ? "" : ` (${allowedInWords(finding.allowed)})`;
      const text = visible(finding.what + allowed, 500);
      return `${headline(finding, paint)}\n  ${sentence(text, paint)}`;
    });
  const rest = [...more].map(([rule, number]) =>
    sentence(`and ${number} more ${code(rule)}, all in the JSON report`, paint),
  );
  return [notices, rest].filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
}

function summaryBlock(report: Report, paint: Paint): string {
  const directories = report.scriptDirectories.slice(0, mostDirectories).map((directory) => {
    const name = paint("bold", visible(directory.name));
    return `${name}: ${sentence(visible(directoryInWords(directory)), paint)}`;
  });
  const more = report.scriptDirectories.length - mostDirectories;
  if (more > 0)
    directories.push(`and ${count(more, "more script directory", "more script directories")}`);
  const knowledge = report.scriptDirectories.slice(0, mostDirectories).flatMap(knowledgeInWords);
  return [
    ...directories,
    ...[...standingInWords(report), ...knowledge].map((text) =>
      sentence(visible(text, 2000), paint),
    ),
    sentence(visible(comparisonInWords(report)), paint),
    ...report.incomplete.map((reason) => sentence(visible(reason, 2000), paint)),
    paint(verdictColour[report.verdict], `${verdictInWords(report)}.`),
  ].join("\n");
}
