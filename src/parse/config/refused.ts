// What Python or Alembic would raise on reading a configuration; never leaves this room.

import type { Location } from "../../model.ts";

/** An exception of Python, with the place that causes it. `says` is the end of the traceback, or a CommandError's text; null where it cannot be known. */
export class Refused extends Error {
  readonly at: Location;
  readonly says: string | null;
  /** What a person should know besides; a sentence. */
  readonly what: string | null;

  constructor(at: Location, says: string | null, what: string | null = null) {
    super(says ?? "unknown");
    this.at = at;
    this.says = says;
    this.what = what;
  }
}

/** The first character of a file: the place of what has no better one. */
export function startOf(path: string): Location {
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
