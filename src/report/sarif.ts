// The report as SARIF 2.1.0 for GitHub's code scanning and for editors.

import type { Finding, Location, Report, RuleId, Severity, Step } from "../model.ts";
import { visible } from "../text/foreign-text.ts";
import { findingLines, indented } from "./finding-lines.ts";
import { printJson } from "./json.ts";
import { rank } from "./ten-of-a-rule.ts";
import { allowedInWords } from "./wording.ts";

/** What SARIF tells of a rule. */
export interface SarifRule {
  readonly id: RuleId;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
}

/** Addresses of the tool, where it has any. */
export interface SarifAddresses {
  readonly homepage?: string;
  /** The rules' pages: "https://github.com/octo/onehead/blob/v1/docs/rules". */
  readonly rules?: string;
}

/** GitHub refuses more results, and shows 100 locations of each. */
const mostResults = 25_000;
const mostRelated = 100;

const levels = { error: "error", warning: "warning", notice: "note" } as const;

/** The report as SARIF. Of too many findings the worst are kept. */
export function sarifReport(
  report: Report,
  rules: readonly SarifRule[],
  addresses: SarifAddresses = {},
): string {
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const fingerprint = fingerprints();
  const results = worst([...report.findings, ...(report.standing ?? [])]).map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: physicalLocation(finding.at) }],
    ...relatedLocations(finding),
    ...fixes(finding),
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
    ...suppressions(finding),
  }));
  return printJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: driver(report, rules, addresses) },
        automationDetails: { id: "onehead/" },
        invocations: [invocation(report)],
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  });
}

function worst(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostResults) return findings;
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, mostResults);
}

function driver({ tool }: Report, rules: readonly SarifRule[], addresses: SarifAddresses) {
  return {
    name: tool.name,
    semanticVersion: tool.version,
    ...(addresses.homepage === undefined ? {} : { informationUri: addresses.homepage }),
    rules: rules.map(({ id, title, why, severity }) => ({
      id,
      shortDescription: { text: message(`${title}.`) },
      fullDescription: { text: message(why) },
      help: { text: message(`${title}. ${why}`), markdown: `**${title}.**\n\n${why}` },
      ...(addresses.rules === undefined ? {} : { helpUri: `${addresses.rules}/${id}.md` }),
      defaultConfiguration: { level: levels[severity] },
      properties: { tags: ["alembic", "migrations"], precision: "very-high" },
    })),
  };
}

/** Why a run is incomplete is trouble of the tool, not a result. */
function invocation({ verdict, incomplete }: Report) {
  const notifications = incomplete.map((reason) => ({
    level: "error",
    message: { text: message(reason) },
  }));
  return {
    executionSuccessful: verdict !== "incomplete",
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}

/** A message text: braces are placeholders in SARIF and are doubled, `[…](…)` would be a link. */
function message(text: string): string {
  return text.replace(/[{}]/g, "$&$&").replaceAll("](", "]\u200b(");
}

function messageOf(finding: Finding): string {
  const lines = findingLines(finding).map(indented);
  return message(lines.join("\n"));
}

function physicalLocation({ path, line, column, endLine, endColumn }: Location) {
  return {
    artifactLocation: { uri: uriOf(path), uriBaseId: "%SRCROOT%" },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

function relatedLocations({ related }: Finding) {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.slice(0, mostRelated).map(({ at, what }, id) => ({
      id,
      message: { text: message(visible(what, 2000)) },
      physicalLocation: physicalLocation(at),
    })),
  };
}

/** Fixes that an editor can make: those that are edits and nothing else. A command stands in the message. */
function fixes({ fixes }: Finding) {
  const edits = fixes.flatMap(({ say, steps }) => {
    const changes = steps.flatMap((step) => (step.kind === "edit" ? [artifactChange(step)] : []));
    return changes.length < steps.length
      ? []
      : [{ description: { text: message(visible(say, 2000)) }, artifactChanges: changes }];
  });
  return edits.length === 0 ? {} : { fixes: edits };
}

function artifactChange({ at, to }: Extract<Step, { kind: "edit" }>) {
  const { artifactLocation, region } = physicalLocation(at);
  return {
    artifactLocation,
    replacements: [{ deletedRegion: region, insertedContent: { text: to } }],
  };
}

function suppressions({ allowed }: Finding) {
  if (allowed === null) return {};
  const kind = allowed.by === "comment" ? "inSource" : "external";
  const justification = visible(allowedInWords(allowed), 2000);
  return { suppressions: [{ kind, status: "accepted", justification }] };
}

/**
 * Names a finding by its rule and revision, so that an alert survives edits that move lines. Findings
 * that share both are numbered, as CodeQL numbers equal lines.
 */
function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, scriptDirectory, revision, at }) => {
    const hash = fnv1a([rule, scriptDirectory, revision ?? at.path].join("\0"));
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
}

/** The 64-bit FNV-1a hash in hexadecimal: short and the same everywhere; nothing secret hangs on it. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
