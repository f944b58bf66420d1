// The doctor's answer as Markdown, for issues and chat.

import type { DoctorReport } from "../doctor/model.ts";
import type { DoctorLine } from "./doctor-line.ts";
import { doctorLines } from "./doctor-lines.ts";
import { codeBlock, sentence } from "./escape-markdown.ts";
import { harmlessLines } from "./log-lines.ts";

const longestSentence = 4000;

/** The answer as GitHub's Markdown, which a job may print into its log, too. Lines of code that follow each other are one block. */
export function doctorMarkdown(report: DoctorReport): string {
  const blocks: string[] = [];
  let open: DoctorLine[] = [];
  const close = () => {
    if (open.length === 0) return;
    const text = open.map(({ text }) => text).join("\n");
    blocks.push(codeBlock(text, open[0]!.language ?? "text", Number.POSITIVE_INFINITY));
    open = [];
  };
  for (const line of doctorLines(report)) {
    if (line.kind === "code" && (open.length === 0 || open[0]!.language === line.language)) {
      open.push(line);
      continue;
    }
    close();
    if (line.kind === "code") open.push(line);
    else blocks.push(block(line));
  }
  close();
  return harmlessLines(`${blocks.join("\n\n")}\n`);
}

function block({ kind, text }: DoctorLine): string {
  const prose = sentence(text, longestSentence);
  switch (kind) {
    case "summary":
      return `### ${prose}`;
    case "heading":
    case "repair":
      return `#### ${prose}`;
    default:
      return prose;
  }
}
