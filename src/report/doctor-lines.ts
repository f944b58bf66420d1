// The doctor's answer as plain lines, for terminals and Markdown, in the order in which a person acts.

import type { CommandOutcome, DoctorReport } from "../doctor/model.ts";
import { code, count } from "../text/sentence.ts";
import { codeLines, type DoctorLine, line } from "./doctor-line.ts";
import { repairLines, withoutRepair } from "./doctor-repair-lines.ts";
import { nameList } from "./wording.ts";

const mostNames = 10;

/** What is wrong in one sentence, the probable repair, and the rest below. */
export function doctorLines(report: DoctorReport): readonly DoctorLine[] {
  const sentences = (heading: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [line("heading", heading), ...texts.map((t) => line("sentence", t))];
  const [probable, ...others] = report.repairs.map((repair, index) =>
    repairLines(report, repair, index),
  );
  return [
    line("summary", report.summary),
    ...(probable ?? withoutRepair(report)),
    ...sentences(
      "What is wrong",
      report.problems.map(({ what }) => what),
    ),
    ...alembicLines(report),
    ...others.flat(),
    ...sentences("What the doctor cannot know", report.unknown),
    line("heading", "What was looked at"),
    line("sentence", whatWasLookedAt(report)),
  ];
}

function whatWasLookedAt({ scripts, table }: DoctorReport): string {
  const name = code(table.schema === null ? table.name : `${table.schema}.${table.name}`);
  const commit = scripts.commit === null ? "" : ` (${code(scripts.commit.slice(0, 7))})`;
  const heads = `${count(scripts.heads.length, "head")}${scripts.heads.length > 0 ? ` (${nameList(scripts.heads)})` : ""}`;
  return `Table ${name}: ${rowsOf(table)}. Scripts in ${code(scripts.scriptDirectory)}, ${scripts.ref}${commit}: ${heads}.`;
}

function rowsOf({ rows, rowsAre, isMissing }: DoctorReport["table"]): string {
  if (isMissing === true) return "there is no such table";
  const names = nameList(rows, mostNames);
  if (rowsAre === "at-least") {
    return rows.length === 0 ? "rows not known" : `at least ${names}, and there may be more`;
  }
  return `${count(rows.length, "row")}${rows.length > 0 ? ` (${names})` : ""}`;
}

/** Problems that stand in the schema, which Alembic's plan does not look at. */
const inSchema = new Set(["unrecorded-schema", "schema-ahead", "half-run", "broke-off"]);

function alembicLines({ alembic, scripts, problems }: DoctorReport): readonly DoctorLine[] {
  const commands = [
    ...(alembic.target ? [[`alembic ${alembic.target.command}`, alembic.target.outcome]] : []),
    ["alembic upgrade heads", alembic.upgradeHeads],
    ["alembic upgrade head", alembic.upgradeHead],
    ["alembic current", alembic.current],
  ] as const;
  const answers = new Map<string, { readonly names: string[]; readonly said: CommandOutcome }>();
  for (const [command, said] of commands as readonly (readonly [string, CommandOutcome | null])[]) {
    if (said === null) continue;
    const same = answers.get(JSON.stringify(said));
    if (same) {
      if (!same.names.includes(code(command))) same.names.push(code(command));
    } else answers.set(JSON.stringify(said), { names: [code(command)], said });
  }
  if (answers.size === 0) return [];
  return [
    line(
      "heading",
      `What Alembic ${problems.some(({ kind }) => inSchema.has(kind)) ? "plans by the rows alone" : "says"} with ${scripts.commit === null ? "these scripts" : "the scripts of that commit"}`,
    ),
    ...[...answers.values()].flatMap(({ names, said }) => [
      line("sentence", `${listed(names)} ${inWords(said, names.length === 1 ? "s" : "")}`),
      ...(said.kind === "fails" ? codeLines(said.says, "text") : []),
    ]),
  ];
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part).join(" and ");
}

/** What a command does; `s` is the ending of the verb. */
function inWords(said: CommandOutcome, s: "s" | ""): string {
  const names = (revisions: readonly string[]) => nameList(revisions, mostNames);
  const none = (rows: readonly string[]) => (rows.length === 0 ? "no row" : names(rows));
  switch (said.kind) {
    case "runs": {
      const { revisions } = said;
      if (revisions.length === 0) return `run${s} nothing: there is nothing left to do.`;
      return `run${s} ${count(revisions.length, "revision")}: ${names(revisions)}.`;
    }
    case "shows":
      return `show${s} ${said.revisions.length === 0 ? "nothing" : names(said.revisions)}.`;
    case "stamps":
      return `run${s} nothing and leave${s} ${none(said.rowsAfter)} in the table.`;
    case "never-ends":
      return `never end${s}.`;
    case "fails": {
      const ran = said.ran.length === 0 ? "" : `, after ${names(said.ran)} ran`;
      const order = said.orElse.length === 0 ? "" : " (or the same with names in another order)";
      return `fail${s}${ran}${order}:`;
    }
  }
}
