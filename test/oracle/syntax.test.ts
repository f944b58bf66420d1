// What the grammar refuses, Python refuses: scripts with something left out, doubled or put elsewhere, shown to both.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkSyntax, judgeBy } from "../../src/parse/check-syntax.ts";
import { parseScript } from "../../src/parse/script.ts";
import { loadGrammar } from "../../src/system/load-grammar.ts";
import { python } from "./venvs.ts";

const size = 1500;
const scenarios = join(import.meta.dirname, "../scenarios");

/** Every script of the scenarios, those with conflict markers among them. */
const scripts = readdirSync(scenarios, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".py"))
  .map((path) => readFileSync(join(scenarios, path), "utf8"));
const token = /\w+|\s+|[^\w\s]/g;

/** A script in which one token is gone, doubled, or changes places with the next. */
const mutated = fc
  .tuple(fc.constantFrom(...scripts), fc.nat(), fc.constantFrom("gone", "doubled", "later", "same"))
  .map(([text, number, how]) => {
    const tokens = text.match(token) ?? [];
    const at = number % Math.max(tokens.length - 1, 1);
    const [here = "", next = ""] = tokens.slice(at, at + 2);
    const put = {
      gone: [next],
      doubled: [here, here, next],
      later: [next, here],
      same: [here, next],
    };
    return [...tokens.slice(0, at), ...put[how], ...tokens.slice(at + 2)].join("");
  });

/** Which of the texts Python compiles. */
function compiled(texts: readonly string[]): readonly boolean[] {
  const program = `import json, sys, warnings
warnings.simplefilter("ignore")
def compiles(text):
    try:
        compile(text, "x.py", "exec", dont_inherit=True)
        return True
    except (SyntaxError, ValueError):
        return False
print(json.dumps([compiles(text) for text in json.load(sys.stdin)]))`;
  const input = JSON.stringify(texts);
  const printed = execFileSync(python("newest"), ["-c", program], { input, maxBuffer: 1e9 });
  return JSON.parse(printed.toString());
}

test("nothing that Python compiles is refused, and most of what it refuses is", async () => {
  const grammar = (await loadGrammar())!;
  const texts = [...scripts, ...fc.sample(mutated, size)];
  const isFine = compiled(texts);
  const isRefused = texts.map((text) => {
    const file = { kind: "text", path: "versions/x.py", id: "x", text } as const;
    const found = checkSyntax(file, parseScript(file), judgeBy(grammar));
    return found.kind === "unreadable" && found.error !== null;
  });
  const falseAlarms = texts.filter((_, i) => isFine[i] && isRefused[i]);
  const broken = texts.filter((_, i) => !isFine[i]);
  const missed = texts.filter((_, i) => !isFine[i] && !isRefused[i]);
  expect(falseAlarms).toEqual([]);
  expect(broken.length).toBeGreaterThan(size / 10);
  expect(missed.length / broken.length).toBeLessThan(0.15);
});
