// A replay for a terminal: what a maintainer decides by, on one screen.

import type { ReplayReport, Timing } from "../replay/model.ts";
import { visible } from "../text/foreign-text.ts";
import { harmlessLines } from "./log-lines.ts";
import { failedInWords, rangeInWords, replaySections } from "./replay-words.ts";

/** So many incidents fit on a screen beside the rest. */
const mostIncidents = 6;

/** The report as text. Without a timing, no word about time. */
export function replayText(report: ReplayReport, timing: Timing | null): string {
  const sections = replaySections(report, timing, mostIncidents).map(
    ({ title, lines }) => `${title}\n${lines.map((line) => `  ${visible(line)}`).join("\n")}`,
  );
  const head = [rangeInWords(report), failedInWords(report)]
    .map((line) => visible(line))
    .join("\n");
  return harmlessLines(`${[head, ...sections].join("\n\n")}\n`);
}
