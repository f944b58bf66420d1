// Whose settings count, and what is told of a change that edits them.

import { describe, expect, test } from "vitest";
import { settingsChange, settingsToJudgeBy } from "../../src/check/changed-settings.ts";
import type { SourceFile } from "../../src/model.ts";
import { rules } from "../../src/rules/index.ts";
import type { SettingsLayer } from "../../src/settings/merge.ts";

const yaml = ".github/onehead.yml";
const toml = "pyproject.toml";

function given(values: Readonly<Record<string, unknown>> = {}): SettingsLayer {
  return { source: "the action's inputs", values };
}

function files(texts: Readonly<Record<string, string>>): ReadonlyMap<string, SourceFile> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { kind: "text", path, id: text, text }]),
  );
}

/** What a change of settings files comes to, as lines: "less max-heads: null → 2". */
async function told(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, unknown>> = {},
) {
  const both = { before: files(before), after: files(after) };
  const change = await settingsChange(both, given(inputs), "target");
  return change?.differences.map(
    ({ name, before, after, saysLess }) =>
      `${saysLess ? "less" : "other"} ${name}: ${before} → ${after}`,
  );
}

describe("an option", () => {
  test.each([
    ["max-heads: 3", ["less max-heads: null → 3"]],
    ["max-heads: 1", ["other max-heads: null → 1"]],
    ["on-empty: pass", ["less on-empty: fail → pass"]],
    ["versions: decoy", ["less versions: null → decoy"]],
    ["config: decoy.ini", ["less config: null → decoy.ini"]],
    ["released: v*", ["less released: null → v*"]],
    ["rows: 'production: a1'", ["other rows: null → production: a1"]],
    ["rules: { cycle: off }", ["less cycle: error → off"]],
    ["rules: { ignored-script: error }", ["other ignored-script: warning → error"]],
    ["rules: { cycle: error }", undefined],
  ])("%s, where none was set", async (text, expected) => {
    expect(await told({}, { [yaml]: text })).toEqual(expected);
  });

  test.each([
    ["max-heads: 3", ["other max-heads: 3 → null"]],
    ["versions: [a, b]", ["other versions: a, b → null"]],
    ["rows: 'production: a1'", ["less rows: production: a1 → null"]],
    ["released: v*", ["other released: v* → null"]],
    ["rules: { ignored-script: error }", ["less ignored-script: error → warning"]],
  ])("%s, that is taken away", async (text, expected) => {
    expect(await told({ [yaml]: text }, {})).toEqual(expected);
  });

  test("of fewer version locations says less, of more it does not", async () => {
    const [one, two] = [{ [yaml]: "versions: a" }, { [yaml]: "versions: [a, b]" }];
    expect(await told(two, one)).toEqual(["less versions: a, b → a"]);
    expect(await told(one, two)).toEqual(["other versions: a → a, b"]);
  });

  test("that an input sets as well changes nothing", async () => {
    expect(await told({}, { [yaml]: "max-heads: 9" }, { "max-heads": "1" })).toBeUndefined();
  });

  test("counts the same in either file", async () => {
    const text = "[tool.onehead]\nmax-heads = 2\n";
    expect(await told({ [toml]: text }, { [yaml]: "max-heads: 2" })).toBeUndefined();
    expect(await told({ [toml]: text }, { [toml]: text, [yaml]: "max-heads: 3" })).toEqual([
      "less max-heads: 2 → 3",
    ]);
  });
});

test("the finding stands on the line that sets the first of them", async () => {
  const after = files({ [toml]: "[project]\nname = 'x'\n\n[tool.onehead]\nmax-heads = 2\n" });
  const change = await settingsChange({ before: files({}), after }, given(), "target");
  expect(change?.at).toMatchObject({ path: toml, line: 5 });
});

test("the rule's example is what its files come to", async () => {
  const { before, after, settings } = rules.find(({ id }) => id === "changed-settings")!.example;
  const both = {
    before: files(before as Record<string, string>),
    after: files(after as Record<string, string>),
  };
  expect(await settingsChange(both, given(), "target")).toEqual(settings);
});

describe("settings that cannot be read", () => {
  const broken = files({ [yaml]: "max-heads: [" });
  const whole = files({ [yaml]: "max-heads: 2" });
  const judgedBy = (target: typeof whole, change: typeof whole) =>
    settingsToJudgeBy(
      given(),
      async () => target,
      async () => change,
    );

  test("on the target branch count as none where the change mends them", async () => {
    expect(await judgedBy(broken, whole)).toMatchObject({ maxHeads: null });
  });

  test("on the target branch and after the change are a wrong usage", async () => {
    await expect(judgedBy(broken, broken)).rejects.toThrow(/is no valid YAML, at line 1\./);
  });

  test("that a change brings are told, whatever else it does", async () => {
    const change = await settingsChange({ before: whole, after: broken }, given(), "target");
    expect(change).toMatchObject({ differences: [], broken: expect.stringContaining(yaml) });
    expect(await judgedBy(whole, broken)).toMatchObject({ maxHeads: 2 });
  });

  test("are those of a link, which leads where the change likes", async () => {
    const link: SourceFile = { kind: "not-text", path: yaml, id: "1", reason: "it is a link" };
    await expect(judgedBy(new Map([[yaml, link]]), new Map([[yaml, link]]))).rejects.toThrow(
      "`.github/onehead.yml` cannot be read: it is a link.",
    );
  });
});
