// Texts of migration scripts: read, checked for syntax, and compared with another text of the same script.

import fc from "fast-check";
import { checkSyntax, judgeBy } from "../../../src/parse/check-syntax.ts";
import { compareTexts } from "../../../src/parse/difference.ts";
import { parseScript } from "../../../src/parse/script.ts";
import { loadGrammar } from "../../../src/system/load-grammar.ts";
import { editCases } from "../../oracle/random-edits.ts";
import { scriptCases } from "../../oracle/random-scripts.ts";
import { mutate } from "../mutate.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";
import { pythonWords } from "./words.ts";

/** Two texts of one script. */
export interface TwoTexts {
  readonly before: string;
  readonly after: string;
}

/** A script as somebody wrote it, or nearly so. */
export function randomScript(random: Random): string {
  const [seed, numRuns] = [random.below(2 ** 31), 1];
  switch (random.below(4)) {
    case 0:
      return Object.values(fc.sample(scriptCases, { seed, numRuns })[0]!.files).at(-1)!;
    case 1:
      return fc.sample(editCases, { seed, numRuns })[0]!.before;
    default:
      return random.list(30, () => random.pick(pythonWords)).join(random.pick(["", "", " ", "\n"]));
  }
}

export const scripts: Target<TwoTexts> = {
  make(random) {
    const before = mutate(random, randomScript(random), pythonWords);
    const after = random.chance(80) ? mutate(random, before, pythonWords) : randomScript(random);
    return { before, after };
  },

  async run({ before, after }) {
    const findMistake = judgeBy((await loadGrammar())!);
    for (const text of [before, after]) {
      const file = { kind: "text", path: "versions/b2.py", id: text, text } as const;
      checkSyntax(file, parseScript(file), findMistake);
    }
    const { edits } = compareTexts(before, after, "versions/b2.py");
    if (edits.length === 0) throw new Error("a comparison without an answer");
    const same = compareTexts(after, after, "versions/b2.py");
    if (same.edits.join() !== "cosmetic") throw new Error("a text that differs from itself");
  },
};
