// Logs and rows for the doctor, through its examination and every form of its answer.

import { readLog } from "../../../src/doctor/evidence/log/read-log.ts";
import { readPipedRows } from "../../../src/doctor/evidence/rows/read-rows.ts";
import { examine } from "../../../src/doctor/examine.ts";
import { doctorMarkdown } from "../../../src/report/doctor-markdown.ts";
import { doctorText } from "../../../src/report/doctor-text.ts";
import { printJson } from "../../../src/report/json.ts";
import { patient } from "../../support/patient.ts";
import { assertJson, assertMarkdown, assertPlain } from "../harmless.ts";
import { mutate } from "../mutate.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";
import { logWords } from "./words.ts";

interface DoctorCase {
  readonly history: string;
  readonly rows: readonly string[];
  readonly log: string;
  readonly piped: string;
}

const histories = [
  "<base> -> a1, create users\na1 -> b2, add email\nb2 -> c3, add orders",
  "<base> -> a1, create users\na1 -> b2, add email\na1 -> c3, add orders",
  "<base> -> a1\n<base> -> b2\na1, b2 -> c3",
  "<base> -> a1 (x)\na1 -> b2\n<base> (b2) -> c3",
  "x9 -> a1, ::error::forged\na1 -> b2, <img src=x>",
  "c3 -> a1\na1 -> b2\nb2 -> c3",
] as const;

const names = ["a1", "b2", "c3", "x9", "", "heads", "a", "::error::x", "<b>", "'", "`", "\n", "é"];

function randomLog(random: Random): string {
  const text = random.list(15, () => random.pick(logWords)).join("");
  return random.chance(70) ? mutate(random, text, logWords) : text;
}

export const logs: Target<DoctorCase> = {
  make: (random) => ({
    history: random.pick(histories),
    rows: random.list(4, () => random.pick(names)),
    log: randomLog(random),
    piped: randomLog(random),
  }),

  run({ history, rows, log, piped }) {
    const testimony = readLog(log);
    const read = readPipedRows(piped);
    const given = [rows, testimony.error?.rows ?? [], read.rows?.ids ?? []];
    for (const ids of given.filter(({ length }) => length < 1000)) {
      const report = examine(patient(history, ids, { testimony }));
      assertPlain("the doctor's text", doctorText(report, { colour: false }));
      assertMarkdown("the doctor's page", doctorMarkdown(report));
      assertJson("the doctor's report", printJson(report));
    }
  },
};
