// The doctor's answer as plain lines, for terminals and Markdown.

import type {
  CommandOutcome,
  DatabaseKind,
  DoctorReport,
  Repair,
  RepairStep,
} from "../doctor/model.ts";
import { visible } from "../text/foreign-text.ts";
import { code, count } from "../text/sentence.ts";
import { nameList } from "./wording.ts";

/** One line. Sentences carry `code` in backticks; code stands as it is. */
export interface DoctorLine {
  readonly kind: "summary" | "heading" | "repair" | "sentence" | "code";
  readonly text: string;
  /** The language of a line of code. */
  readonly language?: "sh" | "sql" | "python" | "text";
}

const longest = 4000;
const mostNames = 10;

function line(kind: DoctorLine["kind"], text: string): DoctorLine {
  return { kind, text: visible(text, longest) };
}

function codeLines(
  text: string,
  language: NonNullable<DoctorLine["language"]>,
): readonly DoctorLine[] {
  return text.split("\n").map((row) => ({ ...line("code", row), language }));
}

/** Everything that a person is told, in order. */
export function doctorLines(report: DoctorReport): readonly DoctorLine[] {
  const sentences = (heading: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [line("heading", heading), ...texts.map((t) => line("sentence", t))];
  return [
    line("summary", report.summary),
    line("sentence", whatWasLookedAt(report)),
    ...sentences(
      "What is wrong",
      report.problems.map(({ what }) => what),
    ),
    ...alembicLines(report),
    ...report.repairs.flatMap((repair, index) => repairLines(report, repair, index)),
    ...withoutRepair(report),
    ...sentences("What the doctor cannot know", report.unknown),
  ];
}

function whatWasLookedAt({ scripts, table }: DoctorReport): string {
  const name = code(table.schema === null ? table.name : `${table.schema}.${table.name}`);
  const rows =
    table.rowsAre === "at-least" && table.rows.length === 0
      ? "rows not known"
      : table.isMissing === true
        ? "there is no such table"
        : `${count(table.rows.length, "row")}${table.rows.length > 0 ? ` (${nameList(table.rows, mostNames)})` : ""}`;
  const commit = scripts.commit === null ? "" : ` (${code(scripts.commit.slice(0, 7))})`;
  const heads = `${count(scripts.heads.length, "head")}${scripts.heads.length > 0 ? ` (${nameList(scripts.heads)})` : ""}`;
  return `Table ${name}: ${rows}. Scripts in ${code(scripts.scriptDirectory)}, ${scripts.ref}${commit}: ${heads}.`;
}

function alembicLines({ alembic }: DoctorReport): readonly DoctorLine[] {
  const commands = [
    ["alembic upgrade heads", alembic.upgradeHeads],
    ["alembic upgrade head", alembic.upgradeHead],
    ["alembic current", alembic.current],
  ] as const;
  const answers = new Map<string, { readonly names: string[]; readonly said: CommandOutcome }>();
  for (const [command, said] of commands) {
    if (said === null) continue;
    const same = answers.get(JSON.stringify(said));
    if (same) same.names.push(code(command));
    else answers.set(JSON.stringify(said), { names: [code(command)], said });
  }
  if (answers.size === 0) return [];
  return [
    line("heading", "What Alembic says"),
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
  switch (said.kind) {
    case "runs": {
      const { revisions } = said;
      if (revisions.length === 0) return `run${s} nothing: there is nothing left to do.`;
      return `run${s} ${count(revisions.length, "revision")}: ${names(revisions)}.`;
    }
    case "shows":
      return `show${s} ${said.revisions.length === 0 ? "nothing" : names(said.revisions)}.`;
    case "never-ends":
      return `never end${s}.`;
    case "fails": {
      const ran = said.ran.length === 0 ? "" : `, after ${names(said.ran)} ran`;
      const order = said.orElse.length === 0 ? "" : " (or the same with names in another order)";
      return `fail${s}${ran}${order}:`;
    }
  }
}

function repairLines(
  { table, repairs }: DoctorReport,
  repair: Repair,
  index: number,
): readonly DoctorLine[] {
  const number = repairs.length > 1 ? ` ${index + 1}` : "";
  return [
    line("repair", `Repair${number}: ${repair.title}`),
    ...repair.steps.flatMap((step) => stepLines(step, table.kind)),
    line("sentence", `Changes: ${repair.changes}`),
    line("sentence", `Leaves alone: ${repair.keeps}`),
    line("sentence", `It worked when: ${repair.check}`),
  ];
}

function stepLines(step: RepairStep, kind: DatabaseKind | null): readonly DoctorLine[] {
  const { say, edit, commands, sql } = step;
  const lines = [line("sentence", say)];
  if (edit) {
    lines.push(line("sentence", `${code(`${edit.path}:${edit.line}`)}:`));
    lines.push(...codeLines(edit.to, "python"));
  }
  for (const command of commands) lines.push(...codeLines(command, "sh"));
  if (!sql) return lines;
  for (const [names, text] of dialects(sql, kind)) {
    lines.push(
      line("sentence", commands.length > 0 ? `or in SQL (${names}):` : `in SQL (${names}):`),
    );
    lines.push(...codeLines(text, "sql"));
  }
  return lines;
}

const databaseNames: Readonly<Record<DatabaseKind, string>> = {
  postgresql: "PostgreSQL",
  sqlite: "SQLite",
  mysql: "MySQL, MariaDB",
};

/** The database's own statements where it is known; else all, equal ones once. */
function dialects(
  sql: NonNullable<RepairStep["sql"]>,
  kind: DatabaseKind | null,
): readonly (readonly [string, string])[] {
  if (kind !== null) return [[databaseNames[kind], sql[kind]]];
  const names = new Map<string, string[]>();
  for (const one of ["postgresql", "sqlite", "mysql"] as const) {
    names.set(sql[one], [...(names.get(sql[one]) ?? []), databaseNames[one]]);
  }
  return [...names].map(([text, all]) => [all.join(", "), text]);
}

function withoutRepair({ verdict, repairs, problems }: DoctorReport): readonly DoctorLine[] {
  if (verdict !== "fails" || repairs.length > 0) return [];
  const isScripts = problems.some(({ kind }) => kind === "broken-scripts");
  return [
    line("repair", "Repair: none that is safe."),
    line(
      "sentence",
      isScripts
        ? "The scripts have to be mended first. No change to the database helps."
        : "Nothing tells what this database has really run, and a guess such as `stamp head` would hide what is missing until it breaks.",
    ),
  ];
}
