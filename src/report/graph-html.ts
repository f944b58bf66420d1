// The whole graph of script directories as one page: a row for each script, heads on top.

import type { DrawnRow, RowContent } from "../drawing/rows.ts";
import { count } from "../text/sentence.ts";
import { escapeHtml } from "./escape-html.ts";
import { chip, htmlPage, row } from "./html/page.ts";
import { type Mark, railBelow, railPicture } from "./html/rail.ts";

/** The rows of one script directory. */
export interface GraphOnPage {
  readonly name: string;
  readonly rows: readonly DrawnRow[];
  /** Scripts that are not among the rows. */
  readonly leftOut: number;
}

/** Straight runs of so many scripts can be folded, and are where the page would be long. */
const shortestFold = 5;
const longPage = 40;

/** The page of some script directories. */
export function graphPage(graphs: readonly GraphOnPage[]): string {
  const isLong = graphs.reduce((sum, { rows }) => sum + rows.length, 0) > longPage;
  const scripts = graphs.flatMap(({ rows }) => rows).reduce((sum, one) => sum + scriptsIn(one), 0);
  const names = graphs.map(({ name }) => `<code>${escapeHtml(name)}</code>`).join(", ");
  return htmlPage({
    title: `Revisions of ${graphs.map(({ name }) => name).join(", ")}`,
    head: `<h1>Revisions of ${names}</h1>
<p>${count(scripts, "script")}, heads on top. A row can be opened; a line between two rows means that the upper script follows the lower one, a broken line is <code>depends_on</code>.</p>`,
    main: `${bar(graphs, isLong)}<div class="rows" data-kind="graph">${graphs.map((_, index) => section(graphs, index, isLong)).join("\n")}</div>`,
    foot: "<p>Keys: <code>/</code> searches, <code>n</code> and <code>p</code> go from match to match, the arrows from row to row, <code>+</code>, <code>-</code> and <code>0</code> zoom. Lines can be dragged. Written by onehead from text; no Python was run.</p>",
  });
}

function scriptsIn({ content }: DrawnRow): number {
  if (content.kind === "missing") return 0;
  return content.kind === "run" ? content.run.count : 1;
}

function bar(graphs: readonly GraphOnPage[], isLong: boolean): string {
  const choice =
    graphs.length > 1
      ? `<select id="directory" aria-label="Script directory">${graphs.map(({ name }, i) => `<option value="g${i}">${escapeHtml(name)}</option>`).join("")}</select>`
      : "";
  return `<div class="bar"><input id="search" type="search" aria-label="Search by revision or message" placeholder="Search by revision or message" autocomplete="off"><output id="told" for="search"></output>${choice}
<button type="button" id="fold" aria-pressed="${isLong}">Fold straight runs</button>
<button type="button" data-zoom="0.833" aria-label="Smaller">−</button><button type="button" data-zoom="0" aria-label="Usual size"><span id="size">100 %</span></button><button type="button" data-zoom="1.2" aria-label="Larger">+</button></div>`;
}

function section(all: readonly GraphOnPage[], index: number, isLong: boolean): string {
  const { name, rows, leftOut } = all[index]!;
  const width = Math.max(1, ...rows.map(({ rail }) => rail.width));
  const ids = new Map(rows.map((one, i) => [one.name, `g${index}r${i}`]));
  const parts: string[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (end < rows.length && rows[end]!.isStraight && isNext(rows, start, end)) end++;
    const some = rows.slice(start, Math.max(end, start + 1));
    const html = some.map((one) => rowHtml(one, ids, width)).join("");
    parts.push(some.length >= shortestFold ? folded(some, html, width, isLong) : html);
    start += some.length;
  }
  const more = leftOut > 0 ? `<p>${count(leftOut, "more script")} not shown.</p>` : "";
  const title = all.length > 1 ? `<h2 id="g${index}">${escapeHtml(name)}</h2>` : "";
  return `<section>${title}${parts.join("")}${more}</section>`;
}

/** A run is one line: each row follows the next. */
function isNext(rows: readonly DrawnRow[], start: number, at: number): boolean {
  return at === start || rows[at - 1]!.follows[0] === rows[at]!.name;
}

function folded(rows: readonly DrawnRow[], html: string, width: number, isLong: boolean): string {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  return `<details class="folded"${isLong ? "" : " open"}><summary>${railPicture({ ...first.rail, up: first.rail.up, down: last.rail.down }, "ring", width)}<span class="what">${count(rows.length, "script")} in a row, <span class="name">${escapeHtml(last.name)}</span> to <span class="name">${escapeHtml(first.name)}</span></span></summary>
${html}</details>\n`;
}

function rowHtml(one: DrawnRow, ids: ReadonlyMap<string, string>, width: number): string {
  const { name, content, rail } = one;
  const message = messageOf(content);
  const chips = chipsOf(one);
  return row({
    id: ids.get(name)!,
    classes: content.kind === "missing" ? "bad" : "",
    is: "",
    text: `${name} ${message}`,
    summary: `${railPicture(rail, markOf(one), width)}<span class="name">${escapeHtml(name)}</span>${chips.length > 0 ? `<span class="chips">${chips.join("")}</span>` : ""}<span class="what">${escapeHtml(message.split("\n")[0]!)}</span>`,
    rail: railBelow(rail, width),
    inside: `<p>${escapeHtml(message)}</p><dl>${linked("follows", one.follows, ids)}${linked("followed by", one.followedBy, ids)}</dl>`,
  });
}

function messageOf(content: RowContent): string {
  switch (content.kind) {
    case "revision":
      return content.revision.message;
    case "run":
      return `${count(content.run.count, "script")} in a row, from ${content.run.from}`;
    case "missing":
      return "no script has this revision";
  }
}

function markOf({ content, follows }: DrawnRow): Mark {
  if (content.kind === "missing") return "cross";
  if (content.kind === "run") return "ring";
  if (content.revision.isHead) return "head";
  return follows.length > 1 ? "ring" : "dot";
}

function chipsOf({ content, follows, followedBy, labels }: DrawnRow): readonly string[] {
  if (content.kind === "missing") return [chip("missing", "error")];
  if (content.kind === "run") return [];
  return [
    ...(content.revision.isHead ? [chip("head", "good")] : []),
    ...labels.map((label) => chip(label)),
    ...(followedBy.length > 1 ? [chip("branch point")] : []),
    ...(follows.length > 1 ? [chip("merge point")] : []),
    ...(follows.length === 0 ? [chip("base")] : []),
  ];
}

function linked(title: string, names: readonly string[], ids: ReadonlyMap<string, string>): string {
  if (names.length === 0) return "";
  const links = names.map((name) => {
    const shown = `<code>${escapeHtml(name)}</code>`;
    const id = ids.get(name);
    return id ? `<a href="#${id}">${shown}</a>` : shown;
  });
  return `<dt>${title}</dt><dd>${links.join(", ")}</dd>`;
}
