// The errors of Alembic's revision map, with the texts that Python gives them.

import type { AlembicError } from "../model.ts";
import { pythonRepr } from "../text/python.ts";

/** An error with one text, or with the texts among which the iteration order of a set decides. */
export function alembicError(kind: string, ...messages: readonly string[]): AlembicError {
  return { class: kind, messages: [...new Set(messages)] };
}

/** `KeyError` prints the repr of its key. */
export function keyError(...keys: readonly string[]): AlembicError {
  return alembicError("KeyError", ...keys.map(pythonRepr));
}
