// The first repair of every finding, followed exactly as printed on the branch as it stands, mends: the check passes, and a real
// `upgrade heads` runs every script once on an empty database, on one at the target's head, and on the author's own.

import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareAndJudge } from "../../src/commands/check.ts";
import { runFix } from "../../src/commands/fix.ts";
import { buildGraph } from "../../src/graph/build.ts";
import type { Finding } from "../../src/model.ts";
import { parseScript } from "../../src/parse/script.ts";
import { type Branch, type Layout, ranIn, scripts, startBranch } from "./branches.ts";
import { alembicVersions } from "./venvs.ts";

const layouts: readonly Layout[] = ["root", "sub-directory", "flask", "sections"];
const states = ["lagging", "up to date", "rebasing"] as const;
const mistakes = ["fork", "two forks", "duplicate", "slipped in", "deleted", "edited"] as const;

/** A case: the target's history, where the branch was begun, and what its author did. */
const cases = fc.record({
  layout: fc.constantFrom(...layouts),
  state: fc.constantFrom(...states),
  mistake: fc.constantFrom(...mistakes),
  base: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 1, max: 2 }),
  own: fc.integer({ min: 1, max: 2 }),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const targetLine = (length: number) =>
  Array.from({ length }, (_, i) => `${i === 0 ? "<base>" : `t${i - 1}`} -> t${i}, t`).join("\n");

/** The author's scripts on top of the base, and what else the author did to those that are there. */
function ownScripts({ mistake, base, own }: Case): Record<string, string> {
  const top = `t${base - 1}`;
  const line = Array.from({ length: own }, (_, i) => `${i === 0 ? top : `o${i - 1}`} -> o${i}, o`);
  const before = targetLine(base);
  switch (mistake) {
    case "fork":
      return scripts([before, ...line].join("\n"));
    case "two forks":
      return scripts([before, ...line, `${top} -> p0, p`].join("\n"));
    case "duplicate": {
      const files = scripts([before, `${top} -> t${base}, same`, `t${base} -> o0, o`].join("\n"));
      const { [`t${base}.py`]: copy, ...others } = files;
      return { ...others, "own.py": copy! };
    }
    case "slipped in": {
      if (base === 1) return scripts([before, ...line].join("\n"));
      const below = `t${base - 2}`;
      const moved = before.replace(`${below} -> ${top}`, `n0 -> ${top}`);
      return scripts([moved, `${below} -> n0, n`].join("\n"));
    }
    case "deleted": {
      const { [`${top}.py`]: _, ...left } = scripts(before);
      return left;
    }
    case "edited": {
      const files = scripts(before);
      const text = files["t0.py"]!.replace("INSERT INTO ran VALUES", "INSERT INTO  ran  SELECT");
      return { ...files, ...scripts([before, ...line].join("\n")), "t0.py": text };
    }
  }
}

/** Builds the repository, with the branch in the state that it is in. */
function build(branch: Branch, one: Case): void {
  const commit = (message: string) => {
    branch.git("add", "--all");
    branch.git("commit", "--quiet", "--allow-empty", `--message=${message}`);
  };
  const target = scripts(targetLine(one.base + one.more));
  branch.write(scripts(targetLine(one.base)));
  commit("base");
  branch.git("checkout", "--quiet", "-b", "own");
  branch.write(ownScripts(one));
  commit("own");
  branch.git("checkout", "--quiet", "main");
  branch.write(target);
  commit("target");
  branch.git("checkout", "--quiet", "own");
}

/** What the author does before looking: nothing, or half of what the branch needs. */
function enter(branch: Branch, { state }: Case): void {
  if (state === "up to date") branch.git("merge", "--quiet", "--no-edit", "main");
  // Stopped before the author's commit is made, as for a conflict elsewhere.
  if (state === "rebasing") {
    branch.git("checkout", "--quiet", "--detach", "main");
    branch.git("cherry-pick", "--no-commit", "own");
  }
}

async function look(branch: Branch): Promise<readonly Finding[]> {
  const { report } = await compareAndJudge({ repo: branch.path, against: "main" });
  return report.findings.filter(({ severity }) => severity === "error");
}

/** The revisions that the working tree holds. */
function revisions({ path, git }: Branch): readonly string[] {
  const listed = git("ls-files", "--cached", "--others", "--exclude-standard", "*versions/*.py");
  const present = [...new Set(listed.split("\n"))].filter(
    (name) => !name.startsWith("other/") && existsSync(join(path, name)),
  );
  const parsed = present.map((name) =>
    parseScript({
      kind: "text",
      path: name,
      id: name,
      text: readFileSync(join(path, name), "utf8"),
    }),
  );
  return [...buildGraph(parsed).nodes.keys()].sort();
}

/** The command by which a database of the author's own goes back, as the introduction of a repair prints it. */
function goBack(branch: Branch, findings: readonly Finding[], database: string): boolean {
  for (const { fixes } of findings) {
    const say = fixes[0]?.say ?? "";
    if (say.includes("make it anew")) return false;
    const [, command, directory = ""] = /by `([^`]+)`(?: in `([^`]+)\/`)?/.exec(say) ?? [];
    if (command === undefined) continue;
    const { ok, output } = branch.shell(command, directory, database);
    if (!ok && !output.includes("Can't locate") && !output.includes("not a valid downgrade"))
      throw new Error(output);
  }
  return true;
}

const seen = { cases: 0, mended: 0, clean: 0, said: 0, databases: 0 };

async function follow(
  one: Case,
  how: "as printed" | "by onehead fix",
  version: (typeof alembicVersions)[number],
) {
  const branch = startBranch(one.layout, version);
  const at = (name: string) => join(branch.path, ".git", `${name}.sqlite`);
  try {
    build(branch, one);
    branch.git("checkout", "--quiet", "main");
    expect(branch.upgrade(at("target")).output).not.toContain("FAILED");
    branch.git("checkout", "--quiet", "own");
    const hasOwn = branch.upgrade(at("own")).ok;
    enter(branch, one);
    seen.cases += 1;
    const found = await look(branch);
    if (found.length === 0) {
      seen.clean += 1;
      return;
    }
    if (found.some(({ fixes }) => fixes.length === 0 || !fixes[0]!.safe)) {
      seen.said += 1;
      return;
    }
    // Back before what moves, while the scripts are as the database knows them.
    if (hasOwn) copyFileSync(at("own"), at("mine"));
    let isBack = hasOwn;
    if (hasOwn) {
      branch.git("stash", "--include-untracked", "--quiet");
      const place = branch.git("rev-parse", "HEAD");
      branch.git("checkout", "--quiet", "own");
      isBack = goBack(branch, found, at("mine"));
      branch.git("checkout", "--quiet", place === branch.git("rev-parse", "own") ? "own" : place);
      if (branch.git("stash", "list") !== "") branch.git("stash", "pop", "--quiet", "--index");
    }
    if (how === "as printed") for (const { fixes } of found) branch.follow(fixes[0]!);
    else await runFix({ repo: branch.path, against: "main" });
    // A script is brought back without the target branch, and `fix` leaves that step to the person; a database at the
    // target's head is nothing that a branch which lags can serve, mended or not.
    if (one.state === "lagging") {
      branch.git("add", "--all");
      branch.git("commit", "--quiet", "--allow-empty", "--message=mended");
      branch.git("merge", "--quiet", "--no-edit", "main");
    }
    expect((await look(branch)).map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
    seen.mended += 1;
    const expected = revisions(branch);
    for (const name of ["empty", "target", ...(isBack ? ["mine"] : [])]) {
      const { ok, output } = branch.upgrade(at(name));
      expect(ok, `${name}: ${output}`).toBe(true);
      expect([...ranIn(at(name))].sort(), name).toEqual(expected);
      seen.databases += 1;
    }
  } finally {
    branch.remove();
  }
}

test.each(["as printed", "by onehead fix"] as const)(
  "random branches are mended by what is done: %s",
  async (how) => {
    Object.assign(seen, { cases: 0, mended: 0, clean: 0, said: 0, databases: 0 });
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(...alembicVersions), (one, version) =>
        follow(one, how, version),
      ),
      { numRuns: Number(process.env["MENDING_RUNS"] ?? 20), endOnFailure: true },
    );
    console.log(how, JSON.stringify(seen));
    expect(seen.mended).toBeGreaterThan(seen.cases / 2);
  },
);
