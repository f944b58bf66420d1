// The badge: "migrations: 1 head · 288 revisions", for the shields endpoint and as an SVG of our own.

import type { Report, RuleId } from "../model.ts";
import { count } from "../text/sentence.ts";
import { escapeHtml } from "./escape-html.ts";
import { printJson } from "./json.ts";

/** What a badge says and how it looks. */
interface Face {
  readonly message: string;
  readonly color: keyof typeof colours;
  readonly isError: boolean;
}

/** The colours' names at shields, and ours in the SVG: dark enough for white letters. */
const colours = { brightgreen: "#3a7d0a", orange: "#a34f00", red: "#b3261e", lightgrey: "#5c5c5c" };

/** What a badge wants to know of a rule. Pre-existing trouble counts here too, since a badge shows a state. */
export interface BadgeRule {
  readonly id: RuleId;
  /** Alembic cannot load the scripts, or walks them wrongly. */
  readonly breaksHistory?: true;
}

const label = "migrations";

/** Both files of a badge. */
export function badge(
  report: Report,
  rules: readonly BadgeRule[],
): { readonly json: string; readonly svg: string } {
  const state = faceOf(report, rules);
  const { message, color, isError } = state;
  const json = printJson({
    schemaVersion: 1,
    label,
    message,
    color,
    ...(isError ? { isError } : {}),
  });
  return { json, svg: svg(state) };
}

/** Several script directories are summed; what is worst decides the colour. */
function faceOf(
  { scriptDirectories, findings, standing = [], verdict }: Report,
  rules: readonly BadgeRule[],
): Face {
  const breaking = new Set(rules.filter((rule) => rule.breaksHistory).map(({ id }) => id));
  const states = scriptDirectories.flatMap(({ after }) => (after === null ? [] : [after]));
  const scripts = states.reduce((sum, state) => sum + state.scripts, 0);
  const heads = states.reduce((sum, state) => sum + state.heads.length, 0);
  const total = count(scripts, "revision");
  if (
    [...findings, ...standing].some(({ rule, allowed }) => allowed === null && breaking.has(rule))
  ) {
    return { message: `broken · ${total}`, color: "red", isError: true };
  }
  if (verdict === "incomplete" || scripts === 0) {
    return { message: "unknown", color: "lightgrey", isError: false };
  }
  const isSingle = states.every((state) => state.heads.length <= 1);
  const color = isSingle ? "brightgreen" : "orange";
  const inDirectories = states.length === 1 ? "" : ` in ${states.length} directories`;
  const words = isSingle && states.length > 1 ? "1 head each" : count(heads, "head");
  return { message: `${words}${inDirectories} · ${total}`, color, isError: false };
}

// ----------------------------------------------------------------- the SVG

/** Widths of Verdana at 11 pixels, for the characters our messages are made of. */
const narrow: Readonly<Record<string, number>> = {
  " ": 3.9,
  "·": 4,
  f: 3.9,
  i: 3,
  j: 3.8,
  l: 3,
  r: 4.7,
  t: 4.3,
  c: 5.7,
  k: 6.5,
  s: 5.7,
  v: 6.5,
  x: 6.5,
  y: 6.5,
  z: 5.8,
  a: 6.6,
  e: 6.6,
  m: 10.7,
  w: 9,
};

function width(text: string): number {
  let sum = 0;
  for (const character of text) sum += narrow[character] ?? 7;
  return Math.round(sum);
}

function svg({ message, color }: Face): string {
  const [left, right] = [width(label) + 10, width(message) + 10];
  const all = left + right;
  const title = escapeHtml(`${label}: ${message}`);
  const word = (text: string, start: number, room: number) =>
    `<text x="${start + room / 2}" y="14" textLength="${room - 10}">${escapeHtml(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${all}" height="20" role="img" aria-label="${title}">
  <title>${title}</title>
  <rect width="${all}" height="20" rx="3" fill="${colours[color]}"/>
  <path d="M${left} 0v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#555"/>
  <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
    ${word(label, 0, left)}
    ${word(message, left, right)}
  </g>
</svg>
`;
}
