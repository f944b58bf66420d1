// The report as JSON: the same bytes on every machine, harmless in a log.

import type { Report } from "../model.ts";

/** Not for other programs: what `onehead fix` does in a command's place, and how people are told of exceptions. */
type Inner = "does" | "meant";

type KeysOf<T> = T extends string | number | boolean | null | undefined
  ? never
  : T extends readonly (infer Element)[]
    ? KeysOf<Element>
    : { [Key in Exclude<keyof T, Inner>]-?: Key | KeysOf<T[Key]> }[Exclude<keyof T, Inner>];

/** Every key of a report in the order in which it is written, at whatever depth. A key that is missing here does not compile. */
const keyOrder: Readonly<Record<KeysOf<Report> & string, true>> = {
  schemaVersion: true,
  tool: true,
  verdict: true,
  incomplete: true,
  before: true,
  after: true,
  scriptDirectories: true,
  findings: true,
  standing: true,
  counts: true,
  ref: true,
  commit: true,
  rule: true,
  severity: true,
  scriptDirectory: true,
  kind: true,
  path: true,
  previousPath: true,
  revision: true,
  previousRevision: true,
  edits: true,
  say: true,
  safe: true,
  steps: true,
  at: true,
  to: true,
  command: true,
  in: true,
  what: true,
  why: true,
  alembicSays: true,
  related: true,
  fixes: true,
  allowed: true,
  by: true,
  reason: true,
  line: true,
  column: true,
  endLine: true,
  endColumn: true,
  name: true,
  version: true,
  config: true,
  section: true,
  versionLocations: true,
  scripts: true,
  heads: true,
  realHeads: true,
  bases: true,
  partial: true,
  inferred: true,
  changes: true,
  scriptsRead: true,
  scriptsParsed: true,
  filesIgnored: true,
};

/**
 * Any value as indented JSON with a final newline. Control and bidirectional characters are written as
 * escapes, and so is the bracket of `##[`, which GitHub's runner would take for a command.
 */
export function printJson(value: unknown, keys?: readonly string[]): string {
  const text = JSON.stringify(value, keys === undefined ? null : [...keys], 2)
    .replace(
      /[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll("##[", "##\\u005b");
  return `${text}\n`;
}

/** The report of the public contract, as JSON. */
export function jsonReport(report: Report): string {
  return printJson(report, Object.keys(keyOrder));
}
