// The schema of the settings file allows what is read, and nothing that is refused.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { WrongUsage } from "../../src/cannot-check.ts";
import { parseSettingsFile } from "../../src/parse/settings.ts";
import { mergeSettings } from "../../src/settings/merge.ts";

const path = join(import.meta.dirname, "../../docs/settings.schema.json");
const isAllowed = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path, "utf8")),
);

const files: readonly (readonly [string, boolean])[] = [
  ["max-heads: 2\n", true],
  ["max-heads: '2'\n", true],
  ["config: [api/alembic.ini, billing/alembic.ini]\nversions: db/versions\n", true],
  ["released: v*\non-empty: pass\n", true],
  ["rules:\n  multiple-heads: off\n  cycle: { level: notice, reason: until March }\n", true],
  ["rules: [multiple-heads=off]\n", true],
  ["rows: |\n  production: a1, b2\n  staging: a1\n", true],
  ["max-heads: 0\n", false],
  ["max-heads: many\n", false],
  ["max-haeds: 2\n", false],
  ["against: develop\n", false],
  ["on-empty: maybe\n", false],
  ["config: { file: alembic.ini }\n", false],
  ["rules: { cycle: loud }\n", false],
  ["rules: { cycles: off }\n", false],
  ["rules: { cycle: { reason: until March } }\n", false],
];

test.each(files)("%j", async (text, isRead) => {
  const values = await parseSettingsFile(".github/onehead.yml", text);
  const read = () => mergeSettings([{ source: "the file", isFile: true, values }]);
  if (isRead) expect(read).not.toThrow();
  else expect(read).toThrow(WrongUsage);
  expect(isAllowed(values)).toBe(isRead);
});
