// The job summary and the pull request comment: one page of GitHub's Markdown, as long as its place allows.

import type { Checked, Drawing, Finding, Report, ReportedScriptDirectory } from "../model.ts";
import { count } from "../text/sentence.ts";
import { codeBlock, codeSpan, codeSpanInTable, sentence } from "./escape-markdown.ts";
import { harmlessLines } from "./log-lines.ts";
import {
  type Addresses,
  findingItem,
  findingSection,
  type Links,
  linksOf,
} from "./markdown-finding.ts";
import { mermaidPicture } from "./mermaid.ts";
import { tenOfEachRule } from "./ten-of-a-rule.ts";
import {
  comparisonInWords,
  directoryInWords,
  knowledgeInWords,
  standingInWords,
  verdictInWords,
} from "./wording.ts";

/** Where the page will stand (default: the summary), and addresses for its links. */
export interface MarkdownOptions extends Addresses {
  readonly for?: "summary" | "comment";
}

/** GitHub takes 1 MiB of summary and 65,536 characters of comment; whoever posts a comment adds a marker. */
const room = { summary: 900_000, comment: 65_000 } as const;

/** More boxes than this nobody takes in at a glance. */
const mostDrawn = 16;

/** How many of what a page tells, at most. */
interface Form {
  readonly reasons: number;
  readonly drawings: number;
  readonly detailed: number;
  readonly listed: number;
  readonly directories: number;
}

/** From the whole to the least. */
const forms: readonly Form[] = [
  { reasons: 20, drawings: 20, detailed: 200, listed: 200, directories: 100 },
  { reasons: 20, drawings: 1, detailed: 20, listed: 200, directories: 100 },
  { reasons: 10, drawings: 0, detailed: 5, listed: 50, directories: 50 },
  { reasons: 5, drawings: 0, detailed: 0, listed: 20, directories: 20 },
  { reasons: 3, drawings: 0, detailed: 0, listed: 5, directories: 5 },
];

/** The page in the longest form that fits. What is left out is named on it. */
export function markdownReport(checked: Checked, options: MarkdownOptions = {}): string {
  const destination = options.for ?? "summary";
  for (const form of forms) {
    const page = harmlessLines(writePage(checked, form, linksOf(checked.report, options)));
    const size = destination === "summary" ? new TextEncoder().encode(page).length : page.length;
    if (size <= room[destination]) return page;
  }
  return `${title(checked.report)}\n\nThe findings are too long to be shown here. All of them are in the JSON report.\n`;
}

const icons = { passed: "✅", failed: "❌", incomplete: "⚠️" } as const;

function writePage(checked: Checked, form: Form, links: Links): string {
  const { report } = checked;
  const { shown } = tenOfEachRule(report.findings);
  const [problems, notices] = [shown.filter(isProblem), shown.filter((one) => !isProblem(one))];
  const blocks = [
    title(report),
    ...report.incomplete.slice(0, form.reasons).map((reason) => sentence(reason)),
    overview(report.scriptDirectories, form.directories),
    ...sections(checked, problems, form, links),
    list(problems.slice(form.detailed, form.listed), "### More findings", links),
    list(notices.slice(0, form.listed), "### Notices", links),
    leftOut(checked, problems.length, notices.length, form),
    ...[
      ...standingInWords(report),
      ...report.scriptDirectories.slice(0, form.directories).flatMap(knowledgeInWords),
    ].map((text) => `<sub>${sentence(text)}</sub>`),
    `<sub>${sentence(comparisonInWords(report))}</sub>`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function title(report: Report): string {
  const verdict = verdictInWords(report);
  return `## ${icons[report.verdict]} Migrations: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`;
}

function isProblem({ severity }: Finding): boolean {
  return severity !== "notice";
}

function list(findings: readonly Finding[], title: string, links: Links): string {
  if (findings.length === 0) return "";
  return [title, "", ...findings.map((finding) => findingItem(finding, links))].join("\n");
}

function leftOut(
  { report, drawings }: Checked,
  problems: number,
  notices: number,
  form: Form,
): string {
  const { more } = tenOfEachRule(report.findings);
  const most = (number: number, limit: number) => Math.max(0, number - limit);
  const numbers: readonly (readonly [number, string, string?])[] = [
    [most(Math.min(problems, form.listed), form.detailed), "explanation"],
    [most(problems, form.listed) + most(notices, form.listed), "finding"],
    [most(drawings.length, form.drawings), "drawing"],
    [
      most(report.scriptDirectories.length, form.directories),
      "script directory",
      "script directories",
    ],
  ];
  const words = [
    ...[...more].map(([rule, number]) => `${number} more ${codeSpan(rule)}`),
    ...numbers.filter(([number]) => number > 0).map((counted) => count(...counted)),
  ];
  return words.length === 0 ? "" : `Left out here, whole in the JSON report: ${words.join(", ")}.`;
}

// ------------------------------------------------------- script directories

function overview(directories: readonly ReportedScriptDirectory[], limit: number): string {
  const [first] = directories;
  if (first === undefined) return "";
  if (directories.length === 1) {
    return `${codeSpan(first.name)}: ${sentence(directoryInWords(first))}`;
  }
  return [
    "| Script directory | Heads before | Heads after | Scripts |",
    "| --- | --- | --- | --- |",
    ...directories.slice(0, limit).map(row),
  ].join("\n");
}

function row({ name, before, after }: ReportedScriptDirectory): string {
  const heads = (state: ReportedScriptDirectory["after"]) =>
    state === null
      ? "none"
      : `${state.heads.length}: ${state.heads.slice(0, 3).map(codeSpanInTable).join(", ")}${state.heads.length > 3 ? ", …" : ""}`;
  const scripts = [before, after].flatMap((state) => (state === null ? [] : [state.scripts]));
  return `| ${codeSpanInTable(name)} | ${heads(before)} | ${heads(after)} | ${[...new Set(scripts)].join(" → ")} |`;
}

/** The drawing and the findings of each script directory, under its name where there are several. */
function sections(
  { report, drawings }: Checked,
  problems: readonly Finding[],
  form: Form,
  links: Links,
): readonly string[] {
  const detailed = problems.slice(0, form.detailed);
  const drawn = drawings.slice(0, form.drawings);
  const names = [...report.scriptDirectories.map(({ name }) => name)];
  names.push(...detailed.map(({ scriptDirectory }) => scriptDirectory));
  const told = new Set<string>();
  return [...new Set(names)].flatMap((name) => {
    const parts = [
      ...drawn.filter(({ scriptDirectory }) => scriptDirectory === name).map(picture),
      ...detailed
        .filter(({ scriptDirectory }) => scriptDirectory === name)
        .map((finding) => {
          const withWhy = !told.has(finding.why);
          told.add(finding.why);
          return findingSection(finding, links, withWhy);
        }),
    ];
    const isTitled = report.scriptDirectories.length > 1 && parts.length > 0;
    return isTitled ? [`### ${codeSpan(name)}`, ...parts] : parts;
  });
}

function picture(drawing: Drawing): string {
  const { diagram, legend } = mermaidPicture(drawing, mostDrawn);
  return `${codeBlock(diagram, "mermaid", Number.POSITIVE_INFINITY)}\n\n<sub>${legend}</sub>`;
}
