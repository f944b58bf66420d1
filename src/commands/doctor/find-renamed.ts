// Scripts that live on under another identifier: nothing else of them differs.

import type { RevisionId, Script, SourceFile } from "../../model.ts";
import { compareTexts } from "../../parse/difference.ts";
import { parseScript } from "../../parse/script.ts";
import type { GraphedState } from "../heads.ts";

interface Known {
  readonly script: Script;
  readonly text: string;
}

/** What a new identifier changes in the script that has it, and in the one above. */
const identifiers = new Set(["revision", "down_revision", "depends_on", "cosmetic"]);

/** Old identifier → new one, for scripts of the past whose revision is gone, with a script that is new and says the same. */
export function findRenamed(
  past: readonly SourceFile[] | undefined,
  { snapshot }: GraphedState,
): ReadonlyMap<RevisionId, RevisionId> {
  const renamed = new Map<RevisionId, RevisionId>();
  if (!past) return renamed;
  const then = scriptsOf(past);
  const now = snapshot.scriptDirectories.flatMap(({ files }) => scriptsOf(files));
  const had = new Set(then.map(({ script }) => script.revision.value));
  const has = new Set(now.map(({ script }) => script.revision.value));
  const gone = then.filter(({ script }) => !has.has(script.revision.value));
  const came = now.filter(({ script }) => !had.has(script.revision.value));
  for (const old of gone) {
    const [only, ...more] = came.filter((one) => isSame(old, one));
    if (only && more.length === 0)
      renamed.set(old.script.revision.value, only.script.revision.value);
  }
  return renamed;
}

function scriptsOf(files: readonly SourceFile[]): readonly Known[] {
  return files.flatMap((file) => {
    const parsed = parseScript(file);
    return parsed.kind === "script" && file.kind === "text"
      ? [{ script: parsed.script, text: file.text }]
      : [];
  });
}

/** Only scripts with one name or one message are compared, since each pair is parsed. A script that does nothing says the same as any other. */
function isSame(old: Known, now: Known): boolean {
  const isLikely =
    old.script.path === now.script.path ||
    (old.script.message !== "" && old.script.message === now.script.message);
  if (!isLikely) return false;
  const { edits, doesNothing } = compareTexts(old.text, now.text, now.script.path);
  return !doesNothing && edits.every((edit) => identifiers.has(edit));
}
