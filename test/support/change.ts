// Changes for the tests of rules: two histories, or two sets of files, through the rooms that real ones pass.

import { exampleChange } from "../../src/check/example.ts";
import type { Change, Finding, RevisionId } from "../../src/model.ts";
import type { ExampleState } from "../../src/rules/rule.ts";
import { type RuleSettings, runRules } from "../../src/rules/run.ts";

export { exampleChange as changeOf } from "../../src/check/example.ts";

/** What the rules find, in their order. */
export function findings(
  before: ExampleState | null,
  after: ExampleState | null,
  more: Partial<Change> = {},
  settings: Partial<RuleSettings> = {},
): readonly Finding[] {
  return runRules(exampleChange(before, after, more), { rules: new Map(), ...settings });
}

/** The same as short lines: "error multiple-heads c3". */
export function told(
  before: ExampleState | null,
  after: ExampleState | null,
  more: Partial<Change> = {},
  settings: Partial<RuleSettings> = {},
): readonly string[] {
  return findings(before, after, more, settings).map(
    ({ severity, rule, revision }) => `${severity} ${rule} ${revision ?? "-"}`,
  );
}

/** The steps of a finding's fixes as people read them: the command, or place and text. Lines of a docstring are left out. */
export function fixesOf({ fixes }: Finding): readonly string[] {
  return fixes.flatMap(({ steps }) =>
    steps
      .filter((step) => step.kind === "run" || !/^Revi(ses|sion ID):/.test(step.to))
      .map((step) =>
        step.kind === "run"
          ? `${step.in}${step.in && "$ "}${step.command}`
          : `${step.at.path}:${step.at.line} ${step.to}`,
      ),
  );
}

/** A script as text, with any header lines one likes. It does something unless the body says otherwise: one that does nothing is a case of its own. */
export function script(header: string, body = "op.execute('SELECT 1')"): string {
  return `${header}\n\n\ndef upgrade():\n    ${body}\n\n\ndef downgrade():\n    pass\n`;
}

/** Revisions as the model's type. */
export function ids(...names: readonly string[]): readonly RevisionId[] {
  return names as readonly RevisionId[];
}
