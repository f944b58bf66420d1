// What the fuzzer once found, played again, and a look at the fuzzer itself.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  assertAnnotations,
  assertMarkdown,
  assertNoCommand,
  assertPlain,
} from "./fuzz/harmless.ts";
import { Random } from "./fuzz/random.ts";
import { targets } from "./fuzz/targets/index.ts";

const directory = new URL("fixtures/fuzz/", import.meta.url);

test.each(readdirSync(directory))("%s", async (name) => {
  const { target, given } = JSON.parse(readFileSync(new URL(name, directory), "utf8"));
  await targets[target]!.run(given);
});

test.each(Object.keys(targets))(
  "a seed makes the same case of %s again, and it can be written down",
  (name) => {
    const { make } = targets[name]!;
    const given = make(new Random(7));
    expect(make(new Random(7))).toEqual(given);
    expect(make(new Random(8))).not.toEqual(given);
    expect(JSON.parse(JSON.stringify(given))).toEqual(given);
  },
);

test("a forged command, an element and a steered terminal are noticed", () => {
  expect(() => assertNoCommand("log", "a\n  ::add-mask::x\n")).toThrow("add-mask");
  expect(() => assertNoCommand("log", "a ##[group]x")).toThrow("group");
  expect(() => assertAnnotations("::error title=x::y\n::set-output name=a::b\n")).toThrow();
  expect(() => assertMarkdown("page", "<img src=x>")).toThrow("<img");
  expect(() => assertMarkdown("page", "[a](javascript:x)")).toThrow("javascript");
  expect(() => assertPlain("text", "\x1b[31m")).toThrow();
  assertAnnotations("::error title=x::y\n");
  assertMarkdown("page", "`<img src=x>`");
  assertPlain("text", "a\n\tb\n");
});
