// Python's ConfigParser: what a file means, where its values stand, and the texts of its exceptions.

import { expect, test } from "vitest";
import { getOption, parseIni } from "../../src/parse/config/ini.ts";
import { Refused } from "../../src/parse/config/refused.ts";
import { pythonRepr } from "../../src/text/python.ts";

function option(text: string, name = "x", section = "s"): string | null {
  return getOption(parseIni("a/alembic.ini", text, "/repository/a"), section, name)?.value ?? null;
}

function error(text: string): string | null | undefined {
  return parseIni("a/alembic.ini", text, "/repository/a").error?.says;
}

function refusal(text: string): string | null {
  try {
    option(text);
  } catch (error) {
    if (error instanceof Refused) return error.says;
    throw error;
  }
  return "nothing was refused";
}

test("options are delimited by `=` or `:`, whichever comes first", () => {
  expect(option("[s]\nx = a:b")).toBe("a:b");
  expect(option("[s]\nx: a=b")).toBe("a=b");
});

test("option names are case-insensitive, section names are not", () => {
  expect(option("[s]\nX = 1")).toBe("1");
  expect(option("[S]\nx = 1")).toBeNull();
});

test("comments are whole lines that start with `#` or `;`, indented or not", () => {
  expect(option("[s]\nx = 1 # no comment ; either\n# y\n  ; y")).toBe("1 # no comment ; either");
});

test("indented lines continue a value, blank lines between them belong to it", () => {
  expect(option("[s]\nx = a\n  b\n\n  # comment\n\tc\n\n\ny = 1")).toBe("a\nb\n\nc");
});

test("a line indented as deep as its option is an option of its own", () => {
  expect(option("[s]\n  x = a\n  y = b\n")).toBe("a");
});

test("text after a section's bracket is passed over", () => {
  expect(option("[s] # comment\nx = 1")).toBe("1");
});

test("lines end in \\n, \\r\\n or \\r, and nowhere else", () => {
  expect(option("[s]\r\nx = 1\r\ny = 2")).toBe("1");
  expect(option("[s]\rx = 1\ry = 2")).toBe("1");
  expect(option("[s]\nx = 1\u20282\u000b3")).toBe("1\u20282\u000b3");
});

test("[DEFAULT] feeds sections that exist, and creates none", () => {
  expect(option("[DEFAULT]\nx = 1\n[s]\n")).toBe("1");
  expect(option("[DEFAULT]\nx = 1\n")).toBeNull();
});

test("values are interpolated from section and defaults, `%%` is a percent sign", () => {
  expect(option("[DEFAULT]\na = 1\n[s]\nb = %(A)s2\nx = %(here)s/%(b)s%%")).toBe(
    "/repository/a/12%",
  );
});

test("a value knows where it stands, over several lines too", () => {
  const ini = parseIni("alembic.ini", "[s]\nx =\n  ab\n  cde\n\ny : 1\n", "/");
  expect(getOption(ini, "s", "x")!.at).toEqual({
    path: "alembic.ini",
    line: 3,
    column: 3,
    endLine: 4,
    endColumn: 6,
  });
  expect(getOption(ini, "s", "y")!.at).toEqual({
    path: "alembic.ini",
    line: 6,
    column: 5,
    endLine: 6,
    endColumn: 6,
  });
});

test("a file without an error has none", () => {
  expect(error("; x\n\n[s]\nx =\n")).toBeUndefined();
});

test("a section twice is an error", () => {
  expect(error("[s]\nx = 1\n[s]\n")).toBe(
    "configparser.DuplicateSectionError: While reading from PosixPath('alembic.ini') [line  3]: section 's' already exists",
  );
});

test("an option twice is an error, [DEFAULT] and other cases of letters included", () => {
  expect(error("[s]\nx = 1\nX = 2\n")).toBe(
    "configparser.DuplicateOptionError: While reading from PosixPath('alembic.ini') [line  3]: option 'x' in section 's' already exists",
  );
  expect(error("[DEFAULT]\nx = 1\n[DEFAULT]\nx = 2\n")).toBe(
    "configparser.DuplicateOptionError: While reading from PosixPath('alembic.ini') [line  4]: option 'x' in section 'DEFAULT' already exists",
  );
});

test("what stands before the first section is an error", () => {
  expect(error("\nx = 1\n")).toBe(
    "configparser.MissingSectionHeaderError: File contains no section headers.\nfile: PosixPath('alembic.ini'), line: 2\n'x = 1\\n'",
  );
});

test("a byte order mark is an error, and the file is understood all the same", () => {
  expect(error("\ufeff[s]\nx = 1")).toBe(
    "configparser.MissingSectionHeaderError: File contains no section headers.\nfile: PosixPath('alembic.ini'), line: 1\n'\\ufeff[s]\\n'",
  );
  expect(option("\ufeff[s]\nx = 1")).toBe("1");
});

test("lines that are no options are collected into one error", () => {
  expect(error("[s]\ngarbage\nx = 1\n= 2")).toBe(
    "configparser.ParsingError: Source contains parsing errors: PosixPath('alembic.ini')\n\t[line  2]: 'garbage\\n'\n\t[line  4]: '= 2'",
  );
});

test("a bad percent sign is an error only when its option is read", () => {
  const text = "[s]\nurl = p%40\nx = 1";
  expect(error(text)).toBeUndefined();
  expect(option(text)).toBe("1");
  expect(refusal("[s]\nx = p%40")).toBe(
    "configparser.InterpolationSyntaxError: '%' must be followed by '%' or '(', found: '%40'",
  );
  expect(refusal("[s]\nx = %(y")).toBe(
    "configparser.InterpolationSyntaxError: bad interpolation variable reference '%(y'",
  );
});

test("a reference to nothing and one to itself are errors", () => {
  expect(refusal("[s]\nx = %(y)s")).toBe(
    "configparser.InterpolationMissingOptionError: Bad value substitution: option 'x' in section 's' contains an interpolation key 'y' which is not a valid option name. Raw value: '%(y)s'",
  );
  expect(refusal("[s]\nx = %(x)s")).toBe(
    "configparser.InterpolationDepthError: Recursion limit exceeded in value substitution: option 'x' in section 's' contains an interpolation key which cannot be substituted in 10 steps. Raw value: '%(x)s'",
  );
});

test("texts are quoted as Python's pythonRepr does", () => {
  expect(["it's", '"it\'s"', "\t\\\u00a0\u200b\u{1f600}\u{e0001}é\x7f"].map(pythonRepr)).toEqual([
    '"it\'s"',
    "'\"it\\'s\"'",
    "'\\t\\\\\\xa0\\u200b\u{1f600}\\U000e0001é\\x7f'",
  ]);
});
