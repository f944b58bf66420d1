import { afterEach, expect, test, vi } from "vitest";
import { recordGit } from "../support/git-wrapper.ts";
import { project } from "../support/project.ts";
import { makeRepository } from "../support/repository.ts";
import { at, names, read } from "./reading.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

function line(count: number): string {
  const revisions = Array.from({ length: count }, (_, i) => `r${i}`);
  return revisions
    .map((revision, i) => `${i === 0 ? "<base>" : revisions[i - 1]} -> ${revision}, step ${i}`)
    .join("\n");
}

/** A branch that lags behind its target and brings a script, in a history of so many. */
function makeHistory(count: number) {
  const repository = makeRepository(project(line(count)));
  repository.branch("topic");
  repository.commit({ "migrations/versions/x.py": "x" });
  repository.branch("main");
  repository.commit({ "migrations/versions/y.py": "y" });
  return repository;
}

test.each([
  ["a commit", at("topic"), 10],
  ["the working tree", { against: "main~1" }, 12],
  ["the staged changes", { against: "main~1", after: { kind: "staged" } }, 11],
] as const)(
  "the number of git processes for %s does not depend on the number of scripts",
  async (_, question, expected) => {
    const counts = [];
    for (const scripts of [10, 300]) {
      const repository = makeHistory(scripts);
      const recorded = recordGit();
      const { after } = await read(repository.path, question);
      expect(names(after).length).toBeGreaterThanOrEqual(scripts + 1);
      counts.push(recorded().length);
      vi.unstubAllEnvs();
    }
    expect(counts).toEqual([expected, expected]);
  },
);
