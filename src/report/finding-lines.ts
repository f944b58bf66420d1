// A finding as plain lines: what, why, Alembic's words, other places, fixes. For terminals, annotations and SARIF.

import type { Finding, Fix, Location, Step } from "../model.ts";
import { shorten, visible } from "../text/foreign-text.ts";

/** One line. Sentences carry `code` in backticks and may be wrapped; the others stay as they are. */
export interface Line {
  readonly kind: "blank" | "what" | "why" | "says" | "sentence" | "step" | "place" | "code";
  readonly text: string;
  /** True for what stands under the introduction of a step. */
  readonly isInStep?: true;
}

const blank: Line = { kind: "blank", text: "" };
const longest = 2000;
const mostRelated = 10;

/** "versions/c3.py:2", as terminals and editors link it. */
export function place({ path, line }: Location): string {
  return `${visible(path)}:${line}`;
}

function line(kind: Line["kind"], text: string): Line {
  return { kind, text: visible(text, longest) };
}

/** The lines of a finding, without its headline. */
export function findingLines(finding: Finding): readonly Line[] {
  const lines = [line("what", finding.what), line("why", finding.why), blank];
  lines.push(
    finding.alembicSays === null
      ? line("sentence", "Alembic reports nothing.")
      : line("says", `Alembic says: ${finding.alembicSays}`),
  );
  if (finding.related.length > 0) lines.push(blank, ...relatedLines(finding));
  if (finding.fixes.length > 0) lines.push(blank, ...finding.fixes.flatMap(fixLines));
  if (finding.meant !== undefined) lines.push(blank, line("sentence", finding.meant));
  return lines;
}

function relatedLines({ related }: Finding): readonly Line[] {
  const lines = related
    .slice(0, mostRelated)
    .map(({ at, what }) => line("sentence", `${place(at)}: ${what}`));
  const more = related.length - mostRelated;
  return more > 0 ? [...lines, line("sentence", `and ${more} more places`)] : lines;
}

function fixLines(fix: Fix): readonly Line[] {
  const isDeep = fix.steps.some(({ say }) => say !== undefined);
  return [line("sentence", fix.say), ...fix.steps.flatMap((step) => stepLines(step, isDeep))];
}

function stepLines(step: Step, isDeep: boolean): readonly Line[] {
  const lines = bodyLines(step);
  const body = isDeep ? lines.map((one) => ({ ...one, isInStep: true }) as const) : lines;
  return step.say === undefined ? body : [line("step", step.say), ...body];
}

function bodyLines(step: Step): readonly Line[] {
  if (step.kind === "run") {
    const where = step.in === "" ? [] : [line("place", `in ${step.in}/`)];
    return [...where, line("code", step.command)];
  }
  const text = shorten(step.to, longest)
    .split("\n")
    .map((row) => line("code", row));
  return [line("place", place(step.at)), ...text];
}

/** A line as plain text: what people type or look up is set in, once more under the introduction of a step. */
export function indented({ kind, text, isInStep }: Line): string {
  const depth =
    (kind === "code" || kind === "place" || kind === "step" ? 2 : 0) + (isInStep ? 2 : 0);
  return `${" ".repeat(depth)}${text}`;
}
