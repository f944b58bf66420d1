// What the doctor cannot know, told beside what it knows.

import { code, codes } from "../text/sentence.ts";
import { whyItIsOver } from "./diagnosis/broken-off.ts";
import type { Diagnosis } from "./diagnosis/diagnosis.ts";
import type { SpokenError } from "./evidence/evidence.ts";
import type { CommandOutcome } from "./model.ts";
import { howToList } from "./treatment/how-to-list.ts";

/** Sentences, each with what would tell. */
export function* whatNobodyKnows(diagnosis: Diagnosis): Iterable<string> {
  yield* diagnosis.remarks ?? [];
  const { problems, testimony, upgradeHeads, rows, readings, stories, lost } = diagnosis;
  for (const { at, what, alembicSays } of diagnosis.configProblems) {
    if (alembicSays === null)
      yield `Which scripts Alembic really loads: ${code(`${at.path}:${at.line}`)}: ${what}`;
  }
  if (testimony?.error) yield* aboutError(diagnosis, testimony.error);
  if (rows.kind === "at-least") {
    yield `Which ${rows.ids.length > 0 ? "further " : ""}rows the table holds. ${howToList(diagnosis)} lists all; give them with \`--rows\`.`;
  }
  if (rows.ids.length > 0)
    yield `Whether the schema really holds what the rows claim. The rows are Alembic's own notes; ${diagnosis.catalogue ? "of the rest only the names of tables and columns were looked at" : "nothing else of the database was looked at"}.`;
  const wasSeen = diagnosis.catalogue !== null;
  if (rows.kind === "all" && rows.ids.length === 0 && upgradeHeads?.kind === "runs" && !wasSeen)
    yield "Whether the tables exist already without a record, as after `create_all()`: then the first script fails at the first table that is there.";
  if (problems.some(({ kind }) => kind === "overlapping-rows")) {
    yield "How the lower row came to stay: two upgrades at the same moment, a script that was put under another after both had run, or a row written by hand all look the same.";
  }
  const cut = readings.filter(({ kind, text }) => kind === "abbreviated" && text.length === 32);
  if (cut.length > 0)
    yield `Whether the column cut ${codes(cut.map(({ text }) => text))} to 32 characters; if so, widen \`version_num\` or the next long revision is cut too.`;
  for (const { row, found, missing } of stories) {
    if (found && missing.length === 0)
      yield `What ${code(row)} stood on: the scripts around it could not be read at commit ${code((lost.get(row.trim())?.at ?? found.heldBy).slice(0, 10))}.`;
  }
}

function* aboutError(diagnosis: Diagnosis, error: SpokenError): Iterable<string> {
  const { upgradeHeads, upgradeHead, rows, graph, problems } = diagnosis;
  const says = (said: CommandOutcome | null) =>
    said?.kind === "fails" && [said.says, ...said.orElse].some((text) => text.includes(error.says));
  const [row] = error.rows;
  switch (error.kind) {
    case "too-long":
      yield "Which revision did not fit: `version_num` holds 32 characters unless it was widened. `onehead check` lists identifiers that are too long, under `long-revision`.";
      return;
    case "not-up-to-date":
      yield "Which revisions the database lacks: the error names none. Run `alembic upgrade heads` first, or give the rows.";
      return;
    case "not-found":
      return;
    case "cannot-locate":
      if (rows.kind === "at-least")
        yield `Whether ${code(row ?? "")} stands in the table, or was only typed as the target of the command: the message is the same.`;
      else if (row !== undefined && !rows.ids.includes(row))
        yield `Where ${code(row)} is: the table does not hold it (any more). It was the target of a command, or the row moved since.`;
      return;
    case "scripts":
      if (graph.loadError !== null) return;
      break;
    case "already-exists":
    case "does-not-exist":
    case "script-failed": {
      const over = whyItIsOver(diagnosis);
      if (over !== null) yield `Whether the text tells of this database as it is now. ${over}`;
      else if (!problems.some(({ kind }) => kind === "broke-off"))
        yield `Why the text says ${code(error.says)}: the script in which it ends is none of these.`;
      return;
    }
    case "no-target":
    case "no-script-directory":
      yield `Why the text says ${code(error.says)}: neither the rows nor the scripts tell it.`;
      return;
    case "overlaps":
    case "doubled":
    case "multiple-heads":
  }
  if (problems.some(({ kind }) => kind === "overlapping-rows" || kind === "doubled-row")) return;
  if (!says(upgradeHeads) && !says(upgradeHead)) {
    yield `Why the text says ${code(error.says)}: with the scripts looked at here, these rows do not lead to it. The database may have been upgraded by other scripts; name their commit with \`--at\`.`;
  }
}
