import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CannotCheck } from "../../src/cannot-check.ts";
import { writeFile } from "../../src/system/write-file.ts";
import { makeFolder } from "../support/repository.ts";

/** A workspace, and a file outside of it that nobody may touch. */
function place() {
  const folder = makeFolder();
  const workspace = join(folder, "workspace");
  const victim = join(folder, "victim");
  mkdirSync(workspace);
  writeFileSync(victim, "precious");
  const write = (name: string, mayLeave = false) =>
    writeFile(name, "new", { directory: workspace, mayLeave });
  const read = (name: string) => readFileSync(join(workspace, name), "utf8");
  return { folder, workspace, victim, write, read };
}

test("a file is written with the directories above it, and nothing is left beside it", () => {
  const { workspace, write, read } = place();
  write("out/x.sarif");
  write("out/x.sarif");
  expect(read("out/x.sarif")).toBe("new");
  expect(readdirSync(join(workspace, "out"))).toEqual(["x.sarif"]);
});

test("a link in its place is replaced", () => {
  const { workspace, victim, write, read } = place();
  symlinkSync(victim, join(workspace, "x.sarif"));
  write("x.sarif");
  expect(read("x.sarif")).toBe("new");
  expect(readFileSync(victim, "utf8")).toBe("precious");
});

describe("nothing is written outside", () => {
  test.each([["out/victim"], ["out/deep/victim"]])("through the linked directory of %s", (name) => {
    const { folder, workspace, victim, write } = place();
    symlinkSync(folder, join(workspace, "out"));
    expect(() => write(name)).toThrow(CannotCheck);
    expect(() => write(join(workspace, name))).toThrow(CannotCheck);
    expect(readFileSync(victim, "utf8")).toBe("precious");
    expect(readdirSync(folder).sort()).toEqual(["victim", "workspace"]);
  });

  test("through a link that leads nowhere yet", () => {
    const { folder, workspace, write } = place();
    symlinkSync(join(folder, "later"), join(workspace, "out"));
    expect(() => write("out/x")).toThrow(CannotCheck);
    expect(readdirSync(folder).sort()).toEqual(["victim", "workspace"]);
  });

  test("by a relative name, unless that was said to be fine", () => {
    const { victim, write } = place();
    expect(() => write("../victim")).toThrow(
      /`\.\.\/victim` could not be written: it lies outside/,
    );
    expect(readFileSync(victim, "utf8")).toBe("precious");
    write("../victim", true);
    expect(readFileSync(victim, "utf8")).toBe("new");
  });
});

test("an absolute name says where to write", () => {
  const { victim, write } = place();
  write(victim);
  expect(readFileSync(victim, "utf8")).toBe("new");
});

test("a device is written to and stays one", () => {
  const { write } = place();
  write("/dev/null");
  expect(() => write("/dev/null")).not.toThrow();
});

test("a directory in its place is told, and stays", () => {
  const { workspace, write } = place();
  mkdirSync(join(workspace, "x.sarif"));
  expect(() => write("x.sarif")).toThrow(/`x\.sarif` could not be written: it is a directory\./);
  expect(readdirSync(workspace)).toEqual(["x.sarif"]);
});
