// missing-upgrade: a script without the functions that Alembic calls.

import type { Location, Problem, RuleId, Script } from "../model.ts";
import { moduleName } from "../text/paths.ts";
import { code } from "../text/sentence.ts";
import { emptyDowngrade, exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

export const missingUpgrade: Rule = {
  id: "missing-upgrade",
  severity: "error",
  title: "A script without upgrade",
  why: "The script loads, and `alembic upgrade` stops before it runs anything as soon as this script is due.",
  details: `A script that has nothing to do says so with \`pass\`. One without \`downgrade\` is a warning: upgrades work, a downgrade past it does not.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      "versions/b2.py": exampleScript("b2", "a1", emptyDowngrade),
    },
  },

  *find({ before, after }) {
    for (const script of after.scripts) {
      // A function that the change takes away is told as an edit.
      const follows: RuleId[] = before.nodes.has(script.revision.value) ? ["edited-revision"] : [];
      if (!script.hasUpgrade) yield { ...problemOf(script, "upgrade"), follows };
      if (!script.hasDowngrade) {
        yield { ...problemOf(script, "downgrade"), severity: "warning", follows };
      }
    }
  },
};

function problemOf(script: Script, name: "upgrade" | "downgrade"): Problem {
  const revision = script.revision.value;
  return {
    at: script.revision.at,
    revision,
    what: `${code(revision)} has no ${code(name)} function.`,
    ...(name === "upgrade"
      ? {}
      : {
          why: "Upgrades work; `alembic downgrade` stops when it would have to undo this script.",
        }),
    alembicSays: `AttributeError: module '${moduleName(script.path)}' has no attribute '${name}'`,
    fixes: [
      {
        say: "Add it:",
        safe: false,
        steps: [
          {
            kind: "edit",
            at: lastAssignment(script),
            to: `\n\n\ndef ${name}() -> None:\n    pass`,
          },
        ],
      },
    ],
  };
}

/** The place behind the last identifier, where nothing stands. */
function lastAssignment({ path, downRevisionAssignment, dependsOnAssignment }: Script): Location {
  const places = [
    downRevisionAssignment.at,
    ...(dependsOnAssignment ? [dependsOnAssignment.at] : []),
  ];
  const { endLine, endColumn } = places.sort((a, b) => b.endLine - a.endLine)[0]!;
  return { path, line: endLine, column: endColumn, endLine, endColumn };
}
