// unreadable-script: a file whose identifiers cannot be known without running Python.

import type { Rule } from "./rule.ts";
import { isTouched } from "./touched.ts";
import { code, quote } from "./wording.ts";

export const unreadableScript: Rule = {
  id: "unreadable-script",
  severity: "error",
  title: "A script that cannot be read without running it",
  why: "Nobody can tell which revision it is or what it follows, so the history may be broken behind it.",
  details: `Scripts are read as text and never run. \`revision\`, \`down_revision\`, \`branch_labels\` and \`depends_on\` have to be strings, \`None\`,
or tuples, lists and sets of strings; names assigned earlier to such values are fine. Calls, f-strings and imported names are not.
A file that is no valid Python, conflict markers included, is reported here too. As long as nothing else fails, the verdict is \`incomplete\`, not \`failed\`.`,
  example: {
    before: "<base> -> a1, create users",
    after: {
      "versions/a1.py":
        'revision = "a1"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
      "versions/b2.py":
        '<<<<<<< HEAD\nrevision = "b2"\n=======\nrevision = "c3"\n>>>>>>> add-orders\ndown_revision = "a1"\n\n\ndef upgrade():\n    pass\n',
    },
  },

  *find(change) {
    const touched = isTouched(change);
    for (const file of change.after.files) {
      if (file.kind !== "unreadable") continue;
      yield {
        at: file.at,
        revision: file.revision,
        what: `${code(file.path)} cannot be read: ${file.reason}.`,
        alembicSays: file.error && quote(file.error),
        fixes: [],
        ...(touched(file.path) ? { key: `${file.path} ${file.id}` } : { severity: "notice" }),
      };
    }
  },
};
