// What real Alembic is asked in tests, and what it answers. Kept answers are played without Python.

/** A value of a script's identifier; a list reaches Python as a tuple. */
export type Identifier = string | readonly string[] | null;

/** A script that exists in memory only. */
export interface Revision {
  readonly revision: string;
  readonly down_revision?: Identifier;
  readonly depends_on?: Identifier;
  readonly branch_labels?: Identifier;
  readonly doc?: string;
}

/** An operation (`upgrade:heads`, `current`, …) on a database with these rows in `alembic_version`. */
export interface PlanRequest {
  readonly op: string;
  readonly rows: readonly string[];
}

/** What Alembic is asked to load, and what to do then. */
export type Request = (
  | { readonly revisions: readonly Revision[] }
  | {
      readonly files: Readonly<Record<string, string>>;
      readonly locations?: readonly string[];
      readonly recursive?: boolean;
    }
) & { readonly plans?: readonly PlanRequest[] };

/** An exception: its class, its text, and how the command line shows it. `NeverEnds` where Alembic does not come back. */
export interface Failure {
  readonly stage: "load" | "plan" | "apply";
  readonly class: string;
  readonly message: string;
  readonly cli: "FAILED" | "traceback";
}

/** What came of an operation; `steps` and `rows_after` are there once a plan was made. */
export interface PlanAnswer extends PlanRequest {
  readonly error: Failure | null;
  readonly steps?: readonly string[];
  readonly rows_after?: readonly string[];
  readonly current?: readonly string[];
  readonly uptodate?: boolean;
  readonly resolved?: readonly string[];
}

/** One revision as Alembic's map holds it. */
export interface RevisionAnswer {
  readonly id: string;
  readonly down: readonly string[];
  readonly depends_on: readonly string[];
  readonly normalized_depends_on: readonly string[];
  readonly labels: readonly unknown[];
  readonly next: readonly string[];
  readonly all_next: readonly string[];
  readonly doc: string;
  readonly path: string;
}

/** What Alembic made of the scripts. */
export type Answer = {
  readonly warnings: readonly string[];
  readonly plans?: readonly PlanAnswer[];
} & (
  | { readonly error: Failure }
  | {
      readonly error: null;
      readonly heads: readonly string[];
      readonly real_heads: readonly string[];
      readonly bases: readonly string[];
      readonly branch_points: readonly string[];
      readonly merge_points: readonly string[];
      readonly revisions: readonly RevisionAnswer[];
    }
);

/** Whether two texts mean the same to Python, or why Python cannot tell. */
export type Comparison = { readonly same: boolean } | { readonly error: string };
