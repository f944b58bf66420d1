// A replay as Markdown, for an issue or a page.

import type { ReplayReport, Timing } from "../replay/model.ts";
import { sentence } from "./escape-markdown.ts";
import { failedInWords, rangeInWords, replaySections } from "./replay-words.ts";

/** So many incidents are listed. */
const mostIncidents = 30;

/** The report as Markdown. Without a timing, no word about time. */
export function replayMarkdown(report: ReplayReport, timing: Timing | null): string {
  const blocks = [
    "## What onehead would have said",
    sentence(rangeInWords(report)),
    sentence(failedInWords(report)),
    ...replaySections(report, timing, mostIncidents).flatMap(({ title, lines }) => [
      `### ${title}`,
      lines.map((line) => `- ${sentence(line)}`).join("\n"),
    ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}
