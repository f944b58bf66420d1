// Rules as the SARIF reporter takes them, for the examples.

import type { SarifRule } from "../../src/report/sarif.ts";

function rule(id: SarifRule["id"], title: string, why: string): SarifRule {
  return { id, severity: "error", title, why };
}

/** The rules that the examples name. */
export const sarifRules: readonly SarifRule[] = [
  rule(
    "multiple-heads",
    "More heads than the target branch has",
    "`alembic upgrade head` cannot choose between them.",
  ),
  rule(
    "duplicate-revision",
    "Two scripts with one revision",
    "Alembic keeps one of them and passes over the other.",
  ),
  rule(
    "missing-down-revision",
    "A down_revision that names no script",
    "Alembic cannot load the script directory.",
  ),
  rule("cycle", "A loop of down revisions", "Alembic finds no order to run the scripts in."),
  rule(
    "unreadable-script",
    "A script whose identifiers cannot be known",
    "Nobody can tell where it stands without running it.",
  ),
  rule(
    "edited-revision",
    "An applied script that does something else now",
    "Databases that ran it keep the old result.",
  ),
  rule(
    "long-revision",
    "A revision of more than 32 characters",
    "It does not fit the column of `alembic_version`.",
  ),
  rule(
    "missing-upgrade",
    "A script without upgrade or downgrade",
    "Alembic fails when it reaches it.",
  ),
];
