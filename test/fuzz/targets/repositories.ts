// Small repositories before and after a change, through the whole check and every reporter.

import fc from "fast-check";
import type { Checked } from "../../../src/model.ts";
import { badge } from "../../../src/report/badge.ts";
import { type Format, reporters } from "../../../src/report/reporters.ts";
import { rules } from "../../../src/rules/index.ts";
import { graphCases } from "../../oracle/random-graphs.ts";
import { scriptText } from "../../support/agreement.ts";
import { assertHarmless, assertJson } from "../harmless.ts";
import { mutate } from "../mutate.ts";
import type { Random } from "../random.ts";
import { checkFiles, type Files } from "../snapshot.ts";
import type { Target } from "../target.ts";
import { randomScript } from "./scripts.ts";
import { pythonWords } from "./words.ts";

const render = (format: Format, checked: Checked) =>
  reporters[format](checked, { colour: false, rules });

interface ChangeCase {
  readonly before: Files;
  readonly after: Files;
}

const oddNames = [
  "::error::x",
  "##[add-mask]x",
  "a b",
  "a\nb",
  "<img src=x>",
  "`x`",
  "é",
  "x|y",
  "__init__",
  ".#x",
  "[x](y)",
  "%0A::x::",
];

function randomHistory(random: Random): Record<string, string> {
  const [sample] = fc.sample(graphCases, { seed: random.below(2 ** 31), numRuns: 1 });
  const folder = random.chance(80) ? "migrations/versions" : `${random.pick(oddNames)}/versions`;
  return Object.fromEntries(
    sample!.revisions.map((revision, index) => [`${folder}/${index}_x.py`, scriptText(revision)]),
  );
}

/** What people and attackers do to the files of a repository. */
function edit(random: Random, files: Record<string, string>): void {
  const paths = Object.keys(files);
  const path = random.pick(paths) ?? "migrations/versions/0_x.py";
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const text = files[path] ?? "";
  const other = random.chance(30) ? random.pick(oddNames) : `n${random.below(5)}`;
  switch (random.below(8)) {
    case 0:
      delete files[path];
      return;
    case 1:
      files[`${folder}${other}.py`] = text;
      return;
    case 2:
      delete files[path];
      files[`${folder}${other}.py`] = text;
      return;
    case 3:
      files[path] = mutate(random, text, pythonWords);
      return;
    case 4:
      files[`${folder}${other}.py`] = randomScript(random);
      return;
    case 5: {
      const name = (index: number) =>
        `"${random.chance(80) ? `r${index}` : random.pick(oddNames)}"`.replaceAll("\n", "\\n");
      files[path] = text.replace(/"[^"\n]*"/g, (written) =>
        random.chance(30) ? name(random.below(9)) : written,
      );
      return;
    }
    case 6:
      files[path] = text.replace("pass", random.pick(pythonWords).trim());
      return;
    default:
      files[random.pick(["alembic.ini", "migrations/env.py", ".github/onehead.yml"])] = random.pick(
        ["", "[alembic]\nscript_location = x\n", "max-heads: 2\n"],
      );
  }
}

export const repositories: Target<ChangeCase> = {
  make(random) {
    const before: Record<string, string> = {
      "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
      "migrations/env.py": "",
      "migrations/script.py.mako": "",
      ...randomHistory(random),
    };
    if (random.chance(20)) edit(random, before);
    const after = random.chance(90) ? { ...before } : { ...before, ...randomHistory(random) };
    for (let edits = random.below(4); edits >= 0; edits--) edit(random, after);
    return { before, after };
  },

  async run({ before, after }) {
    const checked = await checkFiles(before, after);
    for (const format of Object.keys(reporters) as Format[]) {
      assertHarmless(format, render(format, checked));
    }
    assertJson("badge", badge(checked.report, rules).json);
    const again = render("json", await checkFiles(before, after));
    if (again !== render("json", checked)) throw new Error("two runs that differ");
    const same = await checkFiles(after, after);
    const [blamed] = same.report.findings.filter(({ severity }) => severity !== "notice");
    if (blamed) throw new Error(`no change, and yet ${blamed.rule}: ${blamed.what}`);
  },
};
