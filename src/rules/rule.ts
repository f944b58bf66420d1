// What a rule is. To add one, copy a neighbour, add a line to index.ts and a test, and run `npm run docs`.

import type { Change, Problem, RuleId, SettingsChange, Severity } from "../model.ts";

/** One state of a script directory: a history as `alembic history` prints it, or files by path. */
export type ExampleState = string | Readonly<Record<string, string>>;

/** The smallest change that breaks a rule. It runs as a test and becomes the rule's page. */
export interface Example {
  readonly before: ExampleState;
  readonly after: ExampleState;
  /** What the files of the two states do to onehead's settings. */
  readonly settings?: SettingsChange;
}

/**
 * A mistake that a change can make.
 *
 * `find` yields what is wrong after the change. The runner also asks about the target branch as it stands
 * (the same change with `after` = `before` and no changed script): what the rule finds there too, by `key`,
 * was wrong already and is told as a notice.
 */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** The mistake in a few words. */
  readonly title: string;
  /** What happens on the next deploy: the second sentence of each finding. */
  readonly why: string;
  /** For the rule's page, as Markdown: what counts, what does not, how to mend what no fix can say. */
  readonly details: string;
  readonly example: Example;
  find(change: Change): Iterable<Problem>;
}
