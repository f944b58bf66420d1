// The text of a script in a rule's example, where a history cannot say what is wrong with it.

/** A script with these identifiers; `functions` are its functions, or a part of the text of its own choosing. */
export function exampleScript(
  revision: string,
  downRevision: string | null,
  functions: string = bothFunctions,
): string {
  const followed = downRevision === null ? "None" : `"${downRevision}"`;
  return `from alembic import op
import sqlalchemy as sa

revision = "${revision}"
down_revision = ${followed}
branch_labels = None
depends_on = None


${functions}`;
}

/** An `upgrade` that does something: one that does nothing is a case of its own. */
export const someUpgrade = 'def upgrade():\n    op.execute("SELECT 1")\n';

/** A `downgrade` that does nothing. */
export const emptyDowngrade = "def downgrade():\n    pass\n";

const bothFunctions = `${someUpgrade}\n\n${emptyDowngrade}`;
