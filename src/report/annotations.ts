// Annotations: what GitHub shows beside a line of the change, within the runner's limits.

import type { Finding, Report, Severity } from "../model.ts";
import { shorten, visible } from "../text/foreign-text.ts";
import { count } from "../text/sentence.ts";
import { findingLines, indented } from "./finding-lines.ts";
import { harmlessLines } from "./log-lines.ts";
import { rank, tenOfEachRule } from "./ten-of-a-rule.ts";
import { allowedInWords } from "./wording.ts";

/** One annotation. Without a path it belongs to the run as a whole; columns stand only on a single line. */
export interface Annotation {
  readonly level: Severity;
  readonly title: string;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** The runner drops what comes after ten annotations of a level, and cuts messages after 4,096 characters. */
const mostOfALevel = 10;
const longestMessage = 4096;

/** At most ten annotations of each level, worst first; the tenth says how many more there are. `pages` is where the rules' pages are. */
export function annotations(report: Report, pages?: string): readonly Annotation[] {
  const { shown } = tenOfEachRule(report.findings);
  const trouble = report.incomplete.map((reason) => ofTheRun(reason));
  const all = [...trouble, ...shown.map((finding) => ofFinding(finding, pages))];
  const total = { error: trouble.length, warning: 0, notice: 0 };
  for (const { severity } of report.findings) total[severity] += 1;
  const levels = Object.keys(rank) as Severity[];
  return levels.flatMap((level) => {
    const kept = all.filter((annotation) => annotation.level === level).slice(0, mostOfALevel);
    const more = total[level] - kept.length;
    const last = kept.at(-1);
    if (more === 0) return kept;
    return last ? [...kept.slice(0, -1), withRest(last, more)] : [onlyCounted(level, more)];
  });
}

function ofTheRun(reason: string): Annotation {
  return { level: "error", title: "incomplete", message: message([visible(reason)]) };
}

function ofFinding(finding: Finding, pages: string | undefined): Annotation {
  const { at, severity, rule, allowed } = finding;
  const lines = findingLines(finding).map(indented);
  const extent =
    at.endLine === at.line
      ? { column: at.column, endColumn: at.endColumn }
      : { endLine: at.endLine };
  return {
    level: severity,
    title: rule,
    message: withAddress(
      message(allowed === null ? lines : [visible(allowedInWords(allowed)), "", ...lines]),
      pages === undefined ? "" : `\n\n${pages}/${rule}.md`,
    ),
    path: harmlessLines(visible(at.path)),
    line: at.line,
    ...extent,
  };
}

function message(lines: readonly string[]): string {
  return shorten(harmlessLines(lines.join("\n")), longestMessage);
}

/** What is cut is the message: an address in parts is none. Room is left for the count of the rest. */
function withAddress(text: string, address: string): string {
  return address === "" ? text : shorten(text, longestMessage - address.length - 80) + address;
}

function withRest(annotation: Annotation, more: number): Annotation {
  const rest = `\n\nAnd ${count(more, `more ${annotation.level}`)}, see the summary.`;
  const room = longestMessage - rest.length;
  return { ...annotation, message: shorten(annotation.message, room) + rest };
}

/** Where worse findings of the same rules take all the room: the level has nothing but its count. */
function onlyCounted(level: Severity, number: number): Annotation {
  const what = `${count(number, level)} more of the same rules, see the summary.`;
  return { level, title: "onehead", message: what };
}

/** The annotations as the runner's commands, one a line, escaped as the Actions toolkit does it. */
export function workflowCommands(report: Report, pages?: string): string {
  return annotations(report, pages)
    .map(({ level, title, message, path, line, endLine, column, endColumn }) => {
      const properties = { title, file: path, line, endLine, col: column, endColumn };
      const written = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${level} ${written.join(",")}::${escapeData(message)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
