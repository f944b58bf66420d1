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
  /** No script that Alembic loads could hold a comment that allows it; a label and a setting still can. */
  readonly withoutComment?: true;
  /** What it finds could not be read: the question stays open, and where nothing else fails the verdict is `incomplete`. */
  readonly leavesOpen?: true;
  /** Alembic cannot load or walk the scripts then, whoever brought it: a badge says `broken`. */
  readonly breaksHistory?: true;
  /** It is about scripts that databases may have run. */
  readonly aboutApplied?: true;
  find(change: Change): Iterable<Problem>;
}
