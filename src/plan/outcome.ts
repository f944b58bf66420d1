// What a command would do with the rows of `alembic_version`.

import type { AlembicError, RevisionId } from "../model.ts";

/** What `upgrade` or `downgrade` does. */
export type Outcome =
  | {
      readonly kind: "runs";
      /** The revisions whose function runs, in order; empty where nothing is left to do. */
      readonly steps: readonly RevisionId[];
      /** The rows afterwards, sorted. */
      readonly rows: readonly string[];
      /** True where the order of two dependencies of one revision differs from run to run. */
      readonly isOrderOpen: boolean;
    }
  | {
      readonly kind: "fails";
      readonly error: AlembicError;
      /** Other exceptions that Alembic may raise instead, where the order of a set decides; almost always empty. */
      readonly orElse: readonly AlembicError[];
      /** The revisions that Alembic set out to run; empty where it failed before it knew. */
      readonly steps: readonly RevisionId[];
      /** Those whose function ran, the one at which it failed included. A database with transactional DDL rolls them back. */
      readonly ran: readonly RevisionId[];
      /** The rows after the last step that went well, sorted. */
      readonly rows: readonly string[];
      /** As above; another order may fail at another step. */
      readonly isOrderOpen: boolean;
    }
  /** Alembic walks round a loop that it has not noticed. */
  | { readonly kind: "never-ends" };
