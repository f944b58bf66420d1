// A changed script that is certainly no Python: Alembic cannot load it, however readable its identifiers are.

import type { ParsedFile, SourceFile } from "../model.ts";
import { findBreak } from "./python/broken.ts";
import { type FindMistake, type Grammar, judgeBy } from "./python/grammar.ts";
import { Places } from "./python/places.ts";

export { type FindMistake, type Grammar, judgeBy };

/** The file as it was parsed, or unreadable where Python would refuse its text. For files that a change brings: that the others load is the target branch's business. */
export function checkSyntax(
  file: SourceFile,
  parsed: ParsedFile,
  findMistake: FindMistake | null = null,
): ParsedFile {
  if (file.kind !== "text" || parsed.kind === "unreadable") return parsed;
  const found = findBreak(file.text) ?? findMistake?.(file.text) ?? null;
  if (!found) return parsed;
  const { path, id } = file;
  const allows = parsed.kind === "script" ? parsed.script.allows : (parsed.allows ?? []);
  return {
    kind: "unreadable",
    path,
    id,
    at: new Places(path, file.text).at(found.at),
    reason: `it is no valid Python, ${found.reason}`,
    error: { class: "SyntaxError", messages: [] },
    revision: parsed.kind === "script" ? parsed.script.revision.value : null,
    ...(allows.length > 0 ? { allows } : {}),
  };
}
