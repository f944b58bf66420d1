// What a user can get wrong: each is told in a sentence or two that end in a remedy, never as a stack.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import { makeFolder, makeRepository } from "../support/repository.ts";
import { onehead } from "./onehead.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;

describe("wrong usage", () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["chekc"], /^`chekc` is no command; the commands are `check`, .* See `onehead --help`\.$/],
    [["check", "main"], /^Unexpected argument `main`\. See `onehead check --help`\.$/],
    [
      ["check", "--agianst", "main"],
      /^Unknown option `--agianst`\. .*See `onehead check --help`\.$/,
    ],
    [["-x"], /^Unknown option `-x`\. .*See `onehead check --help`\.$/],
    [
      ["heads", "--max-heads", "2"],
      /^Unknown option `--max-heads`\. .*See `onehead heads --help`\.$/,
    ],
    [["demo", "--repo", "."], /^Unknown option `--repo`\. .*See `onehead demo --help`\.$/],
    [["check", "--at"], /^Option `--at <value>` argument missing\. See `onehead check --help`\.$/],
    [
      ["check", "--staged=yes"],
      /^Option `--staged` does not take an argument\. See `onehead check --help`\.$/,
    ],
    [
      ["check", "--against", "-x"],
      /A value that begins with a dash is written behind an equals sign: `--option=-value`\.$/,
    ],
    [
      ["check", "--at", "HEAD", "--staged"],
      /^`--at` and `--staged` name two different changes; give one of them\.$/,
    ],
    [["check", "--format", "xml"], /^`--format xml` is not known; use `text`, .*\.$/],
    [["graph", "--format", "svg"], /use `text`, .*\.$/],
    [["heads", "--format", "dot"], /use `text`, .*\.$/],
    [["doctor", "--rows", "a1", "--format", "xml"], /use `text`, .*\.$/],
    [["explain", "cycle", "cycle"], /^`explain` takes one <rule>\./],
  ];

  test.each(table)("%j", async (args, message) => {
    const { exitCode, stdout, stderr } = await onehead(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("what was meant by a misspelt", () => {
  const table: readonly (readonly [string, readonly string[], string])[] = [
    ["command", ["chekc"], "Did you mean `check`?"],
    ["option", ["check", "--agianst", "main"], "Did you mean `--against`?"],
    ["beginning of an option", ["check", "--rel", "v*"], "Did you mean `--released`?"],
    ["format", ["check", "--format", "jsn"], "Did you mean `json`?"],
    ["rule", ["explain", "multiple-head"], "Did you mean `multiple-heads`?"],
    [
      "rule of a level",
      ["check", "--rule", "missing-donw-revision=off"],
      "`missing-down-revision`?",
    ],
  ];

  test.each(table)("%s is said", async (_, args, said) => {
    const { exitCode, stderr } = await onehead(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  test.each([["zzz"], ["check", "--zzz"], ["check", "--format", "zzz"], ["explain", "zzz"]])(
    "word is not guessed where nothing comes close: %s %s %s",
    async (...args) => {
      expect((await onehead(...args)).stderr).not.toContain("Did you mean");
    },
  );
});

describe("a wrong value", () => {
  const table: readonly (readonly [string, RegExp])[] = [
    ["--max-heads=0", /^`max-heads` in the command line must be a whole number from 1\.$/],
    ["--max-heads=1e9", /must be a whole number from 1\.$/],
    ["--on-empty=maybe", /must be `fail` or `pass`\.$/],
    [
      "--rule=no-such-rule=off",
      /`no-such-rule`, which is no rule; the rules are `multiple-heads`, /,
    ],
    ["--rule=cycle=loud", /^`cycle` in the command line has the level `loud`; use `off`, /],
    ["--rule=cycle", /write for example `edited-revision=warning`\.$/],
    ["--rule==", /write for example `edited-revision=warning`\.$/],
  ];

  test.each(table)("%s", async (option, message) => {
    const { path } = makeRepository();
    const { exitCode, stdout, stderr } = await onehead("check", "--repo", path, option);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("a name of a commit", () => {
  const repo = () => makeHistory([{ branch: "main", message: "only", files: project(line) }]);

  test.each([
    "-x",
    "--all",
    "",
    " ",
    "a..b",
    "HEAD:alembic.ini",
    "a\nb",
    "a\x00b",
    ":/only",
    "@{-1}^{/x}?",
  ])("that cannot be one is refused: %j", async (name) => {
    const { exitCode, stderr } = await onehead("check", "--repo", repo(), `--at=${name}`);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /cannot be the name of a commit\. Give a branch, a tag or a commit's id\.$/,
    );
  });

  test.each(["nope", "0123456789", "f".repeat(40), "topic@{upstream}", "x".repeat(100_000), "ünï"])(
    "that nothing has is not found: %.20s",
    async (name) => {
      const { exitCode, stderr } = await onehead(
        "check",
        "--repo",
        repo(),
        `--against=${name}`,
        "--at=main",
      );
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/^No commit is called .* Fetch it with .*, or check the spelling\.$/s);
    },
  );

  test("and no tag matches a pattern of releases", async () => {
    const { stderr } = await onehead("check", "--repo", repo(), "--at=main", "--released=v*");
    expect(stderr).toMatch(/^No tag or branch matches `v\*` .* or correct the pattern\.$/);
  });
});

describe("a repository", () => {
  const told = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await onehead(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    return stderr;
  };

  test("that is none", async () => {
    for (const command of ["check", "heads", "graph"]) {
      expect(await told(command, "--repo", makeFolder())).toMatch(
        /does not lie in a git repository\. .*`--repo DIR`\.$/,
      );
    }
  });

  test("that is a file, or is not there", async () => {
    const file = join(makeFolder(), "file");
    writeFileSync(file, "");
    for (const path of [file, `${file}/deeper`, "/no/such/place", ""]) {
      expect(await told("check", "--repo", path)).toMatch(
        /^There is no directory `.*`--repo DIR`\.$/,
      );
    }
  });

  test("that is bare has no change to check, and its heads are those of `HEAD`", async () => {
    const repo = makeHistory([{ branch: "main", message: "only", files: project(line) }]);
    expect((await onehead("heads", "--repo", repo)).exitCode).toBe(0);
    for (const args of [["check"], ["check", "--staged"], ["heads", "--staged"]]) {
      expect(await told(...args, "--repo", repo)).toMatch(
        /Name the commit to check with `--at REF`\.$/,
      );
    }
  });

  test("that holds nothing yet is incomplete, and says all that is missing", async () => {
    const { exitCode, stdout } = await onehead("check", "--repo", makeRepository().path);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Name it with `--against REF`.");
    expect(stdout).toContain("No script directory was found. Name one with `config` or `versions`");
  });

  test("whose HEAD is damaged", async () => {
    const { path } = makeRepository(project(line));
    writeFileSync(join(path, ".git/HEAD"), "garbage\n");
    expect(await told("check", "--repo", path)).toMatch(/`--repo DIR`\.$/);
  });

  test("that lost a tree", async () => {
    const { path, git } = makeRepository(project(line));
    const id = git("rev-parse", "HEAD:migrations");
    rmSync(join(path, ".git/objects", id.slice(0, 2), id.slice(2)));
    expect(await told("check", "--repo", path, "--at", "HEAD")).toMatch(
      /Look at the repository with `git fsck`, then run the command again\.$/,
    );
  });

  test("that lost a script's content: the script cannot be read, and that is no green", async () => {
    const { path, git } = makeRepository(project(line));
    const id = git("rev-parse", "HEAD:migrations/versions/b2.py");
    rmSync(join(path, ".git/objects", id.slice(0, 2), id.slice(2)));
    const { exitCode, stdout } = await onehead("heads", "--repo", path, "--at", "HEAD");
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      "`migrations/versions/b2.py` cannot be read: this clone does not have its content",
    );
  });

  test("on a machine without git", async () => {
    vi.stubEnv("PATH", "/no/such/place");
    try {
      expect(await told("check", "--repo", makeFolder())).toBe(
        "The program `git` was not found. Install git, or put its directory on PATH.",
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
