// The program as a process: exit codes, streams, colours, files, and a reader that leaves early.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isColoured } from "../../src/commands/options.ts";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import { gitEnvironment, makeFolder, makeRepository } from "../support/repository.ts";
import { spawnOnehead } from "./onehead.ts";

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;
const fork = `${line}
  a1 -> c3, create orders`;

const failing = () => {
  const repo = makeHistory([
    { branch: "main", message: "before", files: project(line) },
    { branch: "topic", from: "before", message: "after", files: project(fork) },
  ]);
  return ["check", "--repo", repo, "--against", "main", "--at", "topic"];
};

describe("a process", () => {
  test("started in a sub-directory of the repository checks its working tree, ends with 1 and leaves stderr alone", async () => {
    const { path, branch, write } = makeRepository(project(line));
    branch("topic");
    write({ ...project(fork), "docs/readme.md": "" });
    const { exitCode, stdout, stderr } = await spawnOnehead([], { cwd: join(path, "docs") });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toContain("Failed with 1 error.\n");
  });

  test("ends with 0 and what was asked for on stdout", async () => {
    expect(await spawnOnehead(["explain", "cycle"])).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("ends with 2 for wrong usage, and says so on stderr alone", async () => {
    expect(await spawnOnehead(["chekc"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/^onehead: `chekc` is no command; .*\n$/),
    });
  });

  test("ends with 3 where it cannot check", async () => {
    const ended = await spawnOnehead(["check"], { cwd: makeFolder() });
    expect(ended).toMatchObject({ exitCode: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^onehead: `.*` does not lie in a git repository\. /);
  });

  test("writes to the file that --output names, and nothing to stdout", async () => {
    const file = join(makeFolder(), "report.json");
    const ended = await spawnOnehead([...failing(), "--format", "json", "--output", file]);
    expect(ended).toEqual({ exitCode: 1, stdout: "", stderr: "" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ verdict: "failed" });
  });

  test("that cannot write its file does not end as if it had found something", async () => {
    const ended = await spawnOnehead([...failing(), "--output", "/dev/null/no/such/x"]);
    expect(ended).toMatchObject({ exitCode: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^onehead: `.*` could not be written: ENOTDIR, .*\.\n$/);
  });

  test("without a folder for temporary files says so", async () => {
    const ended = await spawnOnehead(["demo"], { env: { TMPDIR: "/no/such/place" } });
    expect(ended).toMatchObject({ exitCode: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^onehead: ENOENT: .* then run the command again\.\n$/);
  });

  test("whose reader leaves early, as `head` does, ends quietly", async () => {
    const script = Array.from(
      { length: 3000 },
      (_, i) => `r${i} -> r${i + 1}, ${"word ".repeat(20)}`,
    );
    const repo = makeHistory([
      {
        branch: "main",
        message: "only",
        files: project(`<base> -> r0, first\n${script.join("\n")}`),
      },
    ]);
    const entry = resolve(import.meta.dirname, "../../src/cli.ts");
    const command = `"$0" "$1" graph --repo "$2" --at main | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const ended = await new Promise((done) => {
      const args = ["-c", command, process.execPath, entry, repo];
      execFile("bash", args, { env: gitEnvironment }, (_, stdout, stderr) =>
        done({ stdout, stderr }),
      );
    });
    expect(ended).toEqual({
      stdout: expect.stringMatching(/^r2999 -> r3000 \(head\), .*\n0\n$/),
      stderr: "",
    });
  });
});

describe("colours", () => {
  const terminal = process.stdout.isTTY;
  const onTerminal = (isTTY: boolean) => {
    process.stdout.isTTY = isTTY;
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("TERM", "xterm");
  };
  afterEach(() => {
    process.stdout.isTTY = terminal;
    vi.unstubAllEnvs();
  });

  test("are for terminals", () => {
    onTerminal(true);
    expect(isColoured({})).toBe(true);
    onTerminal(false);
    expect(isColoured({})).toBe(false);
  });

  test("are left out by --no-color, NO_COLOR, a dumb terminal, and in a file", () => {
    onTerminal(true);
    expect(isColoured({ "no-color": true })).toBe(false);
    expect(isColoured({ output: "report.txt" })).toBe(false);
    vi.stubEnv("TERM", "dumb");
    expect(isColoured({})).toBe(false);
    vi.stubEnv("TERM", "xterm");
    vi.stubEnv("NO_COLOR", "1");
    expect(isColoured({})).toBe(false);
  });

  test("are not written into a pipe", async () => {
    const { stdout } = await spawnOnehead(failing(), { env: { TERM: "xterm", FORCE_COLOR: "1" } });
    expect(stdout).not.toContain("\x1b");
  });
});
