// What was found wrong with the evidence: the input of the treatments. Types, and what counts as harmless.

import type { Evidence } from "../evidence/evidence.ts";
import type { CommandOutcome, LostStory, RowProblem } from "../model.ts";
import type { Row } from "./rows.ts";

/** Evidence with what is wrong in it. */
export interface Diagnosis extends Evidence {
  /** What each row stands for. */
  readonly readings: readonly Row[];
  readonly stories: readonly LostStory[];
  readonly problems: readonly RowProblem[];
  /** Null where the rows are not known well enough to tell. */
  readonly upgradeHeads: CommandOutcome | null;
  readonly upgradeHead: CommandOutcome | null;
  readonly current: CommandOutcome | null;
}

/** Problems that keep no `upgrade heads` from working. */
export function isHarmless({ kind }: RowProblem): boolean {
  return kind === "several-heads" || kind === "moved-row" || kind === "left-over-table";
}

/** Problems of which it is not known whether they stop `upgrade heads`. */
export function isOpen({ kind }: RowProblem): boolean {
  return kind === "table-elsewhere" || kind === "tables-without-row" || kind === "broken-batch";
}
