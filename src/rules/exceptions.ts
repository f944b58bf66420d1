// Exceptions written into scripts: `# onehead: allow <rule>: <reason>`.

import type { AllowComment, Related, RevisionGraph, RuleId } from "../model.ts";
import { code } from "../text/sentence.ts";
import { rules } from "./index.ts";

/** The exceptions of each script, by path: reasons by rule, and remarks on comments that allow nothing. */
export type Exceptions = ReadonlyMap<
  string,
  { readonly reasons: ReadonlyMap<RuleId, string>; readonly remarks: readonly Related[] }
>;

/** Collects the exceptions of all files that Alembic loads. A comment without a reason, or for a rule that does not exist, allows nothing; findings in its script say so. */
export function allowsByPath({ files }: RevisionGraph): Exceptions {
  const exceptions = new Map<string, ReturnType<typeof readComments>>();
  for (const file of files) {
    const allows = file.kind === "script" ? file.script.allows : (file.allows ?? []);
    if (allows.length > 0) exceptions.set(file.path, readComments(allows));
  }
  return exceptions;
}

function readComments(allows: readonly AllowComment[]) {
  const reasons = new Map<RuleId, string>();
  const remarks: Related[] = [];
  for (const { rule, reason, at } of allows) {
    const id = rules.find((known) => known.id === rule)?.id;
    if (!id) {
      remarks.push({ at, what: `This comment allows nothing: ${code(rule)} is no rule.` });
    } else if (reason === "") {
      const what = `This comment allows nothing: it gives no reason. Write \`# onehead: allow ${id}: <reason>\`.`;
      remarks.push({ at, what });
    } else if (!reasons.has(id)) reasons.set(id, reason);
  }
  return { reasons, remarks };
}
