import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { project } from "../support/project.ts";
import { type Files, makeFolder, makeRepository } from "../support/repository.ts";
import { at, files, names, read, text } from "./reading.ts";

const first = "<base> -> a1, create users";
const versions = "migrations/versions";

/** What the state after holds when a commit on a branch brings these files; then the same for the working tree. */
async function bring(brought: Files, before: Files = {}) {
  const repository = makeRepository({ ...project(first), ...before });
  repository.branch("topic");
  repository.write(brought);
  const { after: uncommitted } = await read(repository.path);
  repository.commit({});
  const { after: committed } = await read(repository.path, at("topic"));
  return [committed, uncommitted] as const;
}

test("a link to a script in the repository is that script", async () => {
  const linked = {
    [`${versions}/b2.py`]: { linkTo: "../../shared/b2.py" },
    "shared/b2.py": "shared",
  };
  for (const after of await bring(linked)) {
    expect(names(after)).toEqual(["a1.py", "b2.py"]);
    expect(text(after, `${versions}/b2.py`)).toBe("shared");
  }
});

test("a version location may be a link to a directory, or lie behind one", async () => {
  for (const link of ["migrations/versions", "migrations"]) {
    const { [`${versions}/a1.py`]: script, ...rest } = project(first);
    const config = {
      ...rest,
      "alembic.ini": "[alembic]\nscript_location = real\nversion_locations = migrations/versions\n",
    };
    const linked: Files =
      link === "migrations"
        ? {
            "alembic.ini": config["alembic.ini"]!,
            "real/env.py": "",
            migrations: { linkTo: "./shared" },
            "shared/versions/a1.py": script!,
          }
        : {
            ...config,
            "real/env.py": "",
            [link]: { linkTo: "../shared" },
            "shared/a1.py": script!,
          };
    const repository = makeRepository(linked);
    const { before } = await read(repository.path);
    const directory = before?.scriptDirectories.find(
      (one) => one.directory.config === "alembic.ini",
    );
    expect(directory?.files.map(({ path }) => path)).toEqual([`${versions}/a1.py`]);
    expect(directory?.files[0]).toMatchObject({ kind: "text", text: script });
  }
});

test("a version location that becomes a link inside the repository is followed, and nothing else is told", async () => {
  const script = project(first)[`${versions}/a1.py`]!;
  const repository = makeRepository(project(first));
  repository.branch("topic");
  repository.git("rm", "-r", "--quiet", versions);
  repository.commit({ [versions]: { linkTo: "../real" }, "real/a1.py": script });
  const { after } = await read(repository.path, at("topic"));
  expect(names(after)).toEqual(["a1.py"]);
  expect(after.configProblems).toEqual([]);
  expect(after.scriptDirectories.flatMap(({ ignored }) => ignored)).toEqual([]);
});

test("links that lead out of the repository, nowhere, to a directory or round in a circle are no scripts", async () => {
  const linked = {
    [`${versions}/out.py`]: { linkTo: "/etc/passwd" },
    [`${versions}/up.py`]: { linkTo: "../../../up.py" },
    [`${versions}/dangling.py`]: { linkTo: "nowhere.py" },
    [`${versions}/directory.py`]: { linkTo: ".." },
    [`${versions}/one.py`]: { linkTo: "two.py" },
    [`${versions}/two.py`]: { linkTo: "one.py" },
  };
  for (const after of await bring(linked)) {
    expect(text(after, "/out.py")).toBe(
      "(it is a symbolic link to `/etc/passwd`, outside the repository)",
    );
    expect(text(after, "/up.py")).toBe(
      "(it is a symbolic link to `../../../up.py`, outside the repository)",
    );
    expect(text(after, "/dangling.py")).toBe(
      "(it is a symbolic link to `migrations/versions/nowhere.py`, where the repository has no file)",
    );
    expect(text(after, "/directory.py")).toBe(
      "(it is a symbolic link to `migrations`, where the repository has no file)",
    );
    expect(text(after, "/one.py")).toBe("(it is a symbolic link that leads round in a circle)");
  }
});

test("a link in the working tree is never followed out of the repository", async () => {
  const outside = makeFolder();
  writeFileSync(join(outside, "secret.py"), "secret");
  const repository = makeRepository(project(first));
  repository.write({
    [`${versions}/b2.py`]: { linkTo: join("../../..", basename(outside), "secret.py") },
  });
  expect(text((await read(repository.path)).after, "/b2.py")).toMatch(/outside the repository\)$/);
});

test("a version location inside a submodule cannot be read, and is not taken for empty", async () => {
  const library = makeRepository({ "a1.py": "" });
  const { [`${versions}/a1.py`]: _, ...rest } = project(first);
  const repository = makeRepository(rest);
  repository.git("submodule", "--quiet", "add", library.path, versions);
  repository.commit({}, "submodule");
  const { before } = await read(repository.path);
  expect(text(before, versions)).toBe(
    "(its scripts lie in a submodule, which is another repository)",
  );
});

test("names with line ends, quotes, emoji, blanks and leading dashes are read as they are", async () => {
  const odd = [
    "-x.py",
    "--output=x.py",
    "q\"uote's.py",
    "emoji \u{1f600}.py",
    "tab\t.py",
    "back\\slash.py",
    ":colon.py",
    "\u202e.py",
    "`tick`.py",
  ];
  const brought = Object.fromEntries(odd.map((name) => [`${versions}/${name}`, `text of ${name}`]));
  for (const after of await bring({ ...brought, [`${versions}/line\nend.py`]: "" })) {
    expect(new Set(names(after))).toEqual(new Set(["a1.py", ...odd]));
    for (const name of odd) expect(text(after, `/${name}`)).toBe(`text of ${name}`);
  }
});

test("a name that is not UTF-8 stops nothing", async () => {
  const repository = makeRepository(project(first));
  const blob = repository.git("hash-object", "-w", `${versions}/a1.py`);
  const entry = Buffer.concat([
    Buffer.from(`100644 ${blob}\t${versions}/`),
    Buffer.from([0xe9]),
    Buffer.from(".py\0"),
  ]);
  execFileSync("git", ["update-index", "-z", "--index-info"], {
    cwd: repository.path,
    input: entry,
  });
  const { after } = await read(repository.path, { after: { kind: "staged" } });
  expect(files(after).map(({ kind }) => kind)).toEqual(["text", "text"]);
});

test("what is no text is data with a reason", async () => {
  const brought = {
    [`${versions}/nul.py`]: "a\0b",
    [`${versions}/bytes.py`]: Buffer.from([0x63, 0xe9, 0x0a]),
    [`${versions}/large.py`]: "#".repeat(2 * 1024 * 1024 + 1),
    [`${versions}/fits.py`]: "#".repeat(2 * 1024 * 1024),
    [`${versions}/bom.py`]: "\ufeffrevision = 1",
    [`${versions}/empty.py`]: "",
  };
  for (const after of await bring(brought)) {
    expect(text(after, "/nul.py")).toBe("(it holds a NUL byte)");
    expect(text(after, "/bytes.py")).toBe("(it is not UTF-8 and names no other encoding)");
    expect(text(after, "/large.py")).toBe("(it is larger than 2 MB)");
    expect(text(after, "/fits.py")).toHaveLength(2 * 1024 * 1024);
    expect(text(after, "/bom.py")).toBe("revision = 1");
    expect(text(after, "/empty.py")).toBe("");
  }
});

test("a huge configuration file is not read either", async () => {
  const [after] = await bring({
    "alembic.ini": `[alembic]\nscript_location = migrations\n${"#\n".repeat(200_000)}`,
  });
  expect(after.configProblems.length + after.scriptDirectories.length).toBeGreaterThan(0);
});

test("a configuration that is a link counts where the link lies", async () => {
  const repository = makeRepository(project(first, "api"));
  repository.commit({
    "worker/alembic.ini": { linkTo: "../api/alembic.ini" },
    ...withoutConfig("worker"),
  });
  const { before } = await read(repository.path);
  expect(before?.scriptDirectories.map(({ directory }) => directory.config)).toEqual([
    "api/alembic.ini",
    "worker/alembic.ini",
  ]);
});

function withoutConfig(directory: string): Files {
  const { [`${directory}/alembic.ini`]: _, ...rest } = project(first, directory);
  return rest;
}

test("two files whose names are no UTF-8 stay two, in a commit and in the working tree", async () => {
  const repository = makeRepository(project(first));
  repository.branch("topic");
  for (const [byte, content] of [
    [0xfe, "one"],
    [0xff, "other"],
  ] as const) {
    const name = Buffer.concat([Buffer.from("b"), Buffer.of(byte), Buffer.from(".py")]);
    const folder = Buffer.from(join(repository.path, versions, "/"));
    writeFileSync(Buffer.concat([folder, name]), content);
  }
  const { after: uncommitted } = await read(repository.path);
  repository.commit({});
  const { after: committed } = await read(repository.path, at("topic"));
  for (const after of [committed, uncommitted]) {
    expect(names(after)).toEqual(["a1.py", "b\udcfe.py", "b\udcff.py"]);
    expect(text(after, "b\udcfe.py")).toBe("one");
    expect(text(after, "b\udcff.py")).toBe("other");
  }
});

test.each([
  ["that git refuses", "\tupdate = !touch pwned\n"],
  ["that hides what changes", "\tignore = all\n"],
])("a `.gitmodules` %s stops nothing", async (_, line) => {
  const library = makeRepository({ "a1.py": "" });
  const repository = makeRepository(project(first));
  repository.branch("topic");
  repository.git(
    "-c",
    "protocol.file.allow=always",
    "submodule",
    "--quiet",
    "add",
    library.path,
    "lib",
  );
  repository.write({ "migrations/versions/b2.py": "" });
  const path = join(repository.path, ".gitmodules");
  writeFileSync(path, `[submodule "lib"]\n\tpath = lib\n\turl = ext::sh -c pwned\n${line}`);
  repository.git("add", "--all");
  repository.git("-c", "submodule.recurse=false", "commit", "--quiet", "--message=lib");
  const { after } = await read(repository.path, at("topic"));
  expect(names(after)).toEqual(["a1.py", "b2.py"]);
  const { after: uncommitted } = await read(repository.path);
  expect(names(uncommitted)).toEqual(["a1.py", "b2.py"]);
});
