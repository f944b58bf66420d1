// `script.py.mako` without Mako: a template that says no more than Alembic's own is filled in; any other is not guessed at.

import type { RevisionId } from "../model.ts";
import { pythonString } from "../text/python.ts";

/** What a merge revision is made of. */
export interface NewScript {
  readonly message: string;
  readonly revision: RevisionId;
  readonly follows: readonly RevisionId[];
  /** As Alembic prints a date: `2026-01-05 09:00:00.000000`. */
  readonly created: string;
}

/** What each expression of Alembic's templates comes to in a script that does nothing. */
function valuesOf({ message, revision, follows, created }: NewScript): ReadonlyMap<string, string> {
  const names = follows.map((one) => pythonString(one, "'"));
  const tuple = names.length === 1 ? names[0]! : `(${names.join(", ")})`;
  return new Map([
    ["message", message],
    ["up_revision", revision],
    ["down_revision|comma,n", follows.join(", ")],
    ["create_date", created],
    ["importsifimportselse''", ""],
    ["imports", ""],
    ["repr(up_revision)", pythonString(revision, "'")],
    ["repr(down_revision)", tuple],
    ["repr(branch_labels)", "None"],
    ["repr(depends_on)", "None"],
    ["upgradesifupgradeselse'pass'", "pass"],
    ["downgradesifdowngradeselse'pass'", "pass"],
  ]);
}

/** The script that the template makes; null where it holds more than plain expressions that are known. */
export function fillTemplate(template: string, script: NewScript): string | null {
  // Control lines, blocks and tags, comments, and a line break that is taken back.
  if (/^[ \t]*(%|##)|<%|<\/%|\\\r?$/m.test(template)) return null;
  const values = valuesOf(script);
  // One that writes no identifiers makes no script.
  let isPlain = /repr\(up_revision\)/.test(template) && /repr\(down_revision\)/.test(template);
  const filled = template.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    const key = expression.replace(/\s+/g, "").replaceAll('"', "'").replace(/\|n$/, "");
    const value = values.get(key);
    if (value === undefined) isPlain = false;
    return value ?? "";
  });
  return isPlain ? filled : null;
}

/** What Alembic's own template makes, in the form of its newest version. */
export const defaultTemplate = `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
Create Date: \${create_date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
\${imports if imports else ""}

# revision identifiers, used by Alembic.
revision: str = \${repr(up_revision)}
down_revision: Union[str, Sequence[str], None] = \${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = \${repr(branch_labels)}
depends_on: Union[str, Sequence[str], None] = \${repr(depends_on)}


def upgrade() -> None:
    """Upgrade schema."""
    \${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Downgrade schema."""
    \${downgrades if downgrades else "pass"}
`;
