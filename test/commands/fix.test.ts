// `onehead fix` as people call it: what it changes in the working tree, what it leaves, and how it ends.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { project } from "../support/project.ts";
import { makeRepository, type TestRepository } from "../support/repository.ts";
import { onehead } from "./onehead.ts";

beforeEach(() => {
  vi.stubEnv("GITHUB_BASE_REF", "");
  vi.stubEnv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "");
});
afterEach(() => vi.unstubAllEnvs());

const line = `
  <base> -> a1, create users
  a1 -> b2, add email`;
const versions = "migrations/versions";

/** `main` holds `target`; `pull-request` was begun at `base` and holds `own`. */
function branched(base: string, target: string, own: string): TestRepository {
  const repository = makeRepository(project(base));
  repository.branch("pull-request");
  repository.commit(project(own));
  repository.branch("main");
  repository.commit(project(target));
  repository.branch("pull-request");
  return repository;
}

const first = "<base> -> a1, create users";
const lagging = () => branched(first, line, `${first}\n a1 -> c3, create orders`);

const read = ({ path }: TestRepository, file: string) =>
  readFileSync(join(path, versions, file), "utf8");
const fix = ({ path }: TestRepository, ...options: string[]) =>
  onehead("fix", "--repo", path, "--against", "main", ...options);

describe("a branch that lags behind its target", () => {
  test("has its lowest own script put after the head, docstring and all, and is told what comes next", async () => {
    const repository = branched(first, line, `${first}\n a1 -> c3, x\n c3 -> d4, y`);
    const above = read(repository, "d4.py");
    const { exitCode, stdout: output } = await fix(repository);
    expect(exitCode).toBe(0);
    expect(output).toContain("git merge main");
    expect(read(repository, "c3.py")).toContain("= 'b2'\n");
    expect(read(repository, "c3.py")).toContain("\nRevises: b2\n");
    expect(read(repository, "d4.py")).toBe(above);
    expect(repository.git("diff", "--name-only")).toBe(`${versions}/c3.py`);
  });

  test("is not changed a second time", async () => {
    const repository = lagging();
    await fix(repository);
    const once = read(repository, "c3.py");
    const again = await fix(repository);
    expect(again).toMatchObject({ exitCode: 0, stdout: "Passed.\n" });
    expect(read(repository, "c3.py")).toBe(once);
  });

  test("is shown a diff that git can apply, and nothing else happens", async () => {
    const repository = lagging();
    const { exitCode, stdout: output } = await fix(repository, "--diff");
    expect(exitCode).toBe(0);
    expect(repository.git("status", "--short")).toBe("");
    execFileSync("git", ["apply"], { cwd: repository.path, input: output });
    expect(read(repository, "c3.py")).toContain("= 'b2'\n");
    expect((await fix(repository)).stdout).toBe("Passed.\n");
  });
});

describe("--merge", () => {
  const forked = () => branched(line, line, `${line}\n a1 -> c3, create orders`);
  const added = (repository: TestRepository) =>
    repository.git("ls-files", "--others", "--exclude-standard").trim();

  test("joins the heads with a script from Alembic's default template", async () => {
    const repository = forked();
    expect((await fix(repository, "--merge")).exitCode).toBe(0);
    const path = added(repository);
    expect(path).toMatch(/^migrations\/versions\/[0-9a-f]{12}_merge_b2_and_c3\.py$/);
    const text = readFileSync(join(repository.path, path), "utf8");
    expect(text).toContain("down_revision: Union[str, Sequence[str], None] = ('b2', 'c3')\n");
    expect(text).toContain("Revises: b2, c3\n");
    expect(read(repository, "c3.py")).toContain("= 'a1'\n");
  });

  test("uses the directory's own template where that is plain, and file_template", async () => {
    const repository = forked();
    repository.commit({
      "alembic.ini":
        "[alembic]\nscript_location = %(here)s/migrations\nfile_template = %%(slug)s-%%(rev)s\ntruncate_slug_length = 9\n",
      "migrations/script.py.mako":
        '"""${message}"""\nfrom our import op\nrevision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n\ndef upgrade():\n    ${upgrades if upgrades else "pass"}\n\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n',
    });
    await fix(repository, "--merge");
    expect(added(repository)).toMatch(/^migrations\/versions\/merge_b2_-[0-9a-f]{12}\.py$/);
    expect(readFileSync(join(repository.path, added(repository)), "utf8")).toMatch(
      /^"""merge b2 and c3"""\nfrom our import op\nrevision = '[0-9a-f]{12}'\ndown_revision = \('b2', 'c3'\)\n/,
    );
  });

  test("does not guess at a template that does more", async () => {
    const repository = forked();
    repository.commit({
      "migrations/script.py.mako": "% if x:\n${repr(up_revision)}${repr(down_revision)}\n% endif\n",
    });
    await fix(repository, "--merge");
    expect(readFileSync(join(repository.path, added(repository)), "utf8")).toContain(
      "from alembic import op\n",
    );
  });
});

test("--onto puts a new script after the revision that is named", async () => {
  const target = `${line}\n a1 -> r9, release`;
  const repository = branched(target, target, `${target}\n a1 -> c3, create orders`);
  expect((await fix(repository, "--onto", "r9")).exitCode).toBe(0);
  expect(read(repository, "c3.py")).toContain("= 'r9'\n");
  expect(await fix(repository, "--onto", "gone")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("No script has the revision"),
  });
});

test("--rule narrows what is mended", async () => {
  const repository = lagging();
  repository.commit({ [`${versions}/b2.py`]: null });
  const { exitCode, stdout: output } = await fix(repository, "--rule", "deleted-revision");
  expect(exitCode).toBe(1);
  expect(output).toContain("Failed with 1 error");
  expect(read(repository, "c3.py")).toContain("= 'a1'\n");
  expect((await fix(repository, "--rule", "no-rule")).exitCode).toBe(2);
});

describe("applied scripts", () => {
  const edited = {
    [`${versions}/a1.py`]: project(first)[`${versions}/a1.py`]!.replace("SELECT", "DELETE"),
  };

  test("that were deleted or edited are the target branch's again", async () => {
    const repository = branched(line, line, line);
    const [a1, b2] = [read(repository, "a1.py"), read(repository, "b2.py")];
    repository.commit({ ...edited, [`${versions}/b2.py`]: null });
    expect((await fix(repository)).exitCode).toBe(0);
    expect([read(repository, "a1.py"), read(repository, "b2.py")]).toEqual([a1, b2]);
  });

  test("with edits that nobody has committed are left, with the reason", async () => {
    const repository = branched(line, line, line);
    repository.write(edited);
    const { exitCode, stdout: output } = await fix(repository);
    expect(exitCode).toBe(1);
    expect(output).toContain("neither committed nor staged");
    expect(read(repository, "a1.py")).toBe(edited[`${versions}/a1.py`]);
  });

  test("get a new script out from below them", async () => {
    const own = `${line.replace("a1 -> b2", "n9 -> b2")}\n a1 -> n9, slipped in`;
    const repository = branched(line, line, own);
    expect((await fix(repository)).exitCode).toBe(0);
    expect(read(repository, "b2.py")).toContain("= 'a1'\n");
    expect(read(repository, "n9.py")).toContain("= 'b2'\n");
  });
});

test("a renamed script is given its revision back before heads are looked at", async () => {
  const repository = branched(line, line, line);
  const renamed = project(`${first}\n a1 -> x9, add email\n a1 -> c3, create orders`);
  repository.commit({
    [`${versions}/b2.py`]: renamed[`${versions}/x9.py`]!,
    [`${versions}/c3.py`]: renamed[`${versions}/c3.py`]!,
  });
  expect((await fix(repository)).exitCode).toBe(0);
  expect(read(repository, "b2.py")).toContain("revision: str = 'b2'");
  expect(read(repository, "c3.py")).toContain("= 'b2'\n");
});

test("a duplicate gets a revision of its own, and the author's other scripts follow it", async () => {
  const repository = branched(first, line, first);
  const own = project(`${first}\n a1 -> b2, create orders\n b2 -> c3, create invoices`);
  repository.commit({
    [`${versions}/own.py`]: own[`${versions}/b2.py`]!,
    [`${versions}/c3.py`]: own[`${versions}/c3.py`]!,
  });
  expect((await fix(repository)).exitCode).toBe(0);
  const fresh = /revision: str = '([0-9a-f]{12})'/.exec(read(repository, "own.py"))?.[1];
  expect(read(repository, "own.py")).toContain("= 'b2'\n");
  expect(read(repository, "c3.py")).toContain(`= '${fresh}'\n`);
});

describe("in the middle", () => {
  test("of a merge, the target is not to be brought in again", async () => {
    const repository = lagging();
    repository.git("merge", "--quiet", "--no-commit", "main");
    const { exitCode, stdout: output } = await fix(repository);
    expect(exitCode).toBe(0);
    expect(output).not.toContain("git merge");
    expect(read(repository, "c3.py")).toContain("= 'b2'\n");
  });

  test("of a rebase, the author's scripts are still the author's", async () => {
    const repository = lagging();
    repository.commit({ "notes.txt": "ours" });
    repository.branch("main");
    repository.commit({ "notes.txt": "theirs" });
    repository.branch("pull-request");
    expect(() => repository.git("rebase", "main")).toThrow();
    const { exitCode } = await fix(repository);
    expect(exitCode).toBe(0);
    expect(read(repository, "c3.py")).toContain("= 'b2'\n");
    expect(read(repository, "b2.py")).toContain("= 'a1'\n");
  });

  test("of a conflict that has no markers any more and is not staged, the script is left", async () => {
    const repository = lagging();
    const blob = repository.git("hash-object", join(versions, "c3.py"));
    const stages = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\t${versions}/c3.py\n`);
    const input = `0 ${"0".repeat(40)}\t${versions}/c3.py\n${stages.join("")}`;
    execFileSync("git", ["update-index", "--index-info"], { cwd: repository.path, input });
    const { exitCode, stdout } = await fix(repository);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("conflict that is not resolved");
    expect(read(repository, "c3.py")).toContain("= 'a1'\n");
  });

  test("of a conflict in a script, that script is left", async () => {
    const repository = lagging();
    repository.commit({ [`${versions}/c3.py`]: `${read(repository, "c3.py")}# ours\n` });
    repository.branch("main");
    repository.commit({ [`${versions}/c3.py`]: `${read(repository, "b2.py")}# theirs\n` });
    repository.branch("pull-request");
    expect(() => repository.git("merge", "main")).toThrow();
    const before = read(repository, "c3.py");
    expect((await fix(repository)).exitCode).not.toBe(0);
    expect(read(repository, "c3.py")).toBe(before);
  });
});

test("a file keeps its line ends and its mode; one that is not UTF-8 is left for its author", async () => {
  const repository = lagging();
  const path = join(repository.path, versions, "c3.py");
  repository.commit({ [`${versions}/c3.py`]: read(repository, "c3.py").replaceAll("\n", "\r\n") });
  repository.git("update-index", "--chmod=+x", `${versions}/c3.py`);
  execFileSync("chmod", ["+x", path]);
  repository.commit({}, "mode");
  expect((await fix(repository)).exitCode).toBe(0);
  expect(read(repository, "c3.py")).toContain("= 'b2'\r\n");
  expect(statSync(path).mode & 0o100).toBe(0o100);

  const other = lagging();
  const latin = `# coding: latin-1\n# \xe9\n${read(other, "c3.py")}`;
  other.commit({ [`${versions}/c3.py`]: Buffer.from(latin, "latin1") });
  const { exitCode, stdout: output } = await fix(other);
  expect(exitCode).toBe(1);
  expect(output).toContain("not written in UTF-8");
});

test("where nothing is compared, nothing is touched", async () => {
  const repository = makeRepository(project(line));
  const { exitCode } = await fix(repository);
  expect(exitCode).toBe(0);
  expect(existsSync(join(repository.path, versions, "a1.py"))).toBe(true);
  expect(repository.git("status", "--short")).toBe("");
});
