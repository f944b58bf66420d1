// Alembic's errors as people see them.

import type { AlembicError } from "../model.ts";

/** Errors of Alembic's own, printed without their class (`FAILED: …`, or the last line of a traceback that people search for). */
const ownErrors =
  /^(CommandError|RevisionError|(Dependency)?(Loop|Cycle)Detected|MultipleHeads|ResolutionError)$/;

/** An error as people see it: Alembic's own by their text, Python's with their class. */
export function quote(error: AlembicError, prefer = ""): string {
  const text = error.messages.find((message) => message.includes(prefer)) ?? error.messages[0];
  if (text === undefined || text === "") return error.class;
  return ownErrors.test(error.class) ? text : `${error.class}: ${text}`;
}
