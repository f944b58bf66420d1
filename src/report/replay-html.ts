// A replay as one page: the numbers, then the branch along time, each change to open.

import type { Incident, ReplayedTransition, ReplayReport, Timing } from "../replay/model.ts";
import { railsOf } from "../replay/rails.ts";
import { code, count } from "../text/sentence.ts";
import { escapeHtml } from "./escape-html.ts";
import { chip, htmlPage, row, sentenceHtml } from "./html/page.ts";
import { type Mark, railBelow, railPicture } from "./html/rail.ts";
import {
  day,
  failedInWords,
  incidentInWords,
  percent,
  rangeInWords,
  replaySections,
  type Section,
} from "./replay-words.ts";

/** So many incidents are listed above the branch; all are marked in it. */
const listed = 12;

/** The page. Without a timing, no word about time. */
export function replayPage(report: ReplayReport, timing: Timing | null): string {
  return htmlPage({
    title: `The past of ${report.branch.ref}, checked by onehead`,
    head: `<h1>What onehead would have said of ${sentenceHtml(code(report.branch.ref))}</h1>
<p>${sentenceHtml(rangeInWords(report))}</p>${sums(report)}<p>${sentenceHtml(failedInWords(report))}</p>
<div class="told">${replaySections(report, timing, listed).map(sectionHtml).join("")}</div>`,
    main: `<h2 id="branch">The branch along time</h2>
<p>Newest on top. Each row is a change to scripts; the first line is the head that goes on, a red line beside it a head that should not be there.</p>${bar()}${branch(report)}`,
    foot: "<p>Keys: <code>/</code> searches, the arrows go from row to row, <code>Enter</code> opens one. Written by onehead from text; no Python was run.</p>",
  });
}

function sums({ rates, incidents }: ReplayReport): string {
  const { stopped } = rates;
  const open = incidents.filter(({ healed }) => healed === null).length;
  const cells = [
    [rates.transitions, "changes to scripts"],
    [
      `${rates.failed} (${percent(rates.failed / Math.max(1, rates.transitions))})`,
      "would have failed",
    ],
    [rates.incidents, `incidents on the branch${open > 0 ? `, ${open} still there` : ""}`],
    [rates.incidentsStopped, "of them would have been stopped"],
    [
      stopped.applied + stopped.repairs + stopped.others,
      "stopped, and nothing came of it that the history shows",
    ],
  ] as const;
  return `<ul class="sums">${cells.map(([number, what]) => `<li><b>${number}</b><span>${what}</span></li>`).join("")}</ul>`;
}

function sectionHtml({ title, lines }: Section): string {
  const items = lines.map((line) => `<li>${sentenceHtml(line)}</li>`).join("");
  const wide = lines.length > 4 ? ' class="wide"' : "";
  return `<section${wide}><h2>${escapeHtml(title)}</h2><ul>${items}</ul></section>`;
}

function bar(): string {
  const only = [
    ["failed", "Failed"],
    ["incident", "Incidents"],
    ["applied", "Applied scripts"],
  ].map(
    ([is, what]) => `<button type="button" data-only="${is}" aria-pressed="false">${what}</button>`,
  );
  return `<div class="bar"><input id="search" type="search" aria-label="Search by subject, revision, rule or author" placeholder="Search by subject, revision, rule or author" autocomplete="off"><output id="told" for="search"></output>${only.join("")}</div>`;
}

function branch(report: ReplayReport): string {
  const { transitions, incidents } = report;
  const names = [
    ...new Set(transitions.flatMap((one) => one.scriptDirectories.map(({ name }) => name))),
  ];
  const newest = [...transitions].reverse();
  const rails = new Map(names.map((name) => [name, railsOf(transitions, name)]));
  const width = (name: string) => Math.max(1, ...rails.get(name)!.map((rail) => rail?.width ?? 1));
  const byNumber = new Map(incidents.map((one) => [one.number, one]));
  const usual = mostTouched(report);
  const rows = newest.map((one, i) => {
    const touched = one.scriptDirectories.map((directory) => directory.name);
    const name = touched.includes(usual) ? usual : (touched[0] ?? usual);
    const rail = rails.get(name)?.[i] ?? null;
    return transitionRow(one, name, name !== usual, rail, width(name), byNumber);
  });
  return `<div class="rows" data-kind="replay">${rows.join("")}</div>`;
}

/** The script directory that most transitions touch: rows of others carry their name. */
function mostTouched({ transitions }: ReplayReport): string {
  const numbers = new Map<string, number>();
  for (const { scriptDirectories } of transitions)
    for (const { name } of scriptDirectories) numbers.set(name, (numbers.get(name) ?? 0) + 1);
  return [...numbers].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

const empty = { width: 1, passes: [], up: [], down: [], mark: 0 } as const;

function transitionRow(
  one: ReplayedTransition,
  directory: string,
  isNamed: boolean,
  rail: ReturnType<typeof railsOf>[number],
  width: number,
  incidents: ReadonlyMap<number, Incident>,
): string {
  const { commit, subject, author, verdict, findings, began, ended } = one;
  const failed = verdict !== "passed";
  const rules = new Set(
    findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
  );
  const warned = new Set(
    findings.filter(({ severity }) => severity === "warning").map(({ rule }) => rule),
  );
  const chips = [
    ...(ended.length > 0 ? [chip("healed", "good")] : []),
    ...[...rules].map((rule) => chip(rule, "error")),
    ...[...warned].filter((rule) => !rules.has(rule)).map((rule) => chip(rule, "warning")),
  ];
  const is = [
    verdict,
    ...(began.length + ended.length > 0 ? ["incident"] : []),
    ...(hasEdits(one) ? ["applied"] : []),
  ];
  const place = isNamed ? chip(directory) : "";
  return row({
    id: `c${commit.slice(0, 12)}`,
    classes: [failed ? "bad" : "", began.length > 0 ? "incident" : ""].join(" ").trim(),
    is: is.join(" "),
    text: [subject, author, commit, ...rules, ...warned, ...revisionsOf(one)].join(" "),
    summary: `${railPicture(rail ?? empty, markOf(one), width)}<span class="day">${day(one)}</span><span class="what">${escapeHtml(subject)} <span class="quiet author">${escapeHtml(author)}</span></span>${chips.length > 0 || place ? `<span class="chips">${chips.join("")}${place}</span>` : ""}`,
    rail: railBelow(rail ?? empty, width),
    inside: inside(
      one,
      began.concat(ended).flatMap((number) => incidents.get(number) ?? []),
    ),
  });
}

function hasEdits({ scriptDirectories }: ReplayedTransition): boolean {
  return scriptDirectories.some(({ edited, removed }) => edited.length + removed.length > 0);
}

function revisionsOf({ scriptDirectories }: ReplayedTransition): readonly string[] {
  return scriptDirectories.flatMap(({ added, edited, removed }) => [
    ...added.map(({ revision }) => revision),
    ...edited.flatMap(({ revision }) => revision ?? []),
    ...removed,
  ]);
}

function markOf({ began, scriptDirectories }: ReplayedTransition): Mark {
  if (began.length > 0) return "cross";
  return scriptDirectories.some(({ added }) => added.length > 0) ? "dot" : "ring";
}

function inside(one: ReplayedTransition, incidents: readonly Incident[]): string {
  const { commit, author, pullRequest, branch, findings } = one;
  const known: readonly (readonly [string, string])[] = [
    ["commit", `${code(commit)}${one.kind === "merge" ? ", a merge" : ""}`],
    ["author", author],
    ...(pullRequest === null ? [] : [["pull request", `#${pullRequest}`] as const]),
    ...(branch && !branch.isAsMerged
      ? [
          [
            "its branch",
            `was changed while merging${branch.verdict ? `; by itself it would have been ${branch.verdict === "incomplete" ? "left open" : branch.verdict}` : ""}`,
          ] as const,
        ]
      : []),
    ...one.scriptDirectories.map(
      (directory) => [directory.name, changesInWords(directory)] as const,
    ),
  ];
  const list = known.map(
    ([title, text]) => `<dt>${escapeHtml(title)}</dt><dd>${sentenceHtml(text)}</dd>`,
  );
  const told = incidents.map((incident) => `<p>${sentenceHtml(incidentInWords(incident))}</p>`);
  const found = findings.map(({ rule, severity, path, line, what }) => {
    const tone = severity === "notice" ? "plain" : severity;
    return `<li>${chip(rule, tone)} ${sentenceHtml(what)} <span class="quiet">${escapeHtml(path)}:${line}</span></li>`;
  });
  return `<dl>${list.join("")}</dl>${told.join("")}${found.length > 0 ? `<ul>${found.join("")}</ul>` : "<p>Nothing to report.</p>"}`;
}

function changesInWords({
  headsBefore,
  headsAfter,
  added,
  removed,
  edited,
  moved,
  scripts,
}: ReplayedTransition["scriptDirectories"][number]): string {
  const numbers = [
    [added.length, "added"],
    [edited.length, "edited"],
    [removed.length, "removed"],
    [moved, "moved"],
  ] as const;
  const told = numbers
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`);
  const heads = (names: readonly string[] | null) => (names ?? []).map(code).join(", ") || "none";
  return `${told.join(", ") || "nothing changed"}, ${count(scripts, "script")} then; heads ${heads(headsBefore)} → ${heads(headsAfter)}`;
}
