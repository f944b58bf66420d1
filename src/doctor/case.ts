// What the doctor was given to look at, and what it found: the input of the repairs.

import type { DoctorReport, LostStory, RowProblem, Said } from "../doctor-model.ts";
import type { RevisionGraph, ScriptDirectory, StateName } from "../model.ts";
import type { ErrorReading } from "./read-error.ts";
import type { Row } from "./rows.ts";

/** One database and one script directory. */
export interface Case {
  readonly directory: ScriptDirectory;
  readonly graph: RevisionGraph;
  /** The state of the repository that the scripts were taken from. */
  readonly state: StateName;
  readonly table: DoctorReport["table"];
  /** How many characters the column `version_num` holds, null where that is not known or not limited. */
  readonly width?: number | null;
  /** What git knows of rows that no script answers to, with the graph of a commit that holds the script. By row. */
  readonly lost: ReadonlyMap<string, LostScript>;
  /** The error that was given, null without one. */
  readonly error?: ErrorReading | null;
}

/** A lost revision and the scripts around it, as they were. */
export interface LostScript {
  readonly found: NonNullable<LostStory["found"]>;
  readonly historic: RevisionGraph | null;
}

/** A case with what is wrong in it. */
export interface Diagnosis extends Case {
  readonly rows: readonly Row[];
  readonly stories: readonly LostStory[];
  readonly problems: readonly RowProblem[];
  /** Null where the rows are not known. */
  readonly upgradeHeads: Said | null;
  readonly upgradeHead: Said | null;
  readonly current: Said | null;
}

/** Problems that keep no `upgrade heads` from working. */
export function isHarmless({ kind }: RowProblem): boolean {
  return kind === "several-heads";
}
