// What is written on the pull request itself: a comment and suggestions. Nothing here decides or fails a run.

import type { Checked, Report, Snapshot } from "../model.ts";
import { markdownReport } from "../report/markdown.ts";
import type { Addresses } from "../report/markdown-finding.ts";
import type { Api } from "./api.ts";
import type { PullRequest } from "./event.ts";
import type { Inputs } from "./inputs.ts";
import { explainRefusal, type Refusal, withRetries } from "./refusal.ts";
import { keepComment } from "./sticky-comment.ts";
import { keepSuggestions, suggestionsFor } from "./suggestions.ts";

const permission = "pull-requests: write";

/** What there is to tell. */
export interface Page {
  readonly checked: Checked;
  readonly after: Snapshot;
  readonly addresses: Addresses;
}

/** Writes what the inputs ask for, and returns what GitHub refused: at most one remark for each kind. */
export async function writeOnPullRequest(
  { number, head }: PullRequest,
  { checked, after, addresses }: Page,
  inputs: Pick<Inputs, "comment" | "suggest" | "key">,
  api: Api | null,
): Promise<readonly Refusal[]> {
  const { comment, suggest, key } = inputs;
  const work: [string, (api: Api) => Promise<void>][] = [];
  if (comment !== "never") {
    const body = markdownReport(checked, { ...addresses, for: "comment" });
    const text = { body, isProblem: hasProblem(checked.report) };
    work.push(["The comment", (open) => keepComment(open, number, key, comment, text)]);
  }
  if (suggest) {
    const suggestions = suggestionsFor(checked.report, after);
    work.push(["The suggestions", (open) => keepSuggestions(open, number, head, suggestions)]);
  }
  const refusals: Refusal[] = [];
  for (const [what, write] of work) {
    if (!api) {
      const message = `${what} was left out: there is no token. Set the input \`token\`.`;
      refusals.push({ level: "notice", message });
      continue;
    }
    await withRetries(() => write(api)).catch((error: unknown) => {
      refusals.push(explainRefusal(error, what, permission));
    });
  }
  return refusals;
}

function hasProblem({ verdict, findings }: Report): boolean {
  return verdict !== "passed" || findings.some(({ severity }) => severity !== "notice");
}
