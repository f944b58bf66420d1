// `onehead replay`: the past of a branch, checked.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { Progress } from "../../src/commands/progress.ts";
import { replay } from "../../src/commands/replay.ts";
import { replayPage } from "../../src/report/replay-html.ts";
import { replayMarkdown } from "../../src/report/replay-markdown.ts";
import { replayText } from "../../src/report/replay-text.ts";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import { makeFolder, makeRepository } from "../support/repository.ts";
import { onehead } from "./onehead.ts";
import { makeLine, makePast } from "./past.ts";

const quiet = () => new Progress({ write: () => expect.unreachable() });

const past = (options: Readonly<Record<string, string>> = {}) =>
  replay({ repo: makePast(), ...options }, quiet());

describe("the past of a branch", () => {
  test("reads the same as text, Markdown, HTML and JSON", async () => {
    const { report, timing } = await past();
    await expect(replayText(report, null)).toMatchFileSnapshot("golden/replay/report.txt");
    await expect(replayMarkdown(report, null)).toMatchFileSnapshot("golden/replay/report.md");
    await expect(replayPage(report, null)).toMatchFileSnapshot("golden/replay/report.html");
    const { stdout, exitCode } = await onehead("replay", "--repo", makePast(), "--format", "json");
    expect(exitCode).toBe(0);
    await expect(stdout).toMatchFileSnapshot("golden/replay/report.json");
    expect(timing.worst).toBeGreaterThan(0);
    expect(replayText(report, timing)).toContain("for a check (median)");
  });

  test("is as the schema describes it", async () => {
    const path = join(import.meta.dirname, "../../docs/replay-report.schema.json");
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(path, "utf8")));
    const { report } = await past();
    expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(
      true,
    );
  });

  test("keeps strangers' words text on its page", async () => {
    const page = replayPage((await past()).report, null);
    expect(page).not.toMatch(/<b>users|\u202e/);
    expect(page).toContain("Drop &lt;b&gt;users&lt;/b&gt;");
    expect(page).toContain("Mallory &amp;lt; &#39;");
  });

  test("knows who brought a second head, how long it stayed, and who joined it", async () => {
    const { report } = await past();
    const [fork] = report.incidents;
    expect(fork).toMatchObject({
      kind: "extra-heads",
      names: ["d4"],
      began: { pullRequest: 4, author: "Bob" },
      verdict: "failed",
      stoppedBy: ["multiple-heads"],
      headsOfBranch: 1,
      healed: {
        ...{ by: "merge-script", revisions: ["e5"], pullRequest: 5, author: "Ada" },
        ...{ isSameAuthor: false, seconds: 2 * 86_400, commits: 2, transitions: 1 },
      },
    });
  });

  test("passes over commits that touch no script", async () => {
    const { report } = await past();
    const subjects = report.transitions.map(({ subject }) => subject);
    expect(subjects).not.toContain("Say hello");
    expect(report.commits).toBe(12);
    expect(subjects).toHaveLength(10);
  });

  test("does not stop an edit that is taken back", async () => {
    const [drop, back] = (await past()).report.transitions.slice(-2);
    expect(drop?.verdict).toBe("failed");
    expect(back).toMatchObject({ verdict: "passed", pullRequest: 8 });
    expect(back?.findings).toMatchObject([{ rule: "edited-revision", severity: "warning" }]);
  });

  test("is cut where fewer changes are asked for, and where a day is named", async () => {
    const last = await past({ last: "2" });
    expect(last.report.transitions.map(({ subject }) => subject.slice(0, 12))).toEqual([
      "Drop <b>user",
      "Take the dro",
    ]);
    expect(last.report.isCut).toBe(true);
    const since = await past({ since: "2024-05-10" });
    expect(since.report.transitions.map(({ date }) => date.slice(0, 10))).toEqual([
      ...["2024-05-10", "2024-05-10", "2024-05-11", "2024-05-12", "2024-05-13"],
    ]);
  });

  test("is judged by the rules' levels that are typed", async () => {
    const strict = (await past()).report.rates.failed;
    const { report } = await replay(
      { repo: makePast(), rule: ["edited-revision=warning"] },
      quiet(),
    );
    expect(report.rates.failed).toBe(strict - 1);
  });

  test("says which settings would have made it quieter, and is right", async () => {
    const { report } = await past();
    const [first] = report.quieter;
    expect(first?.setting).toBe("edited-revision: warning");
    const { report: then } = await replay(
      { repo: makePast(), rule: ["edited-revision=warning"] },
      quiet(),
    );
    expect(then.rates.failed).toBe(first?.failed);
  });
});

describe("settings", () => {
  const settings = { ".github/onehead.yml": "rules:\n  multiple-heads: warning\n" };
  const line = "<base> -> a1, one\n a1 -> b2, two";
  const forked = `${line}\n a1 -> c3, three`;
  const repo = () =>
    makeHistory([
      { branch: "main", message: "one", files: project(line) },
      { branch: "main", message: "two", files: project(forked) },
      { branch: "main", message: "three", files: { ...project(forked), ...settings } },
      {
        branch: "main",
        message: "four",
        files: { ...project(`${forked}\n a1 -> d4, four`), ...settings },
      },
    ]);

  test("of today judge the whole past", async () => {
    const { report } = await replay({ repo: repo() }, quiet());
    expect(report.transitions.map(({ verdict }) => verdict)).toEqual([
      "passed",
      "passed",
      "passed",
    ]);
  });

  test("of the past judge what came after them", async () => {
    const { report } = await replay({ repo: repo(), settings: "past" }, quiet());
    expect(report.transitions.map(({ verdict }) => verdict)).toEqual([
      "passed",
      "failed",
      "passed",
    ]);
  });
});

describe("a repository", () => {
  test("that is elsewhere is cloned", async () => {
    const url = pathToFileURL(makePast()).href;
    const { report } = await replay({ repo: url }, quiet());
    expect(report.transitions).toHaveLength(10);
  });

  test("that cannot be cloned is refused with git's words", async () => {
    const url = `${pathToFileURL(makeFolder()).href}/nowhere`;
    expect(await onehead("replay", "--repo", url)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("could not be cloned: fatal:"),
    });
  });

  test("without scripts or without commits is refused with a remedy", async () => {
    const plain = makeRepository({ README: "" }).path;
    expect((await onehead("replay", "--repo", plain)).stderr).toMatch(
      /^No commit of `main` touches an Alembic script\. Name another branch with/,
    );
    expect((await onehead("replay", "--repo", makeRepository().path)).stderr).toMatch(
      /^This repository has no commit yet/,
    );
  });

  test("that is shallow says so", async () => {
    const folder = makeFolder();
    const shallow = makeRepository();
    shallow.git("fetch", "--quiet", "--depth=3", pathToFileURL(makePast()).href, "main:past");
    const { report } = await replay({ repo: shallow.path, branch: "past" }, quiet());
    expect(report.isShallow).toBe(true);
    expect(report.transitions).toHaveLength(2);
    expect(replayText(report, null)).toContain("This clone is shallow");
    expect(folder).toBeTruthy();
  });
});

test.each([
  [["--last", "0"], "is no number"],
  [["--since", "yesterday"], "is no date"],
  [["--since", "2026-13-01"], "is no date"],
  [["--last", "1", "--since", "2026-01-01"], "give one of them"],
  [["--settings", "mine"], "use `today`, `past`"],
  [["--format", "xml"], "is not known"],
])("%j is wrong usage", async (args, message) => {
  expect(await onehead("replay", "--repo", makeFolder(), ...args)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(message),
  });
});

test("a script is parsed once, however often it is looked at", async () => {
  const { report } = await replay({ repo: makeLine(40) }, quiet());
  expect(report.rates).toMatchObject({ transitions: 40, failed: 0, incidents: 0 });
});

describe("the bar", () => {
  const draw = (isTTY: boolean) => {
    const written: string[] = [];
    const progress = new Progress({ isTTY, write: (text) => written.push(text) });
    progress.show(1, 2, "changes");
    progress.show(2, 2, "changes");
    progress.clear();
    return written;
  };

  test("is drawn for people at a terminal, and taken away", () => {
    const [half, whole, none] = draw(true);
    expect(half).toBe(`\r[${"#".repeat(15)}${" ".repeat(15)}] 1 of 2 changes`);
    expect(whole).toContain(`[${"#".repeat(30)}] 2 of 2`);
    expect(none?.trim()).toBe("");
  });

  test("is not drawn into a file or a log", () => {
    expect(draw(false)).toEqual([]);
  });
});
