// One finding on a Markdown page: in full, or as an item of a list.

import type { Finding, Fix, Location, Related, Step } from "../model.ts";
import { visible } from "../text/foreign-text.ts";
import { codeBlock, codeSpan, link, pathInAddress, sentence } from "./escape-markdown.ts";
import { allowedInWords } from "./wording.ts";

/** Where links lead; without an address there is no link. */
export interface Addresses {
  /** The files of *after*: "https://github.com/octo/app/blob/<commit>". */
  readonly files?: string;
  /** The rules' pages: "https://github.com/octo/onehead/blob/v1/docs/rules". */
  readonly rules?: string;
}

const icons = { error: "❌", warning: "⚠️", notice: "ℹ️" } as const;
const mostRelated = 10;
const longestPath = 300;

/** What, where, why, Alembic's words, other places, fixes. `withWhy` is false where the page has said the same above. */
export function findingSection(finding: Finding, addresses: Addresses, withWhy: boolean): string {
  const { severity, what, why, alembicSays, related, fixes } = finding;
  const says =
    alembicSays === null
      ? "Alembic reports nothing."
      : `Alembic says: ${codeSpan(alembicSays, 1000)}`;
  return [
    `#### ${icons[severity]} ${sentence(what)}`,
    `${ruleName(finding, addresses)} in ${place(finding.at, addresses)}`,
    withWhy ? sentence(why) : "",
    `> ${says}`,
    relatedList(related, addresses),
    ...fixes.map((fix) => fixSection(fix, addresses)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** One line for one finding, with whoever let it pass. */
export function findingItem(finding: Finding, addresses: Addresses): string {
  const { severity, at, what, allowed } = finding;
  const why = allowed === null ? "" : ` (${sentence(allowedInWords(allowed))})`;
  return `- ${icons[severity]} ${ruleName(finding, addresses)} in ${place(at, addresses)}: ${sentence(what)}${why}`;
}

function ruleName({ rule }: Finding, { rules }: Addresses): string {
  const name = codeSpan(rule);
  return rules === undefined ? name : link(name, `${rules}/${rule}.md`);
}

function place({ path, line }: Location, { files }: Addresses): string {
  const name = `${codeSpan(path, longestPath)} line ${line}`;
  return files === undefined || path.length > longestPath
    ? name
    : link(name, `${files}/${pathInAddress(path)}#L${line}`);
}

function relatedList(related: readonly Related[], addresses: Addresses): string {
  const items = related
    .slice(0, mostRelated)
    .map(({ at, what }) => `- ${place(at, addresses)}: ${sentence(what)}`);
  const more = related.length - mostRelated;
  return [...items, ...(more > 0 ? [`- and ${more} more places`] : [])].join("\n");
}

function fixSection(fix: Fix, addresses: Addresses): string {
  const [first, ...more] = fix.steps;
  if (first !== undefined && more.length === 0 && first.say === undefined)
    return stepSection({ ...first, say: fix.say }, addresses);
  return [sentence(fix.say), ...fix.steps.map((step) => stepSection(step, addresses))].join("\n\n");
}

/** What to do, where, and the text to paste. */
function stepSection(step: Step, addresses: Addresses): string {
  const where = step.kind === "edit" ? place(step.at, addresses) : directory(step.in);
  const say = sentence((step.say ?? (step.kind === "edit" ? "Edit" : "Run")).replace(/[:.]$/, ""));
  const code =
    step.kind === "edit"
      ? codeBlock(step.to, "python")
      : codeBlock(visible(step.command, 2000), "sh");
  return `${say}${where === "" ? "" : ` (${where})`}:\n\n${code}`;
}

function directory(path: string): string {
  return path === "" ? "" : `in ${codeSpan(`${path}/`, longestPath)}`;
}
