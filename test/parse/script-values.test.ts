// Which values Alembic refuses, what it says then, and what cannot be known without running Python.
import { describe, expect, test } from "vitest";
import { parse, values } from "./script-support.ts";

const withDown = (value: string) => `revision = 'z'\ndown_revision = ${value}\n`;
const withDependency = (value: string) => `${withDown("'x'")}depends_on = ${value}\n`;
const withLabel = (value: string) => `${withDown("'x'")}branch_labels = ${value}\n`;
const withRevision = (value: string) => `revision = ${value}\ndown_revision = 'x'\n`;

/** Class and text of what Alembic raises. */
function refusal(text: string): string {
  const parsed = parse(text);
  if (parsed.kind !== "refused") throw new Error(`not refused: ${JSON.stringify(parsed)}`);
  return [parsed.error.class, ...parsed.error.messages].join(": ");
}

describe("a value Alembic accepts", () => {
  test("is a list of names, however it is written", () => {
    for (const [value, names] of [
      ["None", []],
      ["()", []],
      ["[]", []],
      ["(None,)", []],
      ["b''", []],
      ["''", [""]],
      ["('',)", [""]],
      ["'x'", ["x"]],
      ["('x',)", ["x"]],
      ["('x', 'y',)", ["x", "y"]],
      ["'x', 'y'", ["x", "y"]],
      ["{'x', 'y'}", ["x", "y"]],
      ["('x', 'x')", ["x", "x"]],
      ["'x, y'", ["x, y"]],
      ["(('x', 'y'),)", ["x", "y"]],
      ["('x',) + ('y',)", ["x", "y"]],
    ] as const) {
      expect(values(withDown(value)).down_revision, value).toEqual(names);
      expect(values(withDependency(value)).depends_on, value).toEqual(names);
    }
  });

  test("is passed over where it is false and a dependency, like an empty string", () => {
    for (const value of ["0", "False", "0.0", "(0,)"]) {
      expect(values(withDependency(value)).depends_on).toEqual([""]);
    }
  });

  test("is no label unless it is a string", () => {
    expect(values(withLabel("('lab', None, 5)")).branch_labels).toEqual(["lab"]);
    expect(values(withLabel("''")).branch_labels).toEqual([""]);
  });
});

describe("a value Alembic refuses", () => {
  test("as down revision", () => {
    expect(refusal(withDown("('x', None)"))).toBe(
      "TypeError: sequence item 1: expected str instance, NoneType found",
    );
    expect(refusal(withDown("5"))).toBe(
      "TypeError: sequence item 0: expected str instance, int found",
    );
    expect(refusal(withDown("-1.5"))).toBe(
      "TypeError: sequence item 0: expected str instance, float found",
    );
    expect(refusal(withDown("b'x'"))).toBe(
      "TypeError: sequence item 0: expected str instance, int found",
    );
    expect(refusal(withDown("('x', b'y')"))).toBe(
      "TypeError: sequence item 1: expected str instance, bytes found",
    );
    expect(refusal(withDown("0"))).toBe("KeyError: 0");
    expect(refusal(withDown("False"))).toBe("KeyError: False");
    expect(refusal(withDown("(['x'], 'y')"))).toBe("TypeError: unhashable type: 'list'");
  });

  test("as dependency", () => {
    expect(refusal(withDependency("('x', None)"))).toBe("KeyError: None");
    expect(refusal(withDependency("5"))).toBe("KeyError: 5");
    expect(refusal(withDependency("b'x'"))).toBe("KeyError: 120");
    expect(refusal(withDependency("..."))).toBe("KeyError: Ellipsis");
  });

  test("as label or revision", () => {
    expect(refusal(withLabel("[['a']]"))).toBe("TypeError: unhashable type: 'list'");
    expect(refusal(withRevision("None"))).toBe("TypeError: 'NoneType' object is not iterable");
    expect(refusal(withRevision("5"))).toBe("TypeError: 'int' object is not iterable");
    expect(refusal(withRevision("['a']"))).toBe("TypeError: unhashable type: 'list'");
    expect(refusal(withRevision("b'a'"))).toBe(
      "CommandError: revision identifier b'a' is not a string; ensure database driver settings are correct",
    );
  });

  test("is shown where it stands, with the revision where that is certain", () => {
    expect(parse(withDown("('x', None)"))).toMatchObject({
      kind: "refused",
      at: { line: 2, column: 23, endColumn: 27 },
      reason: "`down_revision` holds `None`, not a string",
      revision: "z",
    });
  });
});

describe("a file without identifiers", () => {
  test("without `revision` stops Alembic, unless its name is hexadecimal", () => {
    for (const text of [
      "",
      "import os\n",
      "revision: str\ndown_revision = None\n",
      "# revision = 'a'\n",
    ]) {
      expect(parse(text, "versions/helper.py")).toMatchObject({
        kind: "no-revision",
        missing: "revision",
        error: {
          class: "CommandError",
          messages: [
            "Could not determine revision id from filename helper.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
          ],
        },
      });
    }
    expect(parse("down_revision = None\n", "versions/deadbeef.py").kind).toBe("script");
  });

  test("without `down_revision` stops it too, and is named as a module", () => {
    expect(parse("revision = 'a'\n", "versions/a-b ünï.py")).toMatchObject({
      kind: "no-revision",
      missing: "down_revision",
      error: {
        class: "AttributeError",
        messages: ["module 'a_b_ünï_py' has no attribute 'down_revision'"],
      },
    });
  });

  test("may get them from an import of everything, which only Python knows", () => {
    expect(parse("from .base import *\ndown_revision = None\n")).toMatchObject({
      kind: "unreadable",
      reason: "`revision` can only come from `from .base import *`",
    });
  });
});

describe("what cannot be known without running Python", () => {
  const cases: Record<string, string> = {
    "down_revision = previous()": "is the result of a call",
    "down_revision = f'{a}'": "is an f-string",
    "down_revision = 'a' if x else 'b'": "is chosen by a condition",
    "down_revision = config.previous": "is taken from another object",
    "down_revision = previous": "is `previous`, whose value is not written in this file",
    "from .x import previous\ndown_revision = previous": "is `previous`, which is imported",
    "down_revision = ('x', f())": "holds the result of a call",
    "down_revision = 'x' % 1": "is an expression",
    "if x:\n    down_revision = 'x'": "is assigned under a condition",
    "try:\n    from x import down_revision\nexcept ImportError:\n    down_revision = None":
      "is assigned under a condition",
    "for down_revision in 'ab': pass": "is assigned in a loop",
    "with x() as down_revision: pass": "is assigned in a `with` block",
    "from .x import down_revision": "is imported",
    "down_revision = 'x'\ndown_revision += 'y'": "is changed by an augmented assignment",
    "down_revision = 'x'\ndel down_revision": "is deleted again",
    "down_revision = []\ndown_revision.append('x')": "is changed after it was assigned",
    "down_revision = x = []\nx += ['a']\nx[0] = 'b'": "is changed after it was assigned",
    "down_revision = 'x'\nprint(down_revision := 'y')": "is assigned inside an expression",
    "down_revision = 'x'\nglobals()['down_revision'] = 'y'": "is set by way of `globals()`",
    "down_revision = 'x'\ndef f():\n    global down_revision\n    down_revision = 'y'\nf()":
      "is assigned by a function, with `global`",
    "def down_revision(): pass": "is a function",
    "down_revision, *x = f()": "is unpacked from another value",
    "down_revision = '\\N{DIGIT ONE}'": "is a string that only Python can decode",
    "down_revision = {'x': 1}": "is a dictionary",
  };
  for (const [text, reason] of Object.entries(cases)) {
    test(`says why: ${JSON.stringify(text)}`, () => {
      expect(parse(`revision = 'z'\n${text}\n`)).toMatchObject({
        kind: "unreadable",
        reason: `\`down_revision\` ${reason}`,
        error: null,
        revision: "z",
      });
    });
  }

  test("is everything once `exec` ran, until it is assigned anew", () => {
    expect(parse("exec(code)\nrevision = 'z'\ndown_revision = None\n")).toMatchObject({
      kind: "script",
      script: {
        revision: { value: "z" },
        uncertain: [
          { name: "depends_on", reason: "is possibly set by `exec`" },
          { name: "branch_labels", reason: "is possibly set by `exec`" },
        ],
      },
    });
  });

  test("leaves a script in the history whose dependencies or labels alone are unknown", () => {
    const uncertain = (name: string) => ({
      kind: "script",
      script: {
        revision: { value: "z" },
        uncertain: [{ name, reason: "is the result of a call" }],
      },
    });
    expect(parse(withDependency("f()"))).toMatchObject(uncertain("depends_on"));
    expect(parse(withLabel("f()"))).toMatchObject(uncertain("branch_labels"));
  });

  test("leaves what else is certain of a script whose place is unknown", () => {
    expect(parse("revision = f()\ndown_revision = ()\n")).toMatchObject({
      kind: "unreadable",
      revision: null,
      follows: [],
    });
    expect(parse("revision = 'z'\ndown_revision = f()\n")).toMatchObject({
      kind: "unreadable",
      revision: "z",
    });
  });
});

describe("what is no Python", () => {
  const syntaxError = { class: "SyntaxError" };
  test("conflict markers, wherever they stand outside strings", () => {
    const conflict =
      "<<<<<<< HEAD\ndown_revision = 'a'\n=======\ndown_revision = 'b'\n>>>>>>> topic\n";
    for (const text of [
      `revision = 'z'\n${conflict}`,
      `revision = 'z'\ndown_revision = 'a'\ndef upgrade():\n    f(\n<<<<<<< HEAD\n    1,\n=======\n    2,\n>>>>>>> x\n    )\n`,
      `revision = 'z'\r\ndown_revision = 'a'\r\n||||||| merged\r\n`,
    ]) {
      expect(parse(text)).toMatchObject({
        kind: "unreadable",
        reason: "it holds a conflict marker",
        error: syntaxError,
      });
    }
    const quoted = `"""\n${conflict}"""\nrevision = 'z'\ndown_revision = 'a'\nx = '''\n=======\n'''\n`;
    expect(parse(quoted).kind).toBe("script");
  });

  test("a NUL byte", () => {
    expect(parse("revision = 'z'\0")).toMatchObject({ kind: "unreadable", error: syntaxError });
  });

  test("an identifier with a mistake in its own statement", () => {
    for (const line of [
      "down_revision = 'a",
      "down_revision = ('a', 'b'",
      "down_revision = ",
      "down_revision = 'a' b",
      "down_revision = 0777",
    ]) {
      expect(parse(`revision = 'z'\n${line}\n`), line).toMatchObject({
        kind: "unreadable",
        error: syntaxError,
        revision: "z",
      });
    }
  });
});
