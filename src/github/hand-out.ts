// What a run leaves behind: outputs and report first, then log, annotations, summary, files. None of them takes another down.

import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AnnotationProperties, info, setOutput, summary } from "@actions/core";
import type { Checked, Report, Severity } from "../model.ts";
import { type Annotation, annotations } from "../report/annotations.ts";
import { badge } from "../report/badge.ts";
import { sentence } from "../report/escape-markdown.ts";
import { jsonReport } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import type { Addresses } from "../report/markdown-finding.ts";
import { sarifReport } from "../report/sarif.ts";
import { textReport } from "../report/text.ts";
import { verdictInWords } from "../report/wording.ts";
import { rules } from "../rules/index.ts";
import type { InputValues } from "../settings.ts";
import { writeFile } from "../system/write-file.ts";
import { homepage, rulePages } from "../version.ts";
import { headsInJson } from "./heads-output.ts";
import { attempt, print, remark, say } from "./log.ts";

/** The inputs that ask for something to be handed out. */
export type HandOutInputs = Pick<InputValues, "annotations" | "summary" | "sarif" | "badge">;

/** Where the runner wants things. */
export interface Destinations {
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** GITHUB_WORKSPACE: named files lie there. */
  readonly workspace: string;
  /** GITHUB_STEP_SUMMARY; undefined where the server is too old to have summaries. */
  readonly summary: string | undefined;
}

/** Hands out everything that needs no API. Never throws: what cannot be written is told in a notice, and the rest is written. */
export async function handOut(
  checked: Checked,
  inputs: HandOutInputs,
  destinations: Destinations,
  addresses: Addresses,
): Promise<void> {
  const { report } = checked;
  await attempt("the outputs", () => setOutputs(report));
  await attempt("the report", () => writeReport(report, destinations));
  const isTold = await attempt("the text in the log", () =>
    info(textReport(checked, { colour: false, rules: rulePages }).trimEnd()),
  );
  if (!isTold) say(`${verdictInWords(report)}.`);
  if (inputs.annotations) {
    await attempt("the annotations", () => annotations(report, rulePages).forEach(annotate));
  }
  if (inputs.summary) {
    await attempt("the summary", () =>
      addToSummary(markdownReport(checked, addresses), destinations),
    );
  }
  await writeFiles(report, inputs, destinations);
}

async function writeFiles(
  report: Report,
  { sarif, badge: name }: HandOutInputs,
  destinations: Destinations,
) {
  const base = { directory: destinations.workspace, mayLeave: false };
  if (sarif) {
    await attempt("the file of the input `sarif`", () =>
      writeFile(sarif, sarifReport(report, rules, { homepage, rules: rulePages }), base),
    );
  }
  if (name) {
    await attempt("the files of the input `badge`", () => {
      const { json, svg } = badge(report, rules);
      const stem = name.replace(/\.(?:json|svg)$/i, "");
      writeFile(`${stem}.json`, json, base);
      writeFile(`${stem}.svg`, svg, base);
    });
  }
}

function annotate({ level, title, message, path, line, ...rest }: Annotation): void {
  const properties: AnnotationProperties = { title };
  if (path !== undefined) properties.file = path;
  if (line !== undefined) properties.startLine = line;
  if (rest.endLine !== undefined) properties.endLine = rest.endLine;
  if (rest.column !== undefined) properties.startColumn = rest.column;
  if (rest.endColumn !== undefined) properties.endColumn = rest.endColumn;
  print[level](message, properties);
}

function setOutputs({ verdict, scriptDirectories, findings }: Report): void {
  setOutput("verdict", verdict);
  const heads = new Map<string, readonly string[]>();
  // One script directory may be configured twice, in two sections.
  for (const { name, after } of scriptDirectories) {
    if (after) heads.set(name, [...(heads.get(name) ?? []), ...after.heads]);
  }
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  setOutput("heads", headsInJson(heads));
  setOutput("head-count", [...heads.values()].flat().length);
  setOutput("findings", findings.length);
  setOutput("errors", count("error"));
  setOutput("warnings", count("warning"));
}

function writeReport(report: Report, { temp }: Destinations): void {
  const file = join(mkdtempSync(join(temp, "onehead-")), "report.json");
  writeFileSync(file, jsonReport(report));
  setOutput("report", file);
}

/** Adds a section to the job summary, behind what is there. */
export async function addToSummary(markdown: string, destinations: Destinations): Promise<void> {
  if (destinations.summary) await summary.addRaw(markdown).write();
}

/** Hands out why nothing could be checked. */
export async function handOutTrouble(message: string, destinations: Destinations): Promise<void> {
  remark(message, "error");
  await attempt("the outputs", () => setOutput("verdict", "incomplete"));
  await attempt("the summary", () =>
    addToSummary(`## ⚠️ Migrations: not checked\n\n${sentence(message, 4000)}\n`, destinations),
  );
}
