// A rule's page: docs/rules/<id>.md, and what `onehead explain <rule>` prints. Its example is run, so the page shows what really is said.

import { exampleChange } from "../check/example.ts";
import type { Finding, RuleId } from "../model.ts";
import { findingText } from "../report/text.ts";
import { ruleOf, rules } from "../rules/index.ts";
import type { ExampleState, Rule } from "../rules/rule.ts";
import { runRules } from "../rules/run.ts";

/** The page of one rule, as Markdown. */
export function explainRule(id: RuleId): string {
  const rule = ruleOf(id);
  const findings = exampleFindings(rule);
  return `# \`${id}\`

${rule.title}. ${rule.why}

Default level: **${rule.severity}**.

${rule.details}

## Example

The target branch:

${exampleBlock(rule.example.before, rule.example.after)}
after the change:

${exampleBlock(rule.example.after, rule.example.before)}
${alembicBlock(findings)}
What onehead prints:

\`\`\`\`text
${findings.map(findingText).join("\n\n")}
\`\`\`\`

## Exceptions

${exceptions(rule)}
`;
}

/** Path → text of all rule pages and their index. */
export function rulePages(): Readonly<Record<string, string>> {
  const pages = rules.map(({ id }) => [`docs/rules/${id}.md`, explainRule(id)]);
  return { "docs/rules/README.md": indexPage(), ...Object.fromEntries(pages) };
}

function indexPage(): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [\`${id}\`](${id}.md) | ${severity} | ${title} |\n`,
  );
  return `# Rules

A finding of level \`error\` fails the run; \`warning\` and \`notice\` do not. What the target branch has wrong already is a notice,
and only what the change brings counts. A finding that follows from another is told once, under its cause.

| rule | level | reports |
| --- | --- | --- |
${rows.join("")}`;
}

function exampleFindings(rule: Rule): readonly Finding[] {
  const { before, after, settings } = rule.example;
  const change = exampleChange(before, after, settings && { settings });
  return runRules(change, { rules: new Map() }).filter((finding) => finding.rule === rule.id);
}

/** A history as `alembic history` prints it, or the files: in full those that the other state does not hold in the same form. */
function exampleBlock(state: ExampleState, other: ExampleState): string {
  if (typeof state === "string") {
    const lines = state.split("\n").map((line) => line.trim());
    return `\`\`\`text\n${lines.filter((line) => line !== "").join("\n")}\n\`\`\`\n`;
  }
  const isSame = ([path, text]: readonly [string, string]) =>
    typeof other !== "string" && other[path] === text;
  const files = Object.entries(state);
  const shown = files
    .filter((file) => !isSame(file))
    .map(([path, text]) => `\`\`\`python\n# ${path}\n${text}\`\`\`\n`);
  const same = files.filter(isSame).map(([path]) => `\`${path}\``);
  const rest = same.length === 0 ? [] : [`${same.join(" and ")}, the same in both.\n`];
  return [...shown, ...rest].join("\n");
}

function alembicBlock(findings: readonly Finding[]): string {
  const says = findings.map(({ alembicSays }) => alembicSays).find((text) => text !== null);
  return says === undefined
    ? "Alembic reports nothing.\n"
    : `What Alembic says:\n\n\`\`\`text\n${says}\n\`\`\`\n`;
}

function exceptions({ id, severity, withoutComment }: Rule): string {
  const comment = withoutComment
    ? []
    : [`A comment line in the script: \`# onehead: allow ${id}: <reason>\``];
  const ways = [
    ...comment,
    `The label \`onehead:allow:${id}\` on the pull request`,
    `The setting \`rules\`: \`${id}=off\`, or another level than \`${severity}\``,
  ];
  return `An exception hides nothing: the finding stays in the report as a notice, with the reason.

${ways.map((way) => `- ${way}`).join("\n")}`;
}
