// branch-label-clash: a branch label is used twice, or is a revision too.

import { pythonString } from "../text/python.ts";
import { code } from "../text/sentence.ts";
import type { Rule } from "./rule.ts";

declare module "../model.ts" {
  interface RuleIds {
    "branch-label-clash": true;
  }
}

export const branchLabelClash: Rule = {
  id: "branch-label-clash",
  severity: "error",
  title: "A branch label that is taken",
  why: "Alembic cannot load the script directory, so every command fails, `history` and `heads` included.",
  details: `A label stands in the \`branch_labels\` of one script only; everything that follows it has the label by that.
Labels and revisions share one set of names, so a label cannot be spelled like a revision.`,
  example: {
    before: `
      <base> -> a1 (billing), create invoices
      <base> -> b2 (orders), create orders`,
    after: `
      <base> -> a1 (billing), create invoices
      <base> -> b2 (orders), create orders
      b2 -> c3 (billing), add payments`,
  },
  breaksHistory: true,

  *find({ after }) {
    for (const { label, script, usedBy } of after.labelClashes) {
      const [revision, other] = [script.revision.value, usedBy.revision.value];
      const text = `Branch name '${label.value}' in revision ${revision} already used by revision ${other}`;
      const isRevision = after.nodes.has(label.value as typeof revision);
      yield {
        at: label.at,
        revision,
        what: isRevision
          ? `${code(revision)} uses the branch label ${code(label.value)}, which is a revision.`
          : `${code(revision)} uses the branch label ${code(label.value)}, which ${code(other)} uses already.`,
        alembicSays:
          after.loadError?.messages.find((message) => message.includes(`'${label.value}'`)) ?? text,
        related:
          script === usedBy ? [] : [{ at: usedBy.revision.at, what: `This is ${code(other)}.` }],
        fixes: [
          {
            say: "Give it a label of its own:",
            safe: false,
            steps: [
              {
                kind: "edit",
                at: label.at,
                to: pythonString(`${label.value}_${revision}`, script.downRevisionAssignment.quote),
              },
            ],
          },
        ],
        follows: revision === other && script !== usedBy ? ["duplicate-revision"] : [],
      };
    }
  },
};
