// Findings → passed, failed, or why neither can be said.

import type { Change, Finding, SettingsChange, Verdict } from "../model.ts";
import { ruleOf } from "../rules/index.ts";
import type { JudgedFinding } from "../rules/run.ts";
import { filesOf, type Snapshots } from "./compare-directories.ts";

/** Why the question stays open, as sentences that end in a remedy; empty where it was answered. */
export function whyIncomplete(
  { before, after, noBefore }: Snapshots,
  changes: readonly Change[],
  findings: readonly JudgedFinding[],
  {
    onEmpty,
    change,
  }: {
    readonly onEmpty: "fail" | "pass";
    readonly change?: SettingsChange | null;
  },
): readonly string[] {
  const reasons: string[] = [];
  if (change?.broken) reasons.push(change.broken);
  if (!before && noBefore) reasons.push(noBefore);
  const unread = findings.filter(isUnread).length;
  const isRead = changes.some((one) => one.after.scripts.length > 0);
  if (changes.length === 0 && after.configProblems.length > 0) {
    if (unread === 0) reasons.push(noDirectoryRead);
  } else if (onEmpty === "fail" && changes.length === 0) {
    reasons.push(
      "No script directory was found. Name one with `config` or `versions`, or set `on-empty: pass` where a repository without migration scripts is normal.",
    );
  } else if (onEmpty === "fail" && !isRead && filesOf(after).length > 0) {
    reasons.push(
      "None of the scripts could be read. Look at the findings, or set `on-empty: pass`.",
    );
  }
  if (unread > 0) {
    reasons.push(
      unread === 1
        ? "One file could not be read, so the graph may not be whole. Mend the file."
        : `${unread} files could not be read, so the graph may not be whole. Mend the files.`,
    );
  }
  for (const { open } of findings) if (open !== undefined) reasons.push(open);
  return [...new Set(reasons)];
}

const noDirectoryRead =
  "No script directory could be read, because of its configuration. Look at the findings.";

function isUnread(finding: Finding): boolean {
  return ruleOf(finding.rule).leavesOpen === true && finding.severity === "error";
}

/** A finding that fails the run is a failure, however much could not be read. */
export function verdictOf(findings: readonly Finding[], incomplete: readonly string[]): Verdict {
  if (findings.some((finding) => finding.severity === "error" && !isUnread(finding)))
    return "failed";
  return incomplete.length > 0 ? "incomplete" : "passed";
}
