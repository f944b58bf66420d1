// The commands beside `check`: heads, graph, explain, demo, help and version.

import { describe, expect, test } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { options } from "../../src/settings.ts";
import { version } from "../../src/version.ts";
import { makeHistory } from "../support/history.ts";
import { project } from "../support/project.ts";
import { onehead } from "./onehead.ts";

const history = `
  <base> -> a1, create users
  a1 -> b2, add email
  b2 -> c3, add phone
  c3 -> d4 (orders), create orders
  <base> (d4) -> x1, create reports`;

/** `onehead <command>` on a repository with these files. */
function on(files: Readonly<Record<string, string>>, command: string, ...more: string[]) {
  const repo = makeHistory([{ branch: "main", message: "only", files }]);
  return onehead(command, "--repo", repo, "--at", "main", ...more);
}

describe("heads", () => {
  test("are listed as `alembic heads` does, for each script directory", async () => {
    const files = { ...project(history, "api"), ...project("<base> -> q1, one", "billing") };
    expect(await on(files, "heads")).toEqual({
      exitCode: 0,
      stdout:
        "api/migrations: 2 heads, 5 scripts\n  d4 (effective head)\n  x1 (head)\n" +
        "billing/migrations: 1 head, 1 script\n  q1 (head)\n",
      stderr: "",
    });
  });

  test("come as JSON too", async () => {
    const { stdout } = await on(project(history), "heads", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([
      {
        name: "migrations",
        heads: ["d4", "x1"],
        realHeads: ["x1"],
        scripts: 5,
        trouble: null,
        partial: [],
      },
    ]);
  });

  test("are not vouched for where Alembic could not load the scripts", async () => {
    const { exitCode, stdout } = await on(project(`${history}\n gone -> y9, two`), "heads");
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Alembic cannot load the scripts: 'gone'");
  });

  test("of a repository without scripts are trouble, not an empty list", async () => {
    expect(await on({ "README.md": "" }, "heads")).toMatchObject({
      exitCode: 3,
      stderr: "No script directory was found. Name one with `--config FILE` or `--versions DIR`.",
    });
  });
});

describe("graph", () => {
  const graph = (...more: string[]) => on(project(history), "graph", ...more);

  test("as text is what `alembic history` prints", async () => {
    expect((await graph()).stdout).toBe(
      [
        "<base> (d4) -> x1 (head), create reports",
        "c3 -> d4 (orders) (effective head), create orders",
        "b2 -> c3 (orders), add phone",
        "a1 -> b2 (orders), add email",
        "<base> -> a1 (orders), create users",
        "",
      ].join("\n"),
    );
  });

  test("comes as Mermaid, Graphviz and JSON", async () => {
    expect((await graph("--format", "mermaid")).stdout).toMatch(/^flowchart LR\n/);
    expect((await graph("--format", "dot")).stdout).toMatch(/^digraph "migrations" \{\n/);
    const [drawing] = JSON.parse((await graph("--format", "json")).stdout);
    expect(drawing).toMatchObject({ scriptDirectory: "migrations" });
  });

  test("as Mermaid shows one script directory: several drawings in a row are none", async () => {
    const files = { ...project("<base> -> a1, x", "api"), ...project("<base> -> b1, x", "shop") };
    expect(await on(files, "graph", "--format", "mermaid")).toMatchObject({
      exitCode: 2,
      stderr:
        "One Mermaid drawing shows one script directory, and there are 2: `api/migrations`, `shop/migrations`. Name one with `--config FILE` or `--versions DIR`.",
    });
    const one = await on(files, "graph", "--format", "mermaid", "--config", "shop/alembic.ini");
    expect(one.stdout).toContain("b1");
  });

  test("around a revision leaves out what is far from it; a label or a prefix will do", async () => {
    const long = Array.from({ length: 30 }, (_, i) => `r00${i} -> r00${i + 1}, step`).join("\n");
    const files = project(`<base> -> r000, first\n${long}`);
    const { stdout } = await on(files, "graph", "--around", "r0015");
    expect(stdout).toContain("r0014 -> r0015, step");
    expect(stdout).not.toContain("r001, step");
    expect((await graph("--around", "orders", "--format", "dot")).stdout).toContain('"d4"');
  });

  test("around a revision that no script has is wrong usage", async () => {
    expect(await graph("--around", "nope")).toMatchObject({
      exitCode: 2,
      stderr: "`--around nope`: no script has that revision. `onehead graph` lists them.",
    });
  });
});

describe("explain", () => {
  test("alone lists every rule", async () => {
    const { stdout } = await onehead("explain");
    expect(stdout.split("\n").map((row) => row.split(" ")[0])).toEqual([
      ...rules.map(({ id }) => id),
      "",
    ]);
  });

  test("with a rule prints its page", async () => {
    expect((await onehead("explain", "cycle")).stdout).toMatch(/^# `cycle`\n/);
  });

  test("with anything else says where the list is", async () => {
    expect(await onehead("explain", "cycles")).toMatchObject({
      exitCode: 2,
      stderr: "`cycles` is no rule; `onehead explain` lists the rules. Did you mean `cycle`?",
    });
    expect(await onehead("explain", "cycle", "long-revision")).toMatchObject({ exitCode: 2 });
  });
});

test("demo shows findings, the main one first, mends them and ends well", async () => {
  const { exitCode, stdout } = await onehead("demo");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^A shop's repository\./);
  expect(stdout).toContain("`c93a7d15e08f` would be a second head beside `b7e42f90a6cd`.");
  expect(stdout).toContain("Failed with 2 errors.");
  const [found] = /^migrations.* error .*$/m.exec(stdout)!;
  expect(found).toContain("multiple-heads");
  expect(stdout).toContain('\n-down_revision = "8d1f0c3a5e21"\n+down_revision = "b7e42f90a6cd"\n');
  expect(stdout).toMatch(/\nPassed\.\n\nWhere to go next:\n/);
});

describe("help", () => {
  test("lists the commands, and the exit codes", async () => {
    for (const args of [["--help"], ["-h"], ["help"]]) {
      const { exitCode, stdout } = await onehead(...args);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^ {2}onehead explain <rule> /m);
      expect(stdout).toContain("Exit codes: 0 nothing to fail on");
    }
  });

  test.each(["check", "heads", "graph", "doctor"] as const)(
    "of %s lists its options",
    async (command) => {
      const { stdout } = await onehead(command, "--help");
      const listed = [...stdout.matchAll(/^ {2}--(\S+)/gm)].map(([, name]) => name);
      const own = options.filter((option) => option.commands?.includes(command));
      expect(listed).toEqual(own.map(({ name, cliName }) => cliName ?? name));
      expect((await onehead("help", command)).stdout).toBe(stdout);
    },
  );

  test.each(["explain", "demo"])("of %s says what it does", async (command) => {
    expect((await onehead(command, "--help")).stdout).toMatch(new RegExp(`^onehead ${command}`));
  });
});

test("the version is printed alone", async () => {
  expect(await onehead("--version")).toEqual({
    exitCode: 0,
    stdout: `onehead ${version}\n`,
    stderr: "",
  });
});
