// A script without one of the functions that Alembic calls: what Alembic says, and the function to add.

import type { Location, Problem, Script } from "../model.ts";
import { moduleName } from "../text/paths.ts";
import { code } from "../text/sentence.ts";

/** The problem of a script that lacks `upgrade` or `downgrade`. */
export function missingFunction(script: Script, name: "upgrade" | "downgrade"): Problem {
  const revision = script.revision.value;
  const to = `\n\n\ndef ${name}() -> None:\n    pass`;
  return {
    at: script.revision.at,
    revision,
    what: `${code(revision)} has no ${code(name)} function.`,
    alembicSays: `AttributeError: module '${moduleName(script.path)}' has no attribute '${name}'`,
    fixes: [
      {
        say: "Add it:",
        safe: false,
        steps: [{ kind: "edit", at: lastAssignment(script), to }],
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
