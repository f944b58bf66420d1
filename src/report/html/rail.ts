// One row of a graph as a small picture: lines that pass, and a mark at which lines meet.

import type { RailLine, RailRow } from "../../model.ts";

/** What the mark looks like. */
export type Mark = "dot" | "ring" | "head" | "cross" | "none";

/** Sizes in units of the picture: a lane's width, and a row's height. */
const lane = 14;
const height = 40;
const middle = height / 2;

/** More lanes than this are drawn on top of each other: a page of a thousand lanes shows nothing. */
const mostLanes = 40;

/** The picture. `width`: lanes of the widest row, so that all rows are alike. */
export function railPicture(rail: RailRow, mark: Mark, width: number): string {
  const paths = new Map<RailLine["tone"], string[]>();
  const draw = (tone: RailLine["tone"], path: string) =>
    paths.set(tone, [...(paths.get(tone) ?? []), path]);
  const x = (index: number) => centre(index);
  const at = x(rail.mark);
  for (const line of rail.passes) draw(line.tone, `M${x(line.lane)} 0V${height}`);
  for (const line of rail.up) draw(line.tone, curve(x(line.lane), 0, at));
  for (const line of rail.down) draw(line.tone, curve(x(line.lane), height, at));
  const lines = [...paths].map(([tone, path]) => `<path class="${tone}" d="${path.join("")}"/>`);
  return picture(width, "", [...lines, markAt(at, mark)].join(""));
}

/** The lanes at the lower edge of a row, drawn out beside what is opened under it. */
export function railBelow(rail: RailRow, width: number): string {
  const lines = [...rail.passes, ...rail.down].map(
    ({ lane: index, tone }) => `<path class="${tone}" d="M${centre(index)} 0V${height}"/>`,
  );
  return picture(width, ' preserveAspectRatio="none"', lines.join(""));
}

function picture(width: number, more: string, inside: string): string {
  const wide = lanesShown(width) * lane;
  return `<svg class="rail" viewBox="0 0 ${wide} ${height}" width="${wide}" height="${height}"${more} aria-hidden="true">${inside}</svg>`;
}

function lanesShown(width: number): number {
  return Math.min(Math.max(width, 1), mostLanes);
}

function centre(index: number): number {
  return Math.min(Math.max(index, 0), mostLanes - 1) * lane + lane / 2;
}

function curve(from: number, edge: number, to: number): string {
  if (from === to) return `M${from} ${edge}V${middle}`;
  const turn = (edge + middle) / 2;
  return `M${from} ${edge}C${from} ${turn} ${to} ${turn} ${to} ${middle}`;
}

function markAt(x: number, mark: Mark): string {
  switch (mark) {
    case "dot":
      return `<circle class="dot" cx="${x}" cy="${middle}" r="4"/>`;
    case "head":
      return `<circle class="head" cx="${x}" cy="${middle}" r="5"/>`;
    case "ring":
      return `<circle class="ring" cx="${x}" cy="${middle}" r="3.5"/>`;
    case "cross":
      return `<path class="cross" d="M${x - 4} ${middle - 4}l8 8m0 -8l-8 8"/>`;
    case "none":
      return "";
  }
}
