// The doctor's repairs as lines.

import type { DatabaseKind, DoctorReport, Repair, RepairStep } from "../doctor/model.ts";
import { code } from "../text/sentence.ts";
import { shellWord } from "../text/shell.ts";
import { codeLines, type DoctorLine, line } from "./doctor-line.ts";

/** One repair: what to look at before, the steps, and how to see that it worked. */
export function repairLines(
  { table, repairs }: DoctorReport,
  repair: Repair,
  index: number,
): readonly DoctorLine[] {
  const number = repairs.length > 1 ? ` ${index + 1}` : "";
  const isAlone = repair.steps.flatMap(({ commands }) => commands).length === 1;
  return [
    line("repair", `Repair${number}: ${repair.title}`),
    ...repair.before.map((text) => line("sentence", `Before: ${text}`)),
    ...repair.steps.flatMap((step) => stepLines(step, table.kind, isAlone)),
    line("sentence", `After: ${repair.check}`),
    line("sentence", `Changes: ${repair.changes}`),
    line("sentence", `Leaves alone: ${repair.keeps}`),
  ];
}

function stepLines(
  { say, edit, commands, in: at, sql }: RepairStep,
  kind: DatabaseKind | null,
  isAlone: boolean,
): readonly DoctorLine[] {
  const lines = [line("sentence", say)];
  if (edit) {
    lines.push(line("sentence", `${code(`${edit.path}:${edit.line}`)}:`));
    lines.push(...codeLines(edit.to, "python"));
  }
  for (const command of commands) lines.push(...codeLines(inDirectory(command, at, isAlone), "sh"));
  if (!sql) return lines;
  for (const [names, text] of dialects(sql, kind)) {
    const which = names === "" ? "in SQL:" : `in SQL (${names}):`;
    lines.push(line("sentence", commands.length > 0 ? `or ${which}` : which));
    lines.push(...codeLines(text, "sql"));
  }
  return lines;
}

/** Every command starts at the repository's root. */
function inDirectory(command: string, at: string, isAlone: boolean): string {
  if (at === "") return command;
  const moved = `cd ${shellWord(at)} && ${command}`;
  return isAlone ? moved : `(${moved})`;
}

const databaseNames: Readonly<Record<DatabaseKind, string>> = {
  postgresql: "PostgreSQL",
  sqlite: "SQLite",
  mysql: "MySQL, MariaDB",
};

/** The database's own statements where it is known; else all, equal ones once, and without a name where all are equal. */
function dialects(
  sql: NonNullable<RepairStep["sql"]>,
  kind: DatabaseKind | null,
): readonly (readonly [string, string])[] {
  if (kind !== null) return [[databaseNames[kind], sql[kind]]];
  const names = new Map<string, string[]>();
  for (const one of ["postgresql", "sqlite", "mysql"] as const) {
    names.set(sql[one], [...(names.get(sql[one]) ?? []), databaseNames[one]]);
  }
  return [...names].map(([text, all]) => [names.size === 1 ? "" : all.join(", "), text]);
}

/** Why no repair is offered, and what to do instead. */
export function withoutRepair({
  verdict,
  repairs,
  problems,
  table,
}: DoctorReport): readonly DoctorLine[] {
  if (verdict !== "fails" || repairs.length > 0) return [];
  const has = (kinds: readonly string[]) => problems.some(({ kind }) => kinds.includes(kind));
  if (has(["broken-scripts", "broken-configuration", "duplicate-revision"])) {
    return [
      line("repair", "Repair: none that is safe."),
      line(
        "sentence",
        "The scripts or their configuration have to be mended first. No change to the database helps.",
      ),
    ];
  }
  if (problems.every(({ kind }) => kind === "broke-off" || kind === "several-heads")) {
    return [
      line("repair", "Repair: no row has to be changed."),
      line(
        "sentence",
        "Mend what the script met (below), see to what the attempt left behind, and upgrade again.",
      ),
    ];
  }
  const why =
    table.rowsAre === "at-least"
      ? "List all rows first (below), and ask again with them: what is known does not tell what this database has run."
      : "Nothing tells what this database has really run, and a guess such as `stamp head` would hide what is missing until it breaks.";
  return [line("repair", "Repair: none that is safe."), line("sentence", why)];
}
