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

/** The inputs that ask for something on the pull request, and what to call this use of the action there. */
export type PageInputs = Pick<Inputs, "comment" | "suggest" | "key">;

/** What there is to tell. */
export interface Page {
  readonly checked: Checked;
  readonly after: Snapshot;
  readonly addresses: Addresses;
}

/** Something for the log, as an annotation. */
export interface Remark {
  readonly level: "notice" | "warning";
  readonly message: string;
}

/** Writes what the inputs ask for, and returns what GitHub refused: one remark for each reason. */
export async function writeOnPullRequest(
  { number, head }: PullRequest,
  { checked, after, addresses }: Page,
  inputs: PageInputs,
  api: Api | null,
): Promise<readonly Remark[]> {
  const { comment, suggest, key } = inputs;
  const work: [string, (api: Api) => Promise<void>][] = [];
  if (comment !== "never") {
    const body = markdownReport(checked, { ...addresses, for: "comment" });
    const text = { body, isProblem: hasProblem(checked.report) };
    work.push(["the comment", (open) => keepComment(open, number, key, comment, text)]);
  }
  if (suggest) {
    const suggestions = suggestionsFor(checked.report, after);
    work.push(["the suggestions", (open) => keepSuggestions(open, number, head, suggestions)]);
  }
  const refused = new Map<string, { readonly level: Remark["level"]; readonly left: string[] }>();
  const refuse = (what: string, { level, reason }: Refusal) => {
    const known = refused.get(reason);
    if (known) known.left.push(what);
    else refused.set(reason, { level, left: [what] });
  };
  for (const [what, write] of work) {
    if (!api) refuse(what, noToken);
    else {
      await withRetries(() => write(api)).catch((error: unknown) => {
        refuse(what, explainRefusal(error, permission));
      });
    }
  }
  return [...refused].map(([reason, { level, left }]) => {
    return { level, message: `Left out on the pull request, ${left.join(" and ")}: ${reason}` };
  });
}

const noToken: Refusal = { level: "notice", reason: "there is no token. Set the input `token`." };

function hasProblem({ verdict, findings }: Report): boolean {
  return verdict !== "passed" || findings.some(({ severity }) => severity !== "notice");
}
