// The radar: a section of the job summary about the open pull requests. Titles are not shown, names of branches and revisions only as code.

import { codeSpan, codeSpanInTable, link } from "../../report/escape-markdown.ts";
import { harmlessLines } from "../../report/log-lines.ts";
import { count } from "../../text/sentence.ts";
import type { Judged } from "./judge.ts";
import { newHeads } from "./radar.ts";

/** What there is to tell. */
export interface Radar {
  readonly branch: string;
  /** How many are open. */
  readonly open: number;
  readonly judged: readonly Judged[];
  readonly collisions: ReadonlyMap<number, readonly number[]>;
  /** Where pull requests lie: `https://github.com/octo/shop/pull`. */
  readonly address: string;
}

/** The summary has room for the findings too. */
const mostRows = 100;
const mostNames = 5;

const verdicts = {
  success: "✅ fits",
  failure: "❌ fails",
  error: "⚠️ not judged",
  pending: "⚠️ in conflict",
} as const;

/** The section; "" where no open pull request changes a migration script. One that only touches a configuration and fits is not listed. */
export function radarSection({ branch, open, judged, collisions, address }: Radar): string {
  const listed = judged.filter(
    ({ status, report }) =>
      status.state !== "success" ||
      report?.scriptDirectories.some(({ changes }) => changes.length > 0),
  );
  if (listed.length === 0) return "";
  const pull = (number: number) => link(`#${number}`, `${address}/${number}`);
  const row = ({ pull: { number }, status, report }: Judged) => {
    const heads = some(report ? newHeads(report) : [], codeSpanInTable);
    const others = some(collisions.get(number) ?? [], pull);
    return `| ${pull(number)} | ${heads} | ${verdicts[status.state]} | ${others} |`;
  };
  const left = listed.length - mostRows;
  const blocks = [
    "### Open pull requests, judged again",
    `${listed.length} of ${count(open, "open pull request")} to ${codeSpan(branch)} ${listed.length === 1 ? "has" : "have"} a say in the revision history.`,
    [
      "| Pull request | New head | Verdict now | Collides with |",
      "| --- | --- | --- | --- |",
      ...listed.slice(0, mostRows).map(row),
    ].join("\n"),
    ...(left > 0 ? [`Left out here: ${left} more.`] : []),
    ...([...collisions.values()].some((others) => others.length > 0) ? [meaning] : []),
  ];
  return harmlessLines(`${blocks.join("\n\n")}\n`);
}

const meaning =
  "Pull requests that collide fit alone and not together: once one of them is merged, the others fail until they follow its head.";

function some<T>(names: readonly T[], show: (name: T) => string): string {
  const more = names.length - mostNames;
  const shown = names.slice(0, mostNames).map(show).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
