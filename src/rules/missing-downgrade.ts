// missing-downgrade: a new script that cannot be undone, in a project whose scripts can.

import { missingFunction } from "../advice/missing-function.ts";
import type { RevisionGraph } from "../model.ts";
import { exampleScript, someUpgrade } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "missing-downgrade": true;
  }
}

export const missingDowngrade: Rule = {
  id: "missing-downgrade",
  severity: "warning",
  title: "A script without downgrade, where the others have one",
  why: "Upgrades work; `alembic downgrade` stops when it would have to undo this script.",
  details: `Counted is what the target branch does: where most of its scripts have a \`downgrade\`, a new one needs it too; a project that does without is left alone.
A \`downgrade\` that says \`pass\`, or that raises because there is no way back, is one.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/b2.py": exampleScript("b2", "a1", someUpgrade),
    },
  },

  *find({ before, after }) {
    if (!hasDowngrades(before)) return;
    for (const script of after.scripts) {
      // One that an edit takes away is told as an edit.
      if (script.hasDowngrade || before.nodes.has(script.revision.value)) continue;
      yield missingFunction(script, "downgrade");
    }
  },
};

function hasDowngrades({ scripts }: RevisionGraph): boolean {
  return scripts.filter(({ hasDowngrade }) => hasDowngrade).length * 2 > scripts.length;
}
