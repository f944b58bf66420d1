// The doctor's whole answer: diagnosis, repairs, and what cannot be known.

import { code, codes } from "../text/sentence.ts";
import { version } from "../version.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { type Diagnosis, isHarmless } from "./diagnosis/diagnosis.ts";
import type { Evidence, KnownRows, SpokenError } from "./evidence/evidence.ts";
import type { CommandOutcome, DoctorReport, RowProblem } from "./model.ts";
import { repairs } from "./treatment/repairs.ts";

/** Examines one database. */
export function examine(given: Evidence): DoctorReport {
  const diagnosis = diagnose(given);
  const { directory, graph, state, table, rows, problems, stories } = diagnosis;
  const verdict = judge(diagnosis);
  return {
    schemaVersion: 1,
    tool: { name: "onehead", version },
    verdict,
    scripts: {
      ref: state.ref,
      commit: state.commit,
      scriptDirectory: directory.name,
      config: directory.config,
      heads: graph.heads,
    },
    table: {
      name: table.name,
      schema: table.schema,
      kind: diagnosis.dialect,
      isMissing: table.isMissing,
      source: table.source,
      rows: rows.ids,
      rowsAre: rows.kind,
    },
    summary: summarise(diagnosis, verdict),
    problems,
    alembic: {
      upgradeHeads: diagnosis.upgradeHeads,
      upgradeHead: diagnosis.upgradeHead,
      current: diagnosis.current,
    },
    lost: stories,
    repairs: repairs(diagnosis),
    unknown: [...whatNobodyKnows(diagnosis)],
  };
}

/** Whether nothing is known of the rows. */
function isUnknown({ kind, ids }: KnownRows): boolean {
  return kind === "at-least" && ids.length === 0;
}

/** Works: `upgrade heads` goes through, and leaves rows with which the next one does too. */
function judge({ rows, problems, upgradeHead }: Diagnosis): DoctorReport["verdict"] {
  if (problems.some((problem) => !isHarmless(problem))) return "fails";
  if (!isUnknown(rows)) return "works";
  return upgradeHead === null ? "unknown" : "fails";
}

function summarise(diagnosis: Diagnosis, verdict: DoctorReport["verdict"]): string {
  const { upgradeHeads, problems, table, rows, graph } = diagnosis;
  if (isUnknown(rows) && verdict === "unknown")
    return "The error names no row, and these scripts alone do not lead to it.";
  const [problem] = problems.filter((one) => !isHarmless(one));
  if (problem) return titles[problem.kind];
  if (isUnknown(rows)) return titles["several-heads"];
  const due = upgradeHeads?.kind === "runs" ? upgradeHeads.revisions : [];
  const stand =
    table.isMissing === true
      ? "There is no version table yet: to Alembic this is an empty database."
      : rows.ids.length === 0
        ? "The version table is empty: to Alembic nothing has run here yet."
        : "The rows are in order.";
  const heads = graph.heads.length > 1 ? " `upgrade heads` works; `upgrade head` does not." : "";
  const next =
    due.length === 0
      ? "The database is up to date."
      : `\`upgrade heads\` runs ${due.length === 1 ? "one revision" : `${due.length} revisions`}.`;
  return `${stand} ${next}${heads}`;
}

const titles: Readonly<Record<RowProblem["kind"], string>> = {
  "unknown-row": "The database stands at a revision that no script has.",
  "overlapping-rows": "The version table holds a row that another row covers.",
  "doubled-row": "A row stands in the version table more than once.",
  "abbreviated-row": "A row of the version table is not a whole revision.",
  "padded-row": "A row of the version table has blanks around it.",
  "empty-row": "A row of the version table is empty.",
  "other-project": "The rows of this database belong to another project.",
  "narrow-column": "The version table is too narrow for these revisions.",
  "several-heads": "The scripts have several heads, and the command asks for one.",
  "crashing-script": "A script's list of down revisions makes the upgrade crash.",
  "broken-scripts": "The scripts are broken; the database is not the cause.",
};

function* whatNobodyKnows(diagnosis: Diagnosis): Iterable<string> {
  const { problems, testimony, upgradeHeads, rows, readings, stories, remarks } = diagnosis;
  yield* remarks ?? [];
  if (testimony?.error) {
    yield* aboutError(diagnosis, testimony.error);
    if (rows.kind === "at-least" && rows.ids.length > 0)
      yield "Which further rows the table holds: the error names only those that Alembic stopped at. `SELECT version_num FROM alembic_version` lists all; give them with `--rows`.";
  }
  if (rows.ids.length > 0)
    yield "Whether the schema really holds what the rows claim. The rows are Alembic's own notes; nothing else of the database was looked at.";
  if (rows.kind === "all" && rows.ids.length === 0 && upgradeHeads?.kind === "runs")
    yield "Whether the tables exist already without a record, as after `create_all()`: then the first script fails at the first table that is there.";
  if (problems.some(({ kind }) => kind === "overlapping-rows")) {
    yield "How the lower row came to stay: two upgrades at the same moment, a script that was put under another after both had run, or a row written by hand all look the same.";
  }
  const cut = readings.filter(({ kind, text }) => kind === "abbreviated" && text.length === 32);
  if (cut.length > 0)
    yield `Whether the column cut ${codes(cut.map(({ text }) => text))} to 32 characters; if so, widen \`version_num\` or the next long revision is cut too.`;
  for (const { row, found, missing } of stories) {
    if (found && missing.length === 0)
      yield `What ${code(row)} stood on: the scripts around it could not be read at commit ${code(found.heldBy.slice(0, 10))}.`;
  }
}

function* aboutError(
  { upgradeHeads, upgradeHead }: Diagnosis,
  error: SpokenError,
): Iterable<string> {
  const says = (said: CommandOutcome | null) =>
    said?.kind === "fails" && [said.says, ...said.orElse].some((text) => text.includes(error.says));
  if (error.kind === "too-long") {
    yield "Which revision did not fit: `version_num` holds 32 characters unless it was widened. `onehead check` lists identifiers that are too long, under `long-revision`.";
  } else if (error.kind === "not-up-to-date") {
    yield "Which revisions the database lacks: the error names none. Run `alembic upgrade heads` first, or give the rows.";
  } else if (!says(upgradeHeads) && !says(upgradeHead)) {
    yield `Why the text says ${code(error.says)}: with the scripts looked at here, these rows do not lead to it. The database may have been upgraded by other scripts; name their commit with \`--at\`.`;
  }
}
