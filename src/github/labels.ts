// Exceptions by label: `onehead:allow:<rule>` on the pull request.

import type { Report, RuleId } from "../model.ts";
import { rules } from "../rules/index.ts";
import type { Api } from "./api.ts";
import type { PullRequest } from "./event.ts";
import { withRetries } from "./refusal.ts";

const prefix = "onehead:allow:";

/** Rules that labels let pass, with the label's name. A label for a rule that does not exist allows nothing. */
export function allowedByLabels(labels: readonly string[]): ReadonlyMap<RuleId, string> {
  return new Map(
    rules.flatMap(({ id }) => {
      const label = labels.find((name) => name.trim().toLowerCase() === prefix + id);
      return label === undefined ? [] : [[id, label] as const];
    }),
  );
}

/** The labels as they are now where they could change the verdict: the event's are as old as the event, also when a run is repeated. */
export async function currentLabels(
  pull: PullRequest,
  report: Report,
  api: Api | null,
): Promise<readonly string[]> {
  const matters = report.findings.some(
    ({ severity, allowed }) => severity === "error" || allowed?.by === "label",
  );
  if (!matters || !api) return pull.labels;
  return withRetries(() => api.labels(pull.number)).catch(() => pull.labels);
}
