// The doctor's answers as people and programs get them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { readLog } from "../../src/doctor/evidence/log/read-log.ts";
import { examine } from "../../src/doctor/examine.ts";
import { doctorMarkdown } from "../../src/report/doctor-markdown.ts";
import { doctorText } from "../../src/report/doctor-text.ts";
import { printJson } from "../../src/report/json.ts";
import { graphOf } from "../support/graph.ts";
import { lostScript, patient } from "../support/patient.ts";

const line = `
  <base> -> a1aaaa, create users
  a1aaaa -> b2bbbb, add email
  b2bbbb -> c3cccc, add orders`;

const testimony = readLog("Multiple head revisions are present for given argument 'head'; please");

const answers = {
  "up-to-date": examine(patient(line, ["c3cccc"])),
  behind: examine(
    patient(line, [], { dialect: "postgresql", table: { isMissing: true, source: "database" } }),
  ),
  overlaps: examine(patient(line, ["c3cccc", "a1aaaa"])),
  "cannot-locate": examine(
    patient("<base> -> a1aaaa, create users", ["c3cccc"], {
      lost: new Map([["c3cccc", lostScript(graphOf(line), "c3cccc", { tags: ["v1.0"] })]]),
      dialect: "mysql",
      table: { source: "database" },
    }),
  ),
  "another-project": examine(patient(line, ["99ffff"])),
  "error-alone": examine(patient(line, [], { testimony, table: { source: "error" } })),
  "several-heads": examine(patient(`${line}\n  a1aaaa -> x1xxxx, other`, ["a1aaaa"])),
  "crashing-script": examine(
    patient(
      "<base> -> a1aaaa\n<base> -> b2bbbb\na1aaaa -> c3cccc\na1aaaa, b2bbbb, c3cccc -> m4mmmm, merge",
      ["a1aaaa", "b2bbbb"],
    ),
  ),
  hostile: examine(
    patient(line, ["\x1b[31m::error::x`*<b>", "##[error]", "c3cccc"], {
      table: { name: 'v`"1\n' },
    }),
  ),
} as const;

test.each(Object.entries(answers))("%s", async (name, report) => {
  const golden = `golden/doctor/${name}`;
  await expect(doctorText(report, { colour: false })).toMatchFileSnapshot(`${golden}.txt`);
  await expect(doctorMarkdown(report)).toMatchFileSnapshot(`${golden}.md`);
});

test("every answer is as the schema describes it", () => {
  const path = join(import.meta.dirname, "../../docs/doctor-report.schema.json");
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(path, "utf8")));
  for (const report of Object.values(answers)) {
    expect(validate(JSON.parse(printJson(report))), JSON.stringify(validate.errors)).toBe(true);
  }
});

test("colours are steering, and nothing in the table steers", () => {
  const text = doctorText(answers.hostile, { colour: true });
  expect(text).not.toContain("\x1b[31m::error");
  expect(text).not.toMatch(/^\s*::|##\[/m);
});
