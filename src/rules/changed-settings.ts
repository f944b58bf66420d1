// changed-settings: a change to onehead's own settings, by which a run would say less.

import type { Problem, SettingDifference, SettingsChange } from "../model.ts";
import { code, list } from "../text/sentence.ts";
import { exampleScript } from "./example-script.ts";
import type { Rule } from "./rule.ts";

const path = ".github/onehead.yml";

declare module "../model.ts" {
  interface RuleIds {
    "changed-settings": true;
  }
}

export const changedSettings: Rule = {
  id: "changed-settings",
  severity: "warning",
  title: "A change that lets onehead say less",
  why: "A change is judged by the settings of the target branch; those that it brings count once they are merged.",
  details: `The action goes by the settings files of the target branch and by its own inputs, which stand in the workflow and win. A change cannot let itself pass:
what it does to \`${path}\` or to \`[tool.onehead]\` in \`pyproject.toml\` is told here. Where the target branch has no settings yet, the first ones that are brought
are told and not used. The command line goes by the settings of what it checks, and tells the same. Settings by which a run says as much or more are a notice.
Settings that cannot be read once merged make the verdict \`incomplete\`.`,
  example: {
    before: { "versions/a1.py": exampleScript("a1", null) },
    after: {
      "versions/a1.py": exampleScript("a1", null),
      [path]: "rules:\n  multiple-heads: off\n",
    },
    settings: {
      at: { path, line: 2, column: 1, endLine: 2, endColumn: 1 },
      differences: [{ name: "multiple-heads", before: "error", after: "off", saysLess: true }],
      had: "nothing",
      judgedBy: "target",
      verdictOfTarget: null,
      broken: null,
    },
  },
  withoutComment: true,

  find: ({ settings }) => (settings ? settingsProblems(settings) : []),
};

/** What there is to tell of a change of the settings: one problem, none where no option differs. */
export function settingsProblems(change: SettingsChange): readonly Problem[] {
  return change.differences.length > 0 ? [problemOf(change)] : [];
}

function problemOf(change: SettingsChange): Problem {
  const less = change.differences.filter(({ saysLess }) => saysLess);
  const [beginning, told] =
    less.length > 0
      ? ["With the settings of this change onehead would say less", less]
      : ["This change sets onehead's own settings", change.differences];
  return {
    at: change.at,
    revision: null,
    what: `${beginning}: ${list(told.map(inWords))}.`,
    why: whyOf(change),
    alembicSays: null,
    fixes: [],
    ...(less.length > 0 ? {} : { severity: "notice" }),
  };
}

function inWords({ name, before, after }: SettingDifference): string {
  const [was, is] = [before, after].map((value) => (value === null ? "not set" : code(value)));
  return `${code(name)} is ${is}, on the target branch ${was}`;
}

function whyOf({ had, judgedBy, verdictOfTarget }: SettingsChange): string {
  const target = {
    settings: "",
    nothing: " The target branch has no settings of its own.",
    broken: " The target branch's own settings cannot be read.",
  }[had];
  const verdict =
    verdictOfTarget === null
      ? ""
      : ` Under the target branch's settings the verdict is \`${verdictOfTarget}\`.`;
  return judgedBy === "target"
    ? `A change is judged by the settings of the target branch; those that it brings count once they are merged.${target}${verdict}`
    : `They count here, since they belong to what is checked; a pull request is judged by the settings of its target branch.${target}${verdict}`;
}
