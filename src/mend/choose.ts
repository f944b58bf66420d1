// Which repair of a finding may be made unasked, or why none.

import type { Finding, Fix } from "../model.ts";
import type { Wishes } from "./model.ts";

/** The repair to make, or why there is none to be made. */
export type Choice = { readonly fix: Fix } | { readonly why: string };

/** The recommended repair where it is safe and can be made in files; with the wish for it, the one that joins heads. */
export function chooseFix({ fixes }: Finding, { merge }: Wishes): Choice {
  const joins = ({ steps }: Fix) =>
    steps.some((step) => step.kind === "run" && step.does?.kind === "merge");
  const fix = (merge ? fixes.find((one) => one.safe && joins(one)) : undefined) ?? fixes[0];
  if (!fix) return { why: "Nothing that is known here tells how to mend it." };
  const say = fix.say.replace(/[:.]$/, "");
  if (!fix.safe) return { why: `Only you can tell whether this is right: ${say}.` };
  const isDoable = fix.steps.every((step) => step.kind === "edit" || step.does !== undefined);
  return isDoable ? { fix } : { why: `It takes a command that only you can run: ${say}.` };
}
