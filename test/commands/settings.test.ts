// Settings: three places, which of them wins, and what is said of mistakes in them.

import { describe, expect, test } from "vitest";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import { onehead, spawnOnehead } from "./onehead.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;
const fork = `${line}
  a1 -> c3, create orders`;

const yaml = ".github/onehead.yml";
const toml = "pyproject.toml";

/** Checks a change with an extra head, with these settings files in it. */
function check(files: Readonly<Record<string, string>>, ...more: string[]) {
  const repo = makeHistory([
    { branch: "main", message: "before", files: project(line) },
    { branch: "topic", from: "before", message: "after", files: { ...project(fork), ...files } },
  ]);
  return onehead("check", "--repo", repo, "--against", "main", "--at", "topic", ...more);
}

describe("of two places", () => {
  const allow = "[tool.onehead]\nmax-heads = 2\n";

  test("pyproject.toml is read", async () => {
    expect(await check({ [toml]: allow })).toMatchObject({ exitCode: 0 });
  });

  test(".github/onehead.yml wins over pyproject.toml", async () => {
    expect(await check({ [toml]: allow, [yaml]: "max-heads: 1\n" })).toMatchObject({ exitCode: 1 });
  });

  test("the command line wins over both", async () => {
    const files = { [toml]: "[tool.onehead]\nmax-heads = 1\n", [yaml]: "max-heads: 1\n" };
    expect(await check(files, "--max-heads", "2")).toMatchObject({ exitCode: 0 });
  });

  test("rules are joined one by one", async () => {
    const files = {
      [toml]: '[tool.onehead.rules]\nmultiple-heads = "notice"\n',
      [yaml]: "rules:\n  edited-revision: error\n",
    };
    expect(await check(files)).toMatchObject({ exitCode: 0 });
    expect(await check(files, "--rule", "multiple-heads=error")).toMatchObject({ exitCode: 1 });
  });

  test("a reason is told with what it lets pass", async () => {
    const file = "rules:\n  multiple-heads:\n    level: off\n    reason: two lines until March\n";
    const { stdout } = await check({ [yaml]: file });
    expect(stdout).toContain("(allowed by a setting: `two lines until March`)");
  });

  test("other tools' tables and an empty file say nothing", async () => {
    const files = { [toml]: "[tool.black]\nline-length = 88\n", [yaml]: "# nothing yet\n" };
    expect(await check(files)).toMatchObject({ exitCode: 1 });
  });
});

const mistakes: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    "an unknown key",
    { [yaml]: "max-haeds: 2\n" },
    /^`.github\/onehead.yml` sets `max-haeds`, which onehead does not know there; it knows `config`, .* Did you mean `max-heads`\?$/,
  ],
  [
    "an option of the command line",
    { [toml]: '[tool.onehead]\nagainst = "develop"\n' },
    /^`pyproject.toml` sets `against`, which onehead does not know there; it knows `config`, /,
  ],
  [
    "a rule without a level",
    { [yaml]: "rules: { cycle: { reason: never } }\n" },
    /^`cycle` in `.github\/onehead.yml` has no level; use `off`, /,
  ],
  [
    "an unknown rule",
    { [yaml]: "rules: { too-many-heads: off }\n" },
    /^`rules` in `.github\/onehead.yml` names `too-many-heads`, which is no rule; the rules are `multiple-heads`, /,
  ],
  [
    "an unknown level",
    { [toml]: '[tool.onehead.rules]\ncycle = "fatal"\n' },
    /^`cycle` in `pyproject.toml` has the level `fatal`; use `off`, `notice`, `warning`, `error`\.$/,
  ],
  [
    "a number that is none",
    { [toml]: '[tool.onehead]\nmax-heads = "many"\n' },
    /^`max-heads` in `pyproject.toml` must be a whole number from 1\.$/,
  ],
  [
    "broken YAML",
    { [yaml]: "rules: {}\nmax-heads: [1\n" },
    /^`.github\/onehead.yml` is no valid YAML, at line \d\. Mend the file\.$/,
  ],
  [
    "two YAML documents",
    { [yaml]: "max-heads: 2\n---\nmax-heads: 1\n" },
    /^`.github\/onehead.yml` is no valid YAML, at line 2\. Mend the file\.$/,
  ],
  [
    "YAML that grows without end",
    {
      [yaml]: `a: &a [x]\n${[..."bcdefgh"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`).join("\n")}\n`,
    },
    /^`.github\/onehead.yml` is no valid YAML/,
  ],
  [
    "a list for settings",
    { [yaml]: "- max-heads\n" },
    /^`.github\/onehead.yml` must hold names and values, such as `max-heads: 2`\.$/,
  ],
  [
    "broken TOML",
    { [toml]: "[tool.onehead\n" },
    /^`pyproject.toml` is no valid TOML, at line 1\. Mend the file\.$/,
  ],
];

test.each(mistakes)("%s is wrong usage and names its place", async (_, files, message) => {
  const { exitCode, stdout, stderr } = await check(files);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("the other commands read the same files", async () => {
  const files = {
    ...project(line, "api"),
    ...project(fork, "billing"),
    [yaml]: "config: api/alembic.ini\n",
  };
  const repo = makeHistory([{ branch: "main", message: "only", files }]);
  expect(await onehead("heads", "--repo", repo, "--at", "main")).toMatchObject({
    exitCode: 0,
    stdout: "api/migrations: 1 head, 2 scripts\n  b2 (head)\n",
  });
});

test.each([
  ["a tag", "max-heads: !!x%0A::set-output%20name=verdict::passed%0A 9\n"],
  ["a tag in full", "max-heads: !<##[add-mask]hello> 9\n"],
  ["a directive", "%X ::add-mask::y\n---\nmax-heads: 9\n"],
])("%s in a settings file is refused, and nothing of it is printed", async (_, text) => {
  const repo = makeHistory([
    { branch: "main", message: "before", files: { ...project(line), [yaml]: text } },
  ]);
  const { exitCode, stderr } = await spawnOnehead(["check", "--repo", repo, "--at", "main"]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^onehead: `\.github\/onehead\.yml` has a tag or a directive, which settings do without, at line \d\. Mend the file\.\n$/,
  );
});

test("settings that a change brings count on the command line, and what they let pass is told", async () => {
  const { exitCode, stdout } = await check({ [yaml]: "max-heads: 2\n" });
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    "`max-heads` is `2`, on the target branch not set.\n  They count here, since they belong to what is checked; a pull request is judged by the settings of its target branch. The target branch has no settings of its own. Under the target branch's settings the verdict is `failed`.",
  );
});
