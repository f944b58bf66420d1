// Nothing that a repository holds starts a program: its files may look like a repository, and its configuration names programs.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { fetchCommit } from "../../src/git/fetch-missing.ts";
import { openRepository } from "../../src/git/open-repository.ts";
import { setEnvironment } from "../support/git-wrapper.ts";
import { project } from "../support/project.ts";
import { checkoutOneDeep, makeFolder, makeRepository, makeServer } from "../support/repository.ts";
import { at, names, read } from "./reading.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const first = "<base> -> a1, create users";

/** Files that git takes for a bare repository, whose configuration runs a program on a fetch. */
function bareAmong(folder: string, mark: string) {
  return {
    [`${folder}/HEAD`]: "ref: refs/heads/main\n",
    [`${folder}/config`]: `[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = touch ${mark}\n[remote "origin"]\n\turl = /nowhere\n\tuploadpack = touch ${mark};\n`,
    [`${folder}/objects/info/x`]: "",
    [`${folder}/refs/heads/x`]: `${"1".repeat(40)}\n`,
  };
}

test("files that look like a bare repository are not opened: the clone around them is, or nothing", async () => {
  const mark = join(makeFolder(), "ran");
  const { path } = makeRepository({ ...project(first), ...bareAmong("svc", mark) });
  await expect(openRepository(join(path, "svc"))).rejects.toThrow(
    /looks like a repository and lies among the files of another, .*GIT_CEILING_DIRECTORIES=/,
  );
  await expect(openRepository(join(path, "svc", "refs"))).rejects.toThrow("among the files");
  const around = await openRepository(join(path, "svc"), { orAround: true });
  expect(around.root).toBe(path);
  const commit = "1".repeat(40) as Parameters<typeof fetchCommit>[2];
  await expect(fetchCommit(around, "origin", commit)).rejects.toThrow("`git fetch`");
  expect(existsSync(mark)).toBe(false);
});

test("a bare repository outside of every clone is opened, and in one where that was allowed", async () => {
  const { path } = makeServer(makeRepository(project(first)));
  expect(await openRepository(join(path, "objects"))).toMatchObject({ root: path });
  const inside = makeRepository({ "x.txt": "" });
  inside.git("clone", "--quiet", "--bare", path, "mirror.git");
  const mirror = join(inside.path, "mirror.git");
  await expect(openRepository(mirror)).rejects.toThrow("among the files");
  setEnvironment({ GIT_CEILING_DIRECTORIES: inside.path });
  expect(await openRepository(mirror)).toMatchObject({ root: mirror, hasWorkTree: false });
});

test("programs that a clone's configuration and hooks name are not run", async () => {
  const mark = join(makeFolder(), "ran");
  const server = makeServer(makeRepository(project(first)));
  const { path } = checkoutOneDeep(server, "refs/heads/main");
  const tip = server.git("rev-parse", "main");
  const program = join(makeFolder(), "program");
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  for (const hook of ["reference-transaction", "post-index-change", "pre-auto-gc", "post-checkout"])
    writeFileSync(join(path, ".git", "hooks", hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  const repository = await openRepository(path);
  for (const [name, value] of [
    ["core.fsmonitor", program],
    ["core.askPass", program],
    ["log.showSignature", "true"],
    ["gpg.program", program],
    ["protocol.ext.allow", "always"],
    ["url.ext::sh -c '${program}' %S.insteadOf", "https://ext/"],
  ] as const) {
    server.git("config", "--file", join(path, ".git", "config"), name, value);
  }
  expect(names((await read(path)).after)).toEqual(["a1.py"]);
  expect(names((await read(path, at("HEAD"))).after)).toEqual(["a1.py"]);
  const missing = "1".repeat(40) as Parameters<typeof fetchCommit>[2];
  await expect(fetchCommit(repository, "https://ext/x", missing)).rejects.toThrow("`git fetch`");
  await expect(fetchCommit(repository, "origin", tip as typeof missing)).resolves.toBeUndefined();
  expect(existsSync(mark)).toBe(false);
});
