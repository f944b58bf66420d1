// Texts on which a parser could spend minutes: they are told to be no Python, or not to be understood.

import { expect, test } from "vitest";
import { compareTexts } from "../../src/parse/difference.ts";
import { parseScript } from "../../src/parse/script.ts";

const header = 'revision = "c3"\ndown_revision = "b2"\n';
const read = (text: string) => parseScript({ kind: "text", path: "c3.py", id: text, text });

test.each([
  [
    "brackets nested deeper than Python takes",
    `x = ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`,
  ],
  ["braces that open and never close", `x = ${"{".repeat(200_000)}\n`],
  ["brackets that close nothing", `x = ${")".repeat(200_000)}\n`],
  ["endless sums", `x = "revision" + ${"a+".repeat(125_000)}a\n`],
  ["a mess of tokens", `${"if else ( } = in ; ".repeat(10_000)}\n`],
])("%s are unreadable, and an edit of them is an edit", (_, text) => {
  const before = `${header}${text}`;
  expect(read(before)).toMatchObject({
    kind: "unreadable",
    reason: "it cannot be read as Python: it is none, or too much of it",
  });
  expect(compareTexts(before, `${before}x = 1\n`, "c3.py").edits).toContain("module");
  expect(compareTexts(before, before.replaceAll("\n", "\r\n"), "c3.py").edits).toEqual([
    "cosmetic",
  ]);
});

test("two hundred levels of brackets are read, and brackets in strings do not count", () => {
  const deep = `${"[".repeat(200)}${"]".repeat(200)}`;
  expect(read(`${header}x = ${deep}\n`).kind).toBe("script");
  expect(read(`${header}x = [${deep}]\n`).kind).toBe("unreadable");
  expect(read(`${header}x = "${"(".repeat(500)}"  # ${"{".repeat(500)}\n`).kind).toBe("script");
});

test("a file in which the parser stumbles over some lines is still read", () => {
  const odd = 'exec "x = 1" in a\nx = `y`\nraise A, "b"\n'.repeat(50);
  expect(read(`${odd}${header}`).kind).toBe("script");
});
