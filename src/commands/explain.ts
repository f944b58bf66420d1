// `onehead explain <rule>`: a rule's page.

import { WrongUsage } from "../cannot-check.ts";
import { rules } from "../rules/index.ts";
import type { Typed } from "../settings.ts";
import { didYouMean } from "../text/closest.ts";
import type { Answer } from "./answer.ts";
import { explainRule } from "./rule-page.ts";

/** A rule's page, or the list of rules. Throws WrongUsage for a rule that does not exist. */
export function runExplain({ argument: name }: Typed<"explain">): Answer {
  if (name === undefined) return { output: ruleList(), exitCode: 0 };
  const rule = rules.find(({ id }) => id === name);
  if (!rule) {
    const meant = didYouMean(
      name,
      rules.map(({ id }) => id),
    );
    throw new WrongUsage(`\`${name}\` is no rule; \`onehead explain\` lists the rules.${meant}`);
  }
  return { output: explainRule(rule.id), exitCode: 0 };
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join("");
}
