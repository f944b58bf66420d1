// The repairs that are proposed do mend: applied as printed, nothing is left to say.

import fc from "fast-check";
import { expect, test } from "vitest";
import { historyToFiles } from "../../src/graph/history.ts";
import type { Finding, Step } from "../../src/model.ts";
import { findings } from "../support/change.ts";

type Files = Readonly<Record<string, string>>;

/** Puts the text of an edit where it belongs. */
function applyEdit(files: Files, { at, to }: Extract<Step, { kind: "edit" }>): Files {
  const lines = files[at.path]!.split("\n");
  const start = lines
    .slice(0, at.line - 1)
    .reduce((sum, row) => sum + row.length + 1, at.column - 1);
  const end = lines
    .slice(0, at.endLine - 1)
    .reduce((sum, row) => sum + row.length + 1, at.endColumn - 1);
  const text = files[at.path]!;
  return { ...files, [at.path]: text.slice(0, start) + to + text.slice(end) };
}

function applyFirstFixes(files: Files, found: readonly Finding[]): Files | null {
  return found.reduce<Files | null>((mended, { fixes: [fix] }) => {
    const [step] = fix?.steps ?? [];
    return mended !== null && step?.kind === "edit" ? applyEdit(mended, step) : null;
  }, files);
}

/** A history in which each script follows one or two of the earlier ones, or none, and may depend on another. */
const history = (prefix: string, least: number, most: number) =>
  fc
    .array(
      fc.record({
        follows: fc.array(fc.nat(50), { minLength: 1, maxLength: 2 }),
        dependsOn: fc.option(fc.nat(50), { freq: 6 }),
      }),
      { minLength: least, maxLength: most },
    )
    .map((scripts) => scripts.map((script, index) => ({ ...script, id: `${prefix}${index}` })));

function print(
  scripts: readonly { id: string; follows: readonly number[]; dependsOn: number | null }[],
): string {
  const lines = scripts.map(({ id, follows, dependsOn }, index) => {
    if (index === 0) return `<base> -> ${id}, x`;
    const earlier = (place: number) => scripts[place % index]!.id;
    const down = [...new Set(follows.map(earlier))].join(", ");
    return `${down}${dependsOn === null ? "" : ` (${earlier(dependsOn)})`} -> ${id}, x`;
  });
  return lines.join("\n");
}

const isHeads = ({ rule }: Finding) => rule === "multiple-heads";

test("extra heads are gone once every proposed edit is made, and nothing new is wrong", () => {
  let mendings = 0;
  fc.assert(
    fc.property(history("t", 1, 7), history("n", 1, 5), (target, added) => {
      const before = historyToFiles(print(target));
      const after = historyToFiles(print([...target, ...added]));
      const found = findings(before, after).filter(({ severity }) => severity === "error");
      fc.pre(found.length > 0 && found.every(isHeads));
      const mended = applyFirstFixes(after, found);
      if (mended === null) return;
      mendings += 1;
      const left = findings(before, mended).filter(({ severity }) => severity === "error");
      expect(left.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(mendings).toBeGreaterThan(100);
}, 60_000);

test("a script slipped in below an applied one is put right by both steps together", () => {
  const before = historyToFiles("<base> -> a1, x\n a1 -> b2, x\n b2 -> c3, x");
  const after = historyToFiles("<base> -> a1, x\n a1 -> n9, x\n n9 -> b2, x\n b2 -> c3, x");
  const [finding] = findings(before, after);
  const edits = finding!.fixes[0]!.steps.filter((step) => step.kind === "edit");
  expect(findings(before, edits.reduce(applyEdit, after))).toEqual([]);
});
