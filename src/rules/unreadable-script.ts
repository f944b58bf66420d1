// unreadable-script: a file whose identifiers cannot be known without running Python.

import { isTouched } from "../change/touched.ts";
import { quote } from "../graph/quote.ts";
import type { Problem, Script } from "../model.ts";
import { code } from "../text/sentence.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "unreadable-script": true;
  }
}

export const unreadableScript: Rule = {
  id: "unreadable-script",
  severity: "error",
  title: "A script that cannot be read without running it",
  why: "Nobody can tell which revision it is or what it follows, so the history may be broken behind it.",
  details: `Scripts are read as text and never run. \`revision\`, \`down_revision\`, \`branch_labels\` and \`depends_on\` have to be strings, \`None\`,
or tuples, lists and sets of strings; names assigned earlier to such values are fine. Calls, f-strings and imported names are not.
A file that is no valid Python, conflict markers included, is reported here too. As long as nothing else fails, the verdict is \`incomplete\`, not \`failed\`.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/b2.py":
        '<<<<<<< HEAD\nrevision = "b2"\n=======\nrevision = "c3"\n>>>>>>> add-orders\n',
    },
  },
  leavesOpen: true,

  *find(change) {
    const touched = isTouched(change);
    for (const file of change.after.files) {
      if (file.kind === "script") yield* findUncertain(file.script, touched(file.path));
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

/** Identifiers that are not known, of a script whose place is. */
function* findUncertain(script: Script, isTouched: boolean): Iterable<Problem> {
  if (!isTouched) return;
  for (const { name, at, reason } of script.uncertain ?? []) {
    const { value } = script.revision;
    yield {
      at,
      revision: value,
      severity: "warning",
      what: `\`${name}\` of ${code(value)} cannot be known: it ${reason}.`,
      why: "Where it stands in the history is certain, so all else was judged; what this names was not.",
      alembicSays: null,
      fixes: [],
      key: `${script.path} ${script.id} ${name}`,
    };
  }
}
