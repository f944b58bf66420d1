// Texts that are certainly no Python, and texts that only Python can tell.

import { describe, expect, test } from "vitest";
import { checkSyntax } from "../../src/parse/check-syntax.ts";
import { parseScript } from "../../src/parse/script.ts";

const header = `revision = "b2"\ndown_revision = "a1"\n`;

/** What is said of a script with this behind its identifiers; null where it stays a script. */
function said(text: string): string | null {
  const file = { kind: "text", path: "versions/b2.py", id: "1", text: header + text } as const;
  const parsed = checkSyntax(file, parseScript(file));
  return parsed.kind === "unreadable" ? parsed.reason : null;
}

describe("Python refuses", () => {
  test.each([
    ["def upgrade():\n    op.execute(\n\n\ndef downgrade():\n    pass\n", "`(` is never closed"],
    ["def upgrade():\n    op.execute('x'))\n", "`)` closes nothing"],
    ["x = [1, 2)\n", "`[` is closed by `)`"],
    ["def upgrade():\n    op.execute('x)\n", "a string is never closed"],
    ['x = """one\n', "a string is never closed"],
    ["def upgrade():\n\n\ndef downgrade():\n    pass\n", "a block has no body"],
    ["def upgrade():  # nothing yet\n", "a block has no body"],
    ["x = 1\n    y = 2\n", "a line is indented, and nothing opens a block"],
    [
      "def upgrade():\n        x = 1\n    y = 2\n",
      "a line is indented like none of the lines around it",
    ],
  ])("%j", (text, reason) => {
    expect(said(text)).toBe(`it is no valid Python, ${reason}`);
    expect(said(text.replaceAll("\n", "\r\n"))).toBe(`it is no valid Python, ${reason}`);
  });
});

describe("nothing is wrong with", () => {
  test.each([
    ["brackets and quotes in strings and comments", `x = "(['" # ("\ny = '''(\n"'''\n`],
    ["escaped quotes, raw ones too", `x = 'it\\'s'\ny = r'\\''\nz = b"\\\\"\n`],
    ["continued lines", "x = 1 + \\\n    2\nif x and \\\n   x:\n    pass\n"],
    ["a continued string", "x = 'one \\\ntwo ('\n"],
    ["lines inside brackets, indented as people like", "x = (\n1,\n        2,\n  )\n"],
    ["a body on the same line", "if True: pass\nclass A: x: int = 1\n"],
    ["names of what objects have", "constructor = 1\ntoString(constructor)\n"],
    ["an f-string with braces", `x = f"{a!r:>{width}} {{(}}"\n`],
    ["`!=` and `:=`", "if (n := 1) != 2:\n    pass\n"],
    ["a form feed and a blank line with blanks", "\f\ndef upgrade():\n    pass\n   \n"],
    ["no line end at the end", "def upgrade(): pass"],
  ])("%s", (_, text) => {
    expect(said(text)).toBeNull();
    expect(said(text.replaceAll("\n", "\r\n"))).toBeNull();
  });
});

describe("only Python can tell", () => {
  test.each([
    ["an f-string that nests its own quotes", `x = f"{names["a"]}("\n`],
    ["backticks", "x = `y`)\n"],
    ["tabs beside blanks", "def upgrade():\n\tx = 1\n        y = 2\n"],
  ])("%s", (_, text) => {
    expect(said(text)).toBeNull();
  });
});

test("the revision stays known, and so do the exceptions", () => {
  const text = `# onehead: allow unreadable-script: a test of the loader\n${header}x = (\n`;
  const file = { kind: "text", path: "versions/b2.py", id: "1", text } as const;
  expect(checkSyntax(file, parseScript(file))).toMatchObject({
    kind: "unreadable",
    revision: "b2",
    at: { line: 4, column: 5 },
    error: { class: "SyntaxError" },
    allows: [{ rule: "unreadable-script" }],
  });
});
