// Every reporter against golden files. `npx vitest run test/report -u` writes them anew; look at what changed.

import { describe, expect, test } from "vitest";
import type { Checked } from "../../src/model.ts";
import { workflowCommands } from "../../src/report/annotations.ts";
import { badge } from "../../src/report/badge.ts";
import { dotDrawing } from "../../src/report/dot.ts";
import { graphJson } from "../../src/report/graph-json.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { mermaidDrawing } from "../../src/report/mermaid.ts";
import { sarifReport } from "../../src/report/sarif.ts";
import { textReport } from "../../src/report/text.ts";
import { rules } from "../../src/rules/index.ts";
import { examples } from "./examples.ts";
import { sarifRules } from "./sarif-rules.ts";

const addresses = {
  files: "https://github.com/octo/app/blob/0123456789abcdef0123456789abcdef01234567",
  rules: "https://github.com/octo/onehead/blob/v1/docs/rules",
};

const reporters: Readonly<Record<string, (checked: Checked) => string>> = {
  "report.txt": (checked) => textReport(checked, { colour: false }),
  "report-in-colour.txt": (checked) => textReport(checked, { colour: true, width: 80 }),
  "report.json": ({ report }) => jsonReport(report),
  "annotations.txt": ({ report }) => workflowCommands(report),
  "summary.md": (checked) => markdownReport(checked),
  "comment.md": (checked) => markdownReport(checked, { for: "comment", ...addresses }),
  "report.sarif": ({ report }) =>
    sarifReport(report, sarifRules, {
      homepage: "https://github.com/octo/onehead",
      rules: addresses.rules,
    }),
  "badge.json": ({ report }) => badge(report, rules).json,
  "badge.svg": ({ report }) => badge(report, rules).svg,
  "graph.mmd": ({ drawings }) => drawings.map(mermaidDrawing).join("\n"),
  "graph.dot": ({ drawings }) => drawings.map(dotDrawing).join("\n"),
  "graph.json": ({ drawings }) => graphJson(drawings),
};

describe.each(Object.entries(examples))("%s", (name, checked) => {
  const files = Object.entries(reporters).filter(
    ([file]) => name !== "over-a-megabyte" || file === "comment.md",
  );
  test.each(files)("%s", async (file, reporter) => {
    await expect(reporter(checked)).toMatchFileSnapshot(`golden/${name}/${file}`);
  });
});
