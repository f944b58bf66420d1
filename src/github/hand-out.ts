// What a run leaves behind: log, annotations, summary, outputs, files.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  type AnnotationProperties,
  error,
  info,
  notice,
  setOutput,
  summary,
  warning,
} from "@actions/core";
import { WrongUsage } from "../cannot-check.ts";
import type { Checked, Report, Severity } from "../model.ts";
import { type Annotation, annotations } from "../report/annotations.ts";
import { badge } from "../report/badge.ts";
import { sentence } from "../report/escape-markdown.ts";
import { jsonReport } from "../report/json.ts";
import { harmlessLines } from "../report/log-lines.ts";
import { markdownReport } from "../report/markdown.ts";
import type { Addresses } from "../report/markdown-finding.ts";
import { sarifReport } from "../report/sarif.ts";
import { textReport } from "../report/text.ts";
import { rules } from "../rules/index.ts";
import { visible } from "../text/foreign-text.ts";
import type { Inputs } from "./inputs.ts";

/** Prints one line. All that this action prints goes through here or through a reporter: text from a repository could hold commands to the runner. */
export function say(line: string): void {
  info(harmlessLines(visible(line)));
}

const print = { error, warning, notice };

/** Prints a remark about the run itself as an annotation. */
export function remark(message: string, level: Severity = "notice"): void {
  print[level](harmlessLines(visible(message)), { title: "onehead" });
}

/** Prints the stack of a bug, line by line. */
export function sayStack(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  for (const line of stack.split("\n")) say(line);
}

/** Where the runner wants things. */
export interface Destinations {
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** GITHUB_WORKSPACE: named files lie there. */
  readonly workspace: string;
  /** GITHUB_STEP_SUMMARY; undefined where the server is too old to have summaries. */
  readonly summary: string | undefined;
}

/** Hands out everything that needs no API. */
export async function handOut(
  checked: Checked,
  inputs: Inputs,
  destinations: Destinations,
  addresses: Addresses,
): Promise<void> {
  const { report } = checked;
  info(textReport(checked, { colour: false }).trimEnd());
  if (inputs.annotations) for (const annotation of annotations(report)) annotate(annotation);
  if (inputs.summary && destinations.summary) {
    await summary.addRaw(markdownReport(checked, addresses)).write();
  }
  const file = join(mkdtempSync(join(destinations.temp, "onehead-")), "report.json");
  writeFileSync(file, jsonReport(report));
  setOutputs(report, file);
  if (inputs.sarif) write(destinations, "sarif", inputs.sarif, sarifReport(report, rules));
  if (inputs.badge) {
    const { json, svg } = badge(report);
    const name = inputs.badge.replace(/\.(?:json|svg)$/i, "");
    write(destinations, "badge", `${name}.json`, json);
    write(destinations, "badge", `${name}.svg`, svg);
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

function setOutputs({ verdict, scriptDirectories, findings }: Report, file: string): void {
  const heads = new Map<string, readonly string[]>();
  // One script directory may be configured twice, in two sections.
  for (const { name, after } of scriptDirectories) {
    if (after) heads.set(name, [...(heads.get(name) ?? []), ...after.heads]);
  }
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  setOutput("verdict", verdict);
  setOutput("heads", JSON.stringify(Object.fromEntries(heads)));
  setOutput("head-count", [...heads.values()].flat().length);
  setOutput("findings", findings.length);
  setOutput("errors", count("error"));
  setOutput("warnings", count("warning"));
  setOutput("report", file);
}

function write({ workspace }: Destinations, input: string, name: string, text: string): void {
  const path = resolve(workspace, name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (reason) {
    throw new WrongUsage(
      `The file of the input \`${input}\` could not be written: ${String(reason)}. Name another one.`,
    );
  }
}

/** Adds a section to the job summary, behind what is there. */
export async function addToSummary(markdown: string, destinations: Destinations): Promise<void> {
  if (destinations.summary) await summary.addRaw(`\n${markdown}`).write();
}

/** Hands out why nothing could be checked. */
export async function handOutTrouble(message: string, destinations: Destinations): Promise<void> {
  remark(message, "error");
  setOutput("verdict", "incomplete");
  if (!destinations.summary) return;
  await summary.addRaw(`## ⚠️ Migrations: not checked\n\n${sentence(message, 4000)}\n`).write();
}
