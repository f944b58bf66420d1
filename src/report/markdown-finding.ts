// One finding on a Markdown page: in full, or as an item of a list.

import type { Finding, Fix, Location, Related, Report, Step } from "../model.ts";
import { visible } from "../text/foreign-text.ts";
import { codeBlock, codeSpan, link, pathInAddress, sentence } from "./escape-markdown.ts";
import { allowedInWords } from "./wording.ts";

/** Where links lead; without an address there is no link. */
export interface Addresses {
  /** The files of the change: "https://github.com/octo/app/blob/<commit>". */
  readonly files?: string;
  /** The target branch's files, for those that the change does not hold. */
  readonly target?: string;
  /** The rules' pages: "https://github.com/octo/onehead/blob/v1/docs/rules". */
  readonly rules?: string;
}

/** Addresses, and the files that the change holds as it leaves them. */
export interface Links extends Addresses {
  readonly changed: ReadonlySet<string>;
}

/** The links of one report's page. */
export function linksOf({ scriptDirectories }: Report, addresses: Addresses): Links {
  const changes = scriptDirectories.flatMap((directory) => directory.changes);
  const held = changes.filter(({ kind }) => kind !== "removed").map(({ path }) => path);
  return { ...addresses, changed: new Set(held) };
}

const icons = { error: "❌", warning: "⚠️", notice: "ℹ️" } as const;
const mostRelated = 10;
const longestPath = 300;

/** What, where, why, Alembic's words, other places, fixes. `withWhy` is false where the page has said the same above. */
export function findingSection(finding: Finding, links: Links, withWhy: boolean): string {
  const { severity, what, why, alembicSays, related, fixes } = finding;
  const says =
    alembicSays === null
      ? "Alembic reports nothing."
      : `Alembic says: ${codeSpan(alembicSays, 1000)}`;
  return [
    `#### ${icons[severity]} ${sentence(what)}`,
    `${ruleName(finding, links)} in ${place(finding.at, links)}`,
    withWhy ? sentence(why) : "",
    `> ${says}`,
    relatedList(related, links),
    ...fixes.map((fix) => fixSection(fix, links)),
    finding.meant === undefined ? "" : `<sub>${sentence(finding.meant)}</sub>`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** One line for one finding, with whoever let it pass. */
export function findingItem(finding: Finding, links: Links): string {
  const { severity, at, what, allowed } = finding;
  const why = allowed === null ? "" : ` (${sentence(allowedInWords(allowed))})`;
  return `- ${icons[severity]} ${ruleName(finding, links)} in ${place(at, links)}: ${sentence(what)}${why}`;
}

function ruleName({ rule }: Finding, { rules }: Links): string {
  const name = codeSpan(rule);
  return rules === undefined ? name : link(name, `${rules}/${rule}.md`);
}

/** The other head lies on the target branch: the change's own commit may not hold it yet. */
function place({ path, line }: Location, { files, target, changed }: Links): string {
  const name = `${codeSpan(path, longestPath)} line ${line}`;
  const root = changed.has(path) ? files : (target ?? files);
  return root === undefined || path.length > longestPath
    ? name
    : link(name, `${root}/${pathInAddress(path)}#L${line}`);
}

function relatedList(related: readonly Related[], links: Links): string {
  const items = related
    .slice(0, mostRelated)
    .map(({ at, what }) => `- ${place(at, links)}: ${sentence(what)}`);
  const more = related.length - mostRelated;
  return [...items, ...(more > 0 ? [`- and ${more} more places`] : [])].join("\n");
}

function fixSection(fix: Fix, links: Links): string {
  const [first, ...more] = fix.steps;
  if (first !== undefined && more.length === 0 && first.say === undefined)
    return stepSection({ ...first, say: fix.say }, links);
  return [sentence(fix.say), ...fix.steps.map((step) => stepSection(step, links))].join("\n\n");
}

/** What to do, where, and the text to paste. */
function stepSection(step: Step, links: Links): string {
  const where = step.kind === "edit" ? place(step.at, links) : directory(step.in);
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
