// Several databases in one call: each has its own answer, and one that cannot be asked keeps no other from it.

import { CannotCheck } from "../../cannot-check.ts";
import type { DoctorReport } from "../../doctor/model.ts";
import { printJson } from "../../report/json.ts";
import type { NamedDatabase } from "./named-database.ts";

/** The answer for one database, or why there is none. */
export type OneAnswer = { readonly database: string } & (
  | { readonly report: DoctorReport; readonly trouble: null }
  | { readonly report: null; readonly trouble: string }
);

/** Examines one after the other. A database without a name is told by its place on the command line: its address may hold secrets. */
export async function eachOf(
  databases: readonly NamedDatabase[],
  examine: (one: NamedDatabase) => Promise<DoctorReport>,
): Promise<readonly OneAnswer[]> {
  const answers: OneAnswer[] = [];
  for (const [index, one] of databases.entries()) {
    const database = one.name ?? `database ${index + 1}`;
    try {
      answers.push({ database, report: await examine(one), trouble: null });
    } catch (error) {
      if (!(error instanceof CannotCheck)) throw error;
      answers.push({ database, report: null, trouble: error.message });
    }
  }
  return answers;
}

/** The answers below each other, each under the database's name; as JSON a list of them. */
export function printAnswers(
  format: "text" | "json" | "markdown",
  answers: readonly OneAnswer[],
  print: (report: DoctorReport) => string,
): string {
  if (format === "json") return printJson(answers);
  const heading = (name: string) => (format === "markdown" ? `## ${name}` : `${name}:`);
  return answers
    .map(({ database, report, trouble }) => {
      const text = report ? print(report) : `Could not look: ${trouble}\n`;
      return `${heading(database)}\n\n${text}`;
    })
    .join("\n");
}

/** 1 where one of them fails, else 3 where one is not known, else 0. */
export function worstOf(answers: readonly OneAnswer[]): 0 | 1 | 3 {
  const verdicts = answers.map(({ report }) => report?.verdict ?? "unknown");
  if (verdicts.includes("fails")) return 1;
  return verdicts.includes("unknown") ? 3 : 0;
}
