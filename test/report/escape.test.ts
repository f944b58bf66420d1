// Escapers, one destination each: what the properties cannot see.

import { expect, test } from "vitest";
import { quoteDot } from "../../src/report/escape-dot.ts";
import { escapeHtml } from "../../src/report/escape-html.ts";
import { codeSpan, pathInAddress, prose, sentence } from "../../src/report/escape-markdown.ts";
import { escapeMermaid } from "../../src/report/escape-mermaid.ts";
import { visible } from "../../src/text/foreign-text.ts";
import { code } from "../../src/text/sentence.ts";

test("control, direction and invisible characters can be seen", () => {
  expect(visible("a\n\t\x1b[0m\u202e\u200b\ud800\u{e0041}")).toBe(
    "a\\n\\t\\x1b[0m\\u202e\\u200b\\ud800\\u{e0041}",
  );
});

test("letters of every script and whole emoji stay as they are", () => {
  expect(visible("日本語 é 👩‍👩‍👧")).toBe("日本語 é 👩‍👩‍👧");
});

test("text is cut at a whole character", () => {
  expect(visible("ab👧cd", 4)).toBe("ab…");
});

test("a code span has a longer fence than any run of backticks in it", () => {
  expect(codeSpan("a``b")).toBe("```a``b```");
  expect(codeSpan("`")).toBe("`` ` ``");
  expect(codeSpan(" a ")).toBe("`  a  `");
});

test("two stretches of code that touch do not become one", () => {
  expect(sentence("`a``b`")).toBe("`a` `b`");
});

test("a name with backticks does not end its code early", () => {
  expect(sentence(`${code("a`b")} is c`)).toBe("`a\\x60b` is c");
});

test("a dollar sign starts no formula", () => {
  expect(prose("$x$")).toBe("\\$x\\$");
});

test("the name of a commit in prose is no link to it", () => {
  expect(prose("0123456789abcdef0123456789abcdef01234567")).toContain("\u200b");
  expect(prose("defaced facade")).toBe("defaced facade");
});

test("a path in an address is percent-encoded", () => {
  expect(pathInAddress("a b/[c](d)?#1 %\ud800'\"<é>.py")).toBe(
    "a%20b/%5Bc%5D%28d%29%3F%231%20%25%EF%BF%BD%27%22%3C%C3%A9%3E.py",
  );
});

test("an attribute cannot be left", () => {
  expect(escapeHtml(`"><b a='&'>`)).toBe("&quot;&gt;&lt;b a=&#39;&amp;&#39;&gt;");
});

test("a Mermaid label cannot be left, and holds no formula or icon", () => {
  expect(escapeMermaid('"]; x', 40)).toBe("#34;#93;#59; x");
  expect(escapeMermaid("$$x$$ fa:fa-user", 40)).toBe(
    "#36;#8203;#36;x#36;#8203;#36; fa:#8203;fa-user",
  );
});

test("a Graphviz string cannot be left, and holds no escapes of Graphviz's own", () => {
  expect(quoteDot('a"; b \\N &lt;')).toBe('"a\\"; b \\\\N &amp;lt;"');
});
