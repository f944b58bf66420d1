// Short ways to parse a text and look at what was read.
import type { ParsedFile, Script } from "../../src/model.ts";
import { parseScript } from "../../src/parse/script.ts";

export function parse(text: string, path = "versions/x.py"): ParsedFile {
  return parseScript({ kind: "text", path, id: "blob", text });
}

/** The script a text holds; fails the test where it holds none. */
export function script(text: string, path?: string): Script {
  const parsed = parse(text, path);
  if (parsed.kind !== "script") throw new Error(`not a script: ${JSON.stringify(parsed)}`);
  return parsed.script;
}

/** The four identifiers by value. */
export function values(text: string): Record<string, string[]> {
  const { revision, downRevisions, dependsOn, branchLabels } = script(text);
  return {
    revision: [revision.value],
    down_revision: downRevisions.map(({ value }) => value),
    depends_on: dependsOn.map(({ value }) => value),
    branch_labels: branchLabels.map(({ value }) => value),
  };
}
