// Suggested changes: a one-line `down_revision` of a script that only the pull request has, mended with one click.

import { createHash } from "node:crypto";
import type { CommitSha, Finding, Report, Snapshot, Step } from "../model.ts";
import { codeBlock, sentence } from "../report/escape-markdown.ts";
import { visible } from "../text/foreign-text.ts";
import type { Api } from "./api.ts";

/** A line of the pull request and what it should be. */
export interface Suggestion {
  readonly path: string;
  readonly line: number;
  /** The whole new line. */
  readonly to: string;
  /** What the repair does, in a sentence. */
  readonly say: string;
  readonly finding: Finding;
}

/** The repairs that are safe to suggest: re-pointing a script that no database can have run yet. A script of the target branch is never re-pointed. */
export function suggestionsFor(report: Report, after: Snapshot): readonly Suggestion[] {
  const added = new Set(
    report.scriptDirectories.flatMap(({ changes }) =>
      changes.filter(({ kind }) => kind === "added").map(({ path }) => path),
    ),
  );
  const texts = new Map(
    after.scriptDirectories
      .flatMap(({ files }) => files)
      .flatMap((file) => (file.kind === "text" ? [[file.path, file.text] as const] : [])),
  );
  const taken = new Set<string>();
  return report.findings.flatMap((finding) => {
    const [fix] = finding.fixes;
    const steps = fix?.steps.filter((one) => !isInWords(one) && !bringsIn(one)) ?? [];
    const [step, ...more] = steps;
    if (finding.severity !== "error" || !fix?.safe || more.length > 0) return [];
    if (step?.kind !== "edit" || !added.has(step.at.path)) return [];
    const place = `${step.at.path}\0${step.at.line}`;
    const to = newLine(texts.get(step.at.path) ?? "", step);
    if (to === null || taken.has(place)) return [];
    taken.add(place);
    const first = fix.steps.find(bringsIn);
    const say = first?.say ? `${fix.say} ${first.say} ${"`"}${first.command}${"`"}` : fix.say;
    return [{ path: step.at.path, line: step.at.line, to, say, finding }];
  });
}

/** The docstring's line about the same: a click less, and nothing is broken without it. */
function isInWords(step: Step): boolean {
  return step.kind === "edit" && /^Revi(ses|sion ID):/.test(step.to);
}

/** GitHub merges the target branch in by itself; the author's own branch still has to. */
function bringsIn(step: Step): step is Extract<Step, { kind: "run" }> {
  return step.kind === "run" && step.does?.kind === "bring-in-target";
}

/** The line with the fix in it; null where the fix is not about one line that assigns `down_revision`. */
function newLine(text: string, { at, to }: Extract<Step, { kind: "edit" }>): string | null {
  const line = text.split(/\r\n|\n|\r/)[at.line - 1];
  if (line === undefined || at.endLine !== at.line || /[\r\n]/.test(to)) return null;
  if (!/^\s*down_revision\b/.test(line)) return null;
  const mended = line.slice(0, at.column - 1) + to + line.slice(at.endColumn - 1);
  // What a reviewer would not see is not suggested.
  return visible(mended) === mended ? mended : null;
}

const marker = "<!-- onehead:suggest:";

/** Makes each suggestion once, and takes back those that are no longer true unless somebody answered them. */
export async function keepSuggestions(
  api: Api,
  number: number,
  commit: CommitSha,
  suggestions: readonly Suggestion[],
): Promise<void> {
  const comments = await api.lineComments(number);
  const answered = new Set(comments.map(({ repliesTo }) => repliesTo));
  const standing = comments.filter(
    ({ isOwn, isOutdated, body }) => isOwn && !isOutdated && body.startsWith(marker),
  );
  const wanted = new Map(suggestions.map((suggestion) => [markerOf(suggestion), suggestion]));
  for (const { id, body } of standing) {
    const isTrue = wanted.delete(body.split("\n", 1)[0]!.trimEnd());
    if (!isTrue && !answered.has(id)) await api.removeLineComment(id);
  }
  for (const [mark, { path, line, to, say, finding }] of wanted) {
    const words = `${sentence(finding.what)} ${sentence(say)}`;
    const body = `${mark}\n${words}\n\n${codeBlock(to, "suggestion", to.length)}\n`;
    await api.addLineComment(number, { commit, path, line, body });
  }
}

/** The same for one problem with one repair, whatever lines moved. */
function markerOf({ path, to, finding }: Suggestion): string {
  const key = createHash("sha256").update(
    JSON.stringify([finding.rule, path, finding.revision, to]),
  );
  return `${marker}${key.digest("hex").slice(0, 16)} -->`;
}
