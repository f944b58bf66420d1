// How an error is written, and what stands in it: the noun that the lists of errors are made of.

import type { ErrorKind, SpokenError } from "../evidence.ts";

/** One message. `read` gets the groups of `text`. */
export interface ErrorPattern {
  readonly kind: ErrorKind;
  readonly text: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => Told;
}

/** What stands in the message. */
export type Told = Partial<Pick<SpokenError, "kind" | "says" | "rows" | "names" | "object">>;
