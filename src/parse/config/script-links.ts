// What a script says of its place in a history: enough to tell which folders belong together.

import type { SourceFile } from "../../model.ts";
import { parseScript } from "../script.ts";

/** A script's names, as far as they are certain. */
export interface ScriptLinks {
  readonly path: string;
  readonly id: string;
  /** Null where it takes running Python to know. */
  readonly revision: string | null;
  readonly follows: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
}

const assigns = ["revision", "down_revision"].map(
  (name) => new RegExp(`^${name}[ \\t]*(?::[^=\\n]*)?=`, "m"),
);

/** The links of a file that assigns `revision` and `down_revision` at top level; null for any other file. */
export function readLinks(file: SourceFile): ScriptLinks | null {
  const { path, id } = file;
  if (file.kind !== "text" || !assigns.every((one) => one.test(file.text))) return null;
  const parsed = parseScript(file);
  if (parsed.kind === "no-revision") return null;
  if (parsed.kind !== "script") {
    return { path, id, revision: parsed.revision, follows: [], dependsOn: [], labels: [] };
  }
  const values = (names: readonly { readonly value: string }[]) => names.map(({ value }) => value);
  const { script } = parsed;
  return {
    path,
    id,
    revision: script.revision.value,
    follows: values(script.downRevisions),
    dependsOn: values(script.dependsOn),
    labels: values(script.branchLabels),
  };
}
