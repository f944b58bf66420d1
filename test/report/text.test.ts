// What people read in a terminal.

import { describe, expect, test } from "vitest";
import type { Checked, Finding } from "../../src/model.ts";
import { headsReport } from "../../src/report/heads.ts";
import { historyText } from "../../src/report/history.ts";
import { textReport } from "../../src/report/text.ts";
import { editedScript, examples, report, secondHead } from "./examples.ts";

function text(checked: Checked): string {
  return textReport(checked, { colour: false });
}

function withFindings(findings: readonly Finding[]): Checked {
  return { report: report({ findings, verdict: "failed" }), drawings: [] };
}

describe("a report in text", () => {
  test("of a clean change is a line for the script directory, what was compared, the verdict", () => {
    expect(text(examples["clean"]!)).toBe(
      `migrations: 1 head (\`b2\`) → 1 head (\`c3\`), 288 → 289 scripts, 1 added
Compared the merge \`refs/pull/7/merge\` (\`0123456\`) with \`origin/main\` (\`89abcde\`): 289 scripts read, 289 parsed.
Passed.
`,
    );
  });

  test("says what, why, Alembic's words and the fix, as the house style lays it out", () => {
    const { related: _, ...finding } = secondHead;
    const page = text(withFindings([{ ...finding, related: [] }]));
    expect(page.slice(0, page.indexOf("\n\nmigrations:"))).toBe(
      `migrations/versions/c3_add_orders.py:14:1  error  multiple-heads

  \`c3\` would be a second head beside \`b2\`.
  \`alembic upgrade head\` cannot choose between them, so the next deploy stops before it migrates anything.

  Alembic says: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads

  Put it after \`b2\`:
    migrations/versions/c3_add_orders.py:14
    down_revision = "b2"
  Or keep both lines and join them:
    alembic merge -m "merge b2 and c3" b2 c3`,
    );
  });

  test("says that Alembic reports nothing where it is silent", () => {
    expect(text(withFindings([editedScript]))).toContain("\n  Alembic reports nothing.\n");
  });

  test("names a rule ten times at most, the worst of its findings, and counts the rest", () => {
    const notices = Array.from({ length: 12 }, () => ({
      ...editedScript,
      severity: "notice" as const,
    }));
    const page = text(withFindings([...notices, editedScript]));
    expect(page.match(/ {2}edited-revision$/gm)).toHaveLength(10);
    expect(page).toContain("  error  edited-revision");
    expect(page).toContain("and 3 more `edited-revision`, all in the JSON report");
  });

  test("puts notices last and short, with the reason that lets them pass", () => {
    const allowed = { by: "comment", reason: "never released" } as const;
    const page = text(withFindings([{ ...editedScript, severity: "notice", allowed }, secondHead]));
    expect(page.indexOf("multiple-heads")).toBeLessThan(page.indexOf("edited-revision"));
    expect(page).toContain("(allowed by a comment in the script: `never released`)");
    expect(page).not.toContain(editedScript.why);
  });

  test("wraps sentences to the width and leaves code and Alembic's words whole", () => {
    const page = textReport(withFindings([secondHead]), { colour: false, width: 60 });
    const long = page.split("\n").filter((line) => line.length > 60);
    expect(long.map((line) => line.trim().slice(0, 12))).toEqual([
      "migrations/v",
      "Alembic says",
      "migrations: ",
      "Compared the",
    ]);
  });

  test("keeps its own marks to ASCII where the terminal asks for it", () => {
    const page = textReport(examples["clean"]!, { colour: false, ascii: true });
    expect(page).toMatch(/^[\n\x20-\x7e]*$/);
    expect(page).toContain("1 head (`b2`) -> 1 head (`c3`)");
  });

  test("says why a run is incomplete and how to mend it", () => {
    const page = text(examples["nothing-found"]!);
    expect(page).toContain("No script directory was found. Name one with");
    expect(page).toContain("Looked at the whole history of the working tree");
    expect(page).toContain("Incomplete: not everything could be judged.");
  });

  test("says which script directories are new and which are gone", () => {
    const page = text(examples["several-script-directories"]!);
    expect(page).toContain("services/audit/migrations: new, 1 head (`first`), 1 script, 1 added");
    expect(page).toContain("services/old/migrations: gone, had 1 head (`z9`), 12 scripts");
    expect(page).toContain("services/billing/migrations: 1 head (`f0`), 40 scripts\n");
  });

  test("tells a formatter's edits from others", () => {
    expect(text(examples["edited-applied-script"]!)).toContain("1 edited, 1 reformatted");
  });
});

describe("a list of heads", () => {
  test("marks heads and effective heads as `alembic heads` does", () => {
    const listed = { name: "migrations", scripts: 5, trouble: null, partial: [] };
    expect(headsReport([{ ...listed, heads: ["b2", "c3"], realHeads: ["c3"] }])).toBe(
      "migrations: 2 heads, 5 scripts\n  b2 (effective head)\n  c3 (head)\n",
    );
  });

  test("says why it may be wrong", () => {
    const trouble = "`m/a.py` cannot be read";
    const partial = [trouble, "`depends_on` of `m/b.py` is the result of a call"];
    const listed = { name: "m", heads: [], realHeads: [], scripts: 2, trouble, partial };
    expect(headsReport([listed])).toBe(
      "m: 0 heads, 2 scripts\n  `m/a.py` cannot be read\n  known in part: `depends_on` of `m/b.py` is the result of a call\n",
    );
  });
});

test("a history is printed without what steers a terminal or the runner", () => {
  expect(historyText("<base> -> a1, \x1b[31m##[x]\n::error::x -> b2\n")).toBe(
    "<base> -> a1, \\x1b[31m##\u200b[x]\n:\u200b:error::x -> b2\n",
  );
});
