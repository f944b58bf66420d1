// broken-configuration: a configuration that Alembic refuses, or that no longer leads to the scripts it led to.

import { way } from "../advice/repair.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "broken-configuration": true;
  }
}

export const brokenConfiguration: Rule = {
  id: "broken-configuration",
  severity: "error",
  title: "A configuration that Alembic cannot use",
  why: "Every Alembic command that reads it stops there, or finds no script, whatever the scripts themselves are like.",
  details: `This happens when the folder of the scripts is moved and \`alembic.ini\` is not, when \`script_location\` or \`version_locations\` is misspelt,
and when a value is one that Alembic or Python's ConfigParser refuses. A configuration that never led to scripts, as tests and templates have them, is no finding.
\`onehead heads\`, \`graph\` and \`doctor\` tell a broken configuration too.`,
  example: {
    before: {
      "alembic.ini": "[alembic]\nscript_location = %(here)s\n",
      "env.py": "",
      "versions/a1.py": exampleScript("a1", null),
    },
    after: {
      "alembic.ini": "[alembic]\nscript_location = %(her)s\n",
      "env.py": "",
      "versions/a1.py": exampleScript("a1", null),
    },
  },

  withoutComment: true,

  *find({ configuration }) {
    for (const { at, what, alembicSays, movedTo } of configuration?.after ?? []) {
      yield {
        at,
        revision: null,
        what,
        alembicSays,
        fixes:
          movedTo === null
            ? []
            : way("Name the directory where the scripts are now:", true, [
                { kind: "edit", at, to: movedTo },
              ]),
      };
    }
  },
};
