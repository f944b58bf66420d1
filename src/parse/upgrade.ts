// What a script's `upgrade` makes in the schema, as far as it is written out. Nothing is run.

import type { SyntaxNode } from "@lezer/common";
import type { UpgradeStep } from "../model.ts";
import { StepReader } from "./python/step-reader.ts";
import { parseTree, statementsOf } from "./python/tree.ts";

/** Reads `upgrade` of a script's text; `name` is the function, which Flask-Migrate's multidb calls `upgrade_<bind>`. Empty where there is none. */
export function readUpgrade(text: string, name = "upgrade"): readonly UpgradeStep[] {
  const body = bodyOf(text, name);
  if (!body) return [];
  const steps = new StepReader(text).block(body);
  // After a way out, nothing is sure to run any more.
  const out = steps.findIndex((step) => step.kind === "other" && step.mayLeave);
  return steps.map((step, at) => {
    const { line } = step;
    const { source, batch, ...made } = step;
    if (step.kind === "other" || (out >= 0 && at > out))
      return { kind: "other", source, batch, line };
    return made as UpgradeStep;
  });
}

/** The function of that name that Python keeps: the last one at top level. */
function bodyOf(text: string, name: string): SyntaxNode | null {
  const functions = statementsOf(parseTree(text).topNode)
    .map((node) => (node.name === "DecoratedStatement" ? node.lastChild : node))
    .filter((node) => node?.name === "FunctionDefinition");
  const found = functions.filter((node) => {
    const called = node!.getChild("VariableName");
    return called !== null && text.slice(called.from, called.to) === name;
  });
  return found.at(-1)?.getChild("Body") ?? null;
}
