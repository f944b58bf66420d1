// missing-upgrade: a script without the function that Alembic calls.

import { missingFunction } from "../advice/missing-function.ts";
import { emptyDowngrade, exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "missing-upgrade": true;
  }
}

export const missingUpgrade: Rule = {
  id: "missing-upgrade",
  severity: "error",
  title: "A script without upgrade",
  why: "The script loads, and `alembic upgrade` stops before it runs anything as soon as this script is due.",
  details: `A script that has nothing to do says so with \`pass\`.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/b2.py": exampleScript("b2", "a1", emptyDowngrade),
    },
  },

  *find({ before, after }) {
    for (const script of after.scripts) {
      if (script.hasUpgrade) continue;
      // A function that the change takes away is told as an edit.
      const isEdit = before.nodes.has(script.revision.value);
      yield { ...missingFunction(script, "upgrade"), follows: isEdit ? ["edited-revision"] : [] };
    }
  },
};
