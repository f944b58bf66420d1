// Every rule's example, through the whole chain: it breaks that rule, at its level, and no other.

import { expect, test } from "vitest";
import { exampleChange } from "../../src/check/example.ts";
import { rules } from "../../src/rules/index.ts";
import { runRules } from "../../src/rules/run.ts";

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "the example of %s breaks it and no other rule",
  (id, rule) => {
    const { before, after, settings } = rule.example;
    const change = exampleChange(before, after, settings && { settings });
    const findings = runRules(change, { rules: new Map() });
    const own = findings.filter((finding) => finding.rule === id || finding.severity !== "notice");
    expect(own.map((finding) => [finding.rule, finding.severity])).toEqual([[id, rule.severity]]);
  },
);

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "the target branch of the example of %s is in order",
  (_, rule) => {
    const { before } = rule.example;
    expect(
      runRules(exampleChange(before, before), { rules: new Map() }).filter(
        ({ severity }) => severity !== "notice",
      ),
    ).toEqual([]);
  },
);
