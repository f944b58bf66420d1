// A fix for the branch as it stands: one that lags behind its target needs the target's scripts first.

import type { Change, Fix, Step } from "../model.ts";
import { shellWord } from "../text/shell.ts";

/** The fix, with the target branch brought in first where its steps need scripts that the branch does not hold yet. */
export function onBranchAsItStands({ isBehind, beforeRef }: Change, fix: Fix): Fix {
  if (!isBehind || beforeRef === undefined || !fix.steps.some(needsTarget)) return fix;
  const target = shellWord(beforeRef);
  const bringIn: Step = {
    kind: "run",
    say: `Bring the target branch in (\`git rebase ${target}\` does as well):`,
    command: `git merge ${target}`,
    in: "",
    does: { kind: "bring-in-target" },
  };
  const [first, ...rest] = fix.steps;
  return { ...fix, steps: [bringIn, { ...first!, say: first!.say ?? "Then:" }, ...rest] };
}

/** A file that is brought back or taken away is so whatever else the branch holds. */
function needsTarget(step: Step): boolean {
  return step.kind === "edit" || step.does?.kind === "merge";
}
