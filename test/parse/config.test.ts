// Where a repository's scripts live: semantics of Alembic's configuration, one rule a sentence.

import { expect, test } from "vitest";
import { findScriptDirectories, isConfigurationFile } from "../../src/parse/config.ts";
import { discover, empty, environments, treeOf } from "../support/configuration.ts";

/** A script directory as `alembic init` leaves it, with one script. */
function environment(path: string): Record<string, string> {
  return empty(`${path}/env.py`, `${path}/script.py.mako`, `${path}/versions/a1.py`);
}

function ini(...options: readonly string[]): string {
  return ["[alembic]", ...options, ""].join("\n");
}

// ----------------------------------------------------------- script_location

test("a bare script_location is relative to the directory of the ini file", () => {
  const files = {
    ...environment("api/alembic"),
    "api/alembic.ini": ini("script_location = alembic"),
  };
  expect(discover(files).directories).toEqual([
    {
      name: "api/alembic",
      config: "api/alembic.ini",
      section: "alembic",
      versionLocations: ["api/alembic/versions"],
      recursive: false,
      runsIn: "api",
      flaskMigrate: false,
    },
  ]);
});

test("a script_location may be relative to the repository's root, where `alembic -c` runs", () => {
  const files = {
    ...environment("api/db"),
    "api/config/alembic.ini": ini("script_location = api/db"),
  };
  expect(discover(files).directories[0]).toMatchObject({
    name: "api/db",
    config: "api/config/alembic.ini",
  });
});

test("a script_location may be relative to a directory between the two", () => {
  const files = { ...environment("a/b/db"), "a/b/c/alembic.ini": ini("script_location = db") };
  expect(environments(files)).toEqual(["a/b/db: a/b/db/versions"]);
});

test("the directory of the ini file wins over the root", () => {
  const files = {
    ...environment("alembic"),
    ...environment("api/alembic"),
    "api/alembic.ini": ini("script_location = alembic"),
  };
  expect(discover(files).directories.map(({ name, config }) => [name, config])).toEqual([
    ["alembic", null],
    ["api/alembic", "api/alembic.ini"],
  ]);
});

test("%(here)s is the directory of the ini file, and `..` leads out of it", () => {
  const files = {
    ...environment("db"),
    "config/alembic.ini": ini("script_location = %(here)s/../db"),
  };
  expect(environments(files)).toEqual(["db: db/versions"]);
});

test("a script directory at the repository's root is called `.`", () => {
  const files = { ...empty("env.py", "versions/a1.py"), "alembic.ini": ini("script_location = .") };
  expect(environments(files)).toEqual([".: versions"]);
});

test("a path that leads out of the repository leads nowhere", () => {
  const files = { "alembic.ini": ini("script_location = ../alembic"), ...environment("alembic") };
  expect(discover(files).directories[0]).toMatchObject({ name: "alembic", config: null });
});

test("quotes, `~` and `$VAR` are part of a path", () => {
  for (const text of ['"alembic"', "~/alembic", "$PWD/alembic"]) {
    const files = { ...environment("alembic"), "x.ini": ini(`script_location = ${text}`) };
    expect(discover(files).directories[0]!.config).toBeNull();
  }
});

test("`package:resource` is a directory inside a package", () => {
  const files = {
    ...environment("app/db/mig"),
    "alembic.ini": ini("script_location = app.db:mig"),
  };
  expect(environments(files)).toEqual(["app/db/mig: app/db/mig/versions"]);
});

test("packages are also looked for in `src`, in prepend_sys_path and above the ini file", () => {
  const inSrc = { ...environment("src/app/mig"), "alembic.ini": ini("script_location = app:mig") };
  expect(environments(inSrc)).toEqual(["src/app/mig: src/app/mig/versions"]);
  const prepended = {
    ...environment("lib/app/mig"),
    "alembic.ini": ini("script_location = app:mig", "prepend_sys_path = ., lib"),
  };
  expect(environments(prepended)).toEqual(["lib/app/mig: lib/app/mig/versions"]);
  const above = {
    ...environment("src/app/mig"),
    "src/app/alembic.ini": ini("script_location = app:mig"),
  };
  expect(environments(above)).toEqual(["src/app/mig: src/app/mig/versions"]);
});

test("a package that is installed from another place of the repository is found there", () => {
  const files = {
    ...environment("app/mig"),
    ...empty("plugins/tos/quetz_tos/mig/versions/t1.py"),
    "alembic.ini": ini(
      "script_location = app:mig",
      "version_locations = app:mig/versions quetz_tos:mig/versions",
    ),
  };
  expect(environments(files)).toEqual([
    "app/mig: app/mig/versions, plugins/tos/quetz_tos/mig/versions",
  ]);
});

test("a Windows path is read with its backslashes", () => {
  const files = { ...environment("app/mig"), "alembic.ini": ini("script_location = app\\mig") };
  expect(environments(files)).toEqual(["app/mig: app/mig/versions"]);
});

// --------------------------------------------------------- version_locations

const places = empty("m1/a.py", "m2/b.py", "m 3/c.py");

function located(...options: readonly string[]): readonly string[] {
  const files = {
    ...environment("db"),
    ...places,
    "alembic.ini": ini("script_location = db", ...options),
  };
  return discover(files).directories[0]!.versionLocations;
}

test("version_locations replaces the default location", () => {
  expect(located("version_locations = m1")).toEqual(["m1"]);
});

test("a blank version_locations is not set", () => {
  expect(located("version_locations =")).toEqual(["db/versions"]);
});

test("without a separator, version_locations splits at commas and blanks", () => {
  expect(located("version_locations = m1, m2  gone")).toEqual(["m1", "m2", "gone"]);
});

test("without a separator, a trailing comma adds the current directory", () => {
  expect(located("version_locations = m1,")).toEqual(["m1", "."]);
  expect(located("version_locations = m1 ,m2")).toEqual(["m1", ".", "m2"]);
});

test("each separator splits, and entries are stripped", () => {
  const lines = "version_locations = m1\n  m 3";
  expect(located("path_separator = newline", lines)).toEqual(["m1", "m 3"]);
  expect(located("path_separator = os", "version_locations = m1 : m 3:")).toEqual(["m1", "m 3"]);
  expect(located("path_separator = :", "version_locations = m1:m 3")).toEqual(["m1", "m 3"]);
  expect(located("path_separator = ;", "version_locations = m1;m 3")).toEqual(["m1", "m 3"]);
  expect(located("path_separator = space", "version_locations = m1  m2")).toEqual(["m1", "m2"]);
});

test("path_separator wins over version_path_separator", () => {
  const both = ["path_separator = :", "version_path_separator = space"];
  expect(located(...both, "version_locations = m 3:m1")).toEqual(["m 3", "m1"]);
  expect(located("version_path_separator = :", "version_locations = m 3:m1")).toEqual([
    "m 3",
    "m1",
  ]);
});

test("`os` with a semicolon in the list is a Windows project's", () => {
  expect(located("path_separator = os", "version_locations = m1;m2")).toEqual(["m1", "m2"]);
});

test("version locations may be resources of packages", () => {
  expect(located("version_locations = m1:sub m2")).toEqual(["m1/sub", "m2"]);
});

test("relative version locations and the script directory share one current directory", () => {
  const files = {
    ...environment("api/db"),
    ...empty("api/db/core/a.py"),
    "api/alembic.ini": ini("script_location = %(here)s/db", "version_locations = api/db/core"),
  };
  expect(environments(files)).toEqual(["api/db: api/db/core"]);
});

test("recursive_version_locations is on only for exactly `true`", () => {
  const isRecursive = (value: string) => {
    const text = ini("script_location = db", `recursive_version_locations = ${value}`);
    return discover({ ...environment("db"), "alembic.ini": text }).directories[0]!.recursive;
  };
  expect(["true", "True", "1", "yes"].map(isRecursive)).toEqual([true, false, false, false]);
});

test("sourceless is on only for exactly `true`", () => {
  const files = (value: string) => ({
    ...environment("db"),
    "alembic.ini": ini("script_location = db", `sourceless = ${value}`),
  });
  expect(discover(files("true")).directories[0]!.sourceless).toBe(true);
  expect(discover(files("True")).directories[0]!.sourceless).toBeUndefined();
});

// ------------------------------------------------------------------ problems

function problems(text: string, more: Record<string, string> = {}) {
  return discover({ ...environment("db"), ...places, "alembic.ini": text, ...more }).problems.map(
    ({ at, what, alembicSays }) => ({
      at: `${at.path}:${at.line}:${at.column}`,
      what,
      alembicSays,
    }),
  );
}

const comment = "os  # Use os.pathsep. Default configuration used for new projects.";

test("a separator that carries a comment stops Alembic once version_locations is set", () => {
  const options = ["script_location = db", `version_path_separator = ${comment}`];
  expect(problems(ini(...options))).toEqual([]);
  expect(problems(ini(...options, "version_locations = m1"))).toEqual([
    {
      at: "alembic.ini:3:26",
      what: "The value of `version_path_separator` is no separator, since a comment behind a value is part of it: move the comment to a line of its own.",
      alembicSays: `ValueError: '${comment}' is not a valid value for version_path_separator; expected 'space', 'newline', 'os', ':', ';'`,
    },
  ]);
});

test("a blank path_separator is refused, also for prepend_sys_path alone", () => {
  const text = ini("script_location = db", "path_separator =", "prepend_sys_path = .");
  expect(problems(text)[0]).toMatchObject({
    at: "alembic.ini:3:17",
    alembicSays:
      "ValueError: '' is not a valid value for path_separator; expected 'space', 'newline', 'os', ':', ';'",
  });
});

test("an unescaped percent sign matters only in an option that Alembic reads", () => {
  expect(problems(ini("script_location = db", "sqlalchemy.url = db://u:p%40@h"))).toEqual([]);
  expect(problems(ini("script_location = db", "file_template = %(rev)s"))[0]).toMatchObject({
    at: "alembic.ini:3:17",
    alembicSays:
      "configparser.InterpolationMissingOptionError: Bad value substitution: option 'file_template' in section 'alembic' contains an interpolation key 'rev' which is not a valid option name. Raw value: '%(rev)s'",
  });
});

test("a file that Python cannot parse is a problem, and its script directory is found all the same", () => {
  const text = ini("script_location = db", "<<<<<<< HEAD");
  expect(problems(text)).toEqual([
    {
      at: "alembic.ini:3:1",
      what: "Alembic cannot read `alembic.ini`, so every command stops there.",
      alembicSays:
        "configparser.ParsingError: Source contains parsing errors: PosixPath('alembic.ini')\n\t[line  3]: '<<<<<<< HEAD\\n'",
    },
  ]);
  expect(environments({ ...environment("db"), "alembic.ini": text })).toEqual(["db: db/versions"]);
});

test("of several errors, only the first is what Alembic says", () => {
  const text = ini("script_location = db", "truncate_slug_length = x", "timezone = %d");
  expect(problems(text).map(({ alembicSays }) => alembicSays)).toEqual([
    "ValueError: invalid literal for int() with base 10: 'x'",
  ]);
});

test("a version location outside the repository cannot be read", () => {
  const text = ini("script_location = db", "version_locations = m1 /opt/scripts plugin:scripts");
  expect(problems(text).map(({ what }) => what)).toEqual([
    "The version location `/opt/scripts` lies outside the repository, so its scripts cannot be read.",
    "The version location `plugin:scripts` is read as a resource of package `plugin`, which is not in the repository, so its scripts cannot be read.",
  ]);
});

test("version_locations that all lead nowhere hide the scripts without a word of Alembic's", () => {
  expect(problems(ini("script_location = db", "version_locations = gone"))).toEqual([
    {
      at: "alembic.ini:3:21",
      what: "Alembic loads no script of `db`: no directory of `version_locations` exists, and `db/versions` does not belong to it by itself.",
      alembicSays: null,
    },
  ]);
});

test("scripts that all lie in sub-directories are a problem without recursion", () => {
  const files = empty("db/env.py", "db/versions/2024/a1.py");
  const found = discover({ ...files, "alembic.ini": ini("script_location = db") });
  expect(found.problems.map(({ what }) => what)).toEqual([
    "Alembic loads no script of `db`: `db/versions/2024/a1.py` is passed over, since it lies in a sub-directory of a version location, and `recursive_version_locations` is not `true`.",
  ]);
});

test("a version location that is a submodule or a symbolic link cannot be read", () => {
  const text = ini("script_location = db");
  const tree = new Map([
    ["alembic.ini", { mode: "file", id: "1" }],
    ["db/env.py", { mode: "file", id: "2" }],
    ["db/versions", { mode: "submodule", id: "3" }],
  ] as const);
  const file = { kind: "text", path: "alembic.ini", id: "1", text } as const;
  const named = { configs: [], versions: [] };
  const found = findScriptDirectories({ tree, texts: new Map([["alembic.ini", file]]), named });
  expect(found.problems.map(({ what }) => what)).toEqual([
    "The version location `db/versions` is a submodule, so its scripts cannot be read.",
  ]);
});

// ------------------------------------------------------------ pyproject.toml

test("[tool.alembic] of a pyproject.toml is a configuration", () => {
  const toml = [
    "[tool.alembic]",
    'script_location = "%(here)s/db"',
    'version_locations = ["%(here)s/m1", "m 3"]',
    "recursive_version_locations = true",
  ].join("\n");
  const files = { ...environment("db"), ...places, "pyproject.toml": toml };
  expect(discover(files)).toMatchObject({
    directories: [
      {
        name: "db",
        config: "pyproject.toml",
        section: "alembic",
        versionLocations: ["m1", "m 3"],
        recursive: true,
        runsIn: "",
        flaskMigrate: false,
      },
    ],
    problems: [],
    needsScriptLikePaths: false,
  });
});

test("pyproject.toml stands in for what the ini file beside it leaves out, key by key", () => {
  const toml = '[tool.alembic]\nscript_location = "other"\nversion_locations = ["m2"]\n';
  const found = (text: string) =>
    discover({
      ...environment("db"),
      ...environment("other"),
      ...places,
      "alembic.ini": text,
      "pyproject.toml": toml,
    }).directories.find(({ config }) => config !== null)!;
  expect(found(ini("script_location = db"))).toMatchObject({
    name: "db",
    versionLocations: ["m2"],
    config: "alembic.ini",
  });
  expect(found(ini("script_location = db", "version_locations ="))).toMatchObject({
    versionLocations: ["m2"],
  });
  expect(found(ini("version_locations = m1"))).toMatchObject({
    name: "other",
    versionLocations: ["m1"],
    config: "pyproject.toml",
  });
});

test("a string of version_locations in TOML is taken apart into characters", () => {
  const toml = '[tool.alembic]\nscript_location = "db"\nversion_locations = "m1"\n';
  const found = discover({ ...environment("db"), "pyproject.toml": toml });
  expect(found.directories[0]!.versionLocations).toEqual(["m", "1"]);
  expect(found.problems).toEqual([
    {
      at: { path: "pyproject.toml", line: 3, column: 1, endLine: 3, endColumn: 25 },
      what: "`version_locations` is one string, so Alembic takes every character of it for a directory: write a list of strings.",
      alembicSays: null,
    },
  ]);
});

test("TOML flags must be booleans", () => {
  const toml = '[tool.alembic]\nscript_location = "db"\nsourceless = "true"\n';
  const found = discover({ ...environment("db"), "pyproject.toml": toml });
  expect(found.problems).toMatchObject([
    { at: { line: 3 }, alembicSays: "boolean value expected for TOML parameter 'sourceless'" },
  ]);
});

test("a percent sign in TOML is Python's % operator", () => {
  const says = (value: string) => {
    const toml = `[tool.alembic]\nscript_location = "db"\nfile_template = "${value}"\n`;
    return discover({ ...environment("db"), "pyproject.toml": toml }).problems[0]?.alembicSays;
  };
  expect(says("%%(rev)s")).toBeUndefined();
  expect(says("%(rev)s")).toBe("KeyError: 'rev'");
  expect(says("100%")).toBe("ValueError: incomplete format");
});

test("a broken pyproject.toml is a problem only where it speaks of Alembic, and hides no ini file", () => {
  const files = { ...environment("db"), "alembic.ini": ini("script_location = db") };
  expect(discover({ ...files, "pyproject.toml": "[tool.ruff\n" }).problems).toEqual([]);
  const found = discover({ ...files, "pyproject.toml": "[tool.alembic]\nsourceless = yes\n" });
  expect(found.directories.map(({ config }) => config)).toEqual(["alembic.ini"]);
  expect(found.problems).toMatchObject([
    { at: { path: "pyproject.toml", line: 2 }, alembicSays: null },
  ]);
  expect(found.problems[0]!.what).toMatch(/^`pyproject.toml` is not valid TOML/);
});

// ------------------------------------------------------------- Flask-Migrate

test("an ini file without script_location beside env.py is Flask-Migrate's", () => {
  const files = { ...environment("app/migrations"), "app/migrations/alembic.ini": ini() };
  expect(discover(files).directories).toMatchObject([
    { name: "app/migrations", config: "app/migrations/alembic.ini", flaskMigrate: true },
  ]);
});

test("Flask-Migrate's ini file may set other version locations, from the application's directory", () => {
  const files = {
    ...environment("app/migrations"),
    ...empty("app/plugins/a1.py"),
    "app/migrations/alembic.ini": ini("version_locations = plugins"),
  };
  expect(environments(files)).toEqual(["app/migrations: app/plugins"]);
});

test("Flask-Migrate never reads pyproject.toml", () => {
  const files = {
    ...environment("migrations"),
    "migrations/alembic.ini": ini(),
    "migrations/pyproject.toml": '[tool.alembic]\nversion_locations = ["m1"]\n',
  };
  expect(environments(files)).toEqual(["migrations: migrations/versions"]);
});

test("every application with migrations of its own is a script directory", () => {
  const files = {
    ...environment("b/migrations"),
    ...environment("a/migrations"),
    "a/migrations/alembic.ini": ini(),
    "b/migrations/alembic.ini": ini(),
  };
  expect(environments(files)).toEqual([
    "a/migrations: a/migrations/versions",
    "b/migrations: b/migrations/versions",
  ]);
});

test("an ini file in its script directory that names a container's path is still followed", () => {
  const files = {
    ...environment("migrations"),
    "migrations/alembic.ini": ini("script_location = /usr/src/app/migrations"),
  };
  expect(discover(files)).toMatchObject({
    directories: [{ name: "migrations", config: "migrations/alembic.ini", flaskMigrate: true }],
    problems: [],
  });
});

// ------------------------------------------------------ several of everything

test("each section with a script_location is a configuration", () => {
  const text = "[alembic]\n[core]\nscript_location = core\n[tenant]\nscript_location = tenant\n";
  const files = { ...environment("core"), ...environment("tenant"), "alembic.ini": text };
  expect(discover(files).directories.map(({ name, section }) => [name, section])).toEqual([
    ["core", "core"],
    ["tenant", "tenant"],
  ]);
});

test("sections and files that share a script directory are one", () => {
  const text = "[db1]\nscript_location = db\n[alembic]\nscript_location = %(here)s/db\n";
  const files = {
    ...environment("db"),
    "alembic.ini": text,
    "alembic-test.ini": ini("script_location = db"),
  };
  expect(discover(files).directories).toMatchObject([
    { config: "alembic.ini", section: "alembic" },
  ]);
});

test("other version locations make another script directory", () => {
  const text =
    "[a]\nscript_location = db\nversion_locations = m1\n[b]\nscript_location = db\nversion_locations = m2\n";
  expect(environments({ ...environment("db"), ...places, "alembic.ini": text })).toEqual([
    "db: m1",
    "db: m2",
  ]);
});

test("script_location in [DEFAULT] counts for [alembic], not for the logging sections", () => {
  const text =
    "[DEFAULT]\nscript_location = db\n[alembic]\nversion_locations = m1\n[loggers]\nkeys = root\n";
  expect(environments({ ...environment("db"), ...places, "alembic.ini": text })).toEqual([
    "db: m1",
  ]);
});

test("setup.cfg and tox.ini may hold the configuration", () => {
  const files = { ...environment("db"), "setup.cfg": ini("script_location = db") };
  expect(discover(files).directories[0]!.config).toBe("setup.cfg");
});

// ------------------------------------------------------------ nothing at all

test("files that have nothing to do with Alembic are no trouble, however broken", () => {
  const files = {
    "tox.ini": "envlist\n[tox]\n[tox]\n",
    "setup.cfg": "[metadata]\nname = %(x\nname = y\n",
    "pyproject.toml": "[tool.alembics]\nx =\n",
    "templates/alembic.ini.mako": "[alembic]\nscript_location = ${script_location}\n",
  };
  expect(discover(files)).toMatchObject({ directories: [], problems: [] });
});

test("a configuration that leads nowhere is nothing", () => {
  const files = {
    "tests/alembic.ini": ini("script_location = scripts", "script_location = twice"),
    "docs/alembic.ini": ini("script_location = %(here)s/gone"),
  };
  expect(discover(files)).toMatchObject({ directories: [], problems: [] });
});

test("project templates are nothing", () => {
  const root = "{{cookiecutter.name}}";
  const files = {
    ...environment(`${root}/db`),
    [`${root}/alembic.ini`]: ini("script_location = db"),
  };
  expect(discover(files).directories).toEqual([]);
});

test("a template of env.py without version locations is nothing beside a real script directory", () => {
  const files = {
    ...empty("app/templates/env.py", "app/templates/script.py.mako", "app/flask/env.py"),
    "app/flask/alembic.ini": ini(),
    ...environment("db"),
  };
  expect(environments(files)).toEqual(["db: db/versions"]);
});

test("the only script directory may be new and still empty", () => {
  const files = { ...empty("migrations/env.py"), "migrations/alembic.ini": ini() };
  expect(environments(files)).toEqual(["migrations: migrations/versions"]);
});

// ---------------------------------------------------- without configuration

test("a directory with env.py and script.py.mako is a script directory", () => {
  expect(discover(environment("warehouse/migrations")).directories).toEqual([
    {
      name: "warehouse/migrations",
      config: null,
      section: "alembic",
      versionLocations: ["warehouse/migrations/versions"],
      recursive: false,
      flaskMigrate: false,
    },
  ]);
});

test("sub-directories named after databases hold one history each", () => {
  const files = empty(
    ...["db/env.py", "db/script.py.mako", "db/versions/README"],
    ...["db/versions/sqlite/a1.py", "db/versions/postgresql/a1.py"],
  );
  expect(environments(files)).toEqual([
    "db/versions/postgresql: db/versions/postgresql",
    "db/versions/sqlite: db/versions/sqlite",
  ]);
});

test("where nothing is found, the paths of what mentions down_revision are asked for", () => {
  const files = empty("pkg/alembic/a1.py", "pkg/alembic/b2.py", "pkg/models.py");
  expect(discover(files)).toMatchObject({
    directories: [],
    problems: [],
    needsScriptLikePaths: true,
  });
  const found = discover(files, {}, ["pkg/alembic/a1.py", "pkg/alembic/b2.py"]);
  expect(found).toMatchObject({
    directories: [{ name: "pkg/alembic", versionLocations: ["pkg/alembic"], config: null }],
    needsScriptLikePaths: false,
  });
});

test("by down_revision, `versions` is named after the directory above it", () => {
  const found = discover(empty("pkg/mig/versions/a1.py"), {}, ["pkg/mig/versions/a1.py"]);
  expect(found.directories).toMatchObject([
    { name: "pkg/mig", versionLocations: ["pkg/mig/versions"] },
  ]);
});

test("a directory of tests or of other modules is none because one file mentions down_revision", () => {
  const files = empty("tests/test_a.py", "app/a.py", "app/b.py", "app/c.py");
  expect(discover(files, {}, ["tests/test_a.py", "app/a.py"]).directories).toEqual([]);
});

// -------------------------------------------------------------------- named

test("a named file is the only one that is followed", () => {
  const files = {
    ...environment("a"),
    ...environment("b"),
    "a.ini": ini("script_location = a"),
    "b.conf": ini("script_location = b"),
  };
  expect(environments(files, { configs: ["./b.conf"] })).toEqual(["b: b/versions"]);
});

test("FILE#SECTION names one section", () => {
  const text = "[a]\nscript_location = a\n[b]\nscript_location = b\n";
  const files = { ...environment("a"), ...environment("b"), "alembic.ini": text };
  expect(environments(files, { configs: ["alembic.ini#b"] })).toEqual(["b: b/versions"]);
});

test("a named pyproject.toml is read together with the alembic.ini beside it", () => {
  const files = {
    ...environment("db"),
    ...places,
    "alembic.ini": ini("version_locations = m1"),
    "pyproject.toml": '[tool.alembic]\nscript_location = "db"\n',
  };
  expect(environments(files, { configs: ["pyproject.toml"] })).toEqual(["db: m1"]);
});

test("a named file that is missing, sets no script_location or leads nowhere is a problem", () => {
  const named = (files: Record<string, string>) =>
    discover(files, { configs: ["alembic.ini"] }).problems.map(({ what, alembicSays }) => [
      what,
      alembicSays,
    ]);
  expect(named({})).toEqual([
    [
      "There is no file `alembic.ini` to read the configuration from: name it by its path from the repository's root.",
      "No 'script_location' key found in configuration.",
    ],
  ]);
  expect(named({ "alembic.ini": "[loggers]\n" })).toEqual([
    [
      "`alembic.ini` sets no `script_location`, so Alembic finds no script directory by it.",
      "No 'script_location' key found in configuration.",
    ],
  ]);
  expect(named({ "alembic.ini": ini("script_location = gone") })).toEqual([
    [
      "The script directory `gone` is not in the repository, or holds neither `env.py` nor `versions`.",
      "Path doesn't exist: gone.  Please use the 'init' command to create a new scripts folder.",
    ],
  ]);
});

test("a named version location needs no configuration, and several make one script directory", () => {
  const files = empty("core/versions/a.py", "plugin/b.py");
  expect(environments(files, { versions: ["core/versions, ./plugin/"] })).toEqual([
    "core: core/versions, plugin",
  ]);
});

test("a named version location keeps what its configuration says", () => {
  const files = { ...environment("migrations"), "migrations/alembic.ini": ini() };
  expect(discover(files, { versions: ["migrations/versions"] }).directories).toMatchObject([
    { config: "migrations/alembic.ini", flaskMigrate: true },
  ]);
});

test("a named version location that does not exist is a problem", () => {
  expect(discover(environment("db"), { versions: ["gone"] })).toMatchObject({
    directories: [],
    problems: [
      {
        what: "There is no directory `gone` to read scripts from: name it by its path from the repository's root.",
      },
    ],
  });
});

// ----------------------------------------------------------------- the rest

test("configuration files are told by their names", () => {
  const paths = [
    "alembic.ini",
    "a/setup.cfg",
    "pyproject.toml",
    "a/pyproject.toml",
    "x.toml",
    "a.ini.mako",
    "apyproject.toml",
  ];
  expect(paths.filter((path) => isConfigurationFile(path))).toEqual(paths.slice(0, 4));
  const named = { configs: ["db.conf#main"], versions: [] };
  expect(isConfigurationFile("db.conf", named)).toBe(true);
});

test("hostile configurations are read to the end", () => {
  const bomb = [
    "a0 = xxxxxxxxxx",
    ...Array.from({ length: 9 }, (_, i) => `a${i + 1} = ${`%(a${i})s`.repeat(50)}`),
  ];
  const hostile = [
    ini("script_location = db", ...bomb, "timezone = %(a9)s"),
    ini("script_location = db", `version_locations = ${". ".repeat(50_000)}`),
    Array.from({ length: 5_000 }, (_, i) => `[s${i}]\nscript_location = db`).join("\n"),
    ini(
      "script_location = db",
      `x${" ".repeat(100_000)}y`,
      `file_template = ${"%(".repeat(50_000)}`,
    ),
  ];
  for (const text of hostile) {
    discover({
      ...environment("db"),
      "alembic.ini": text,
      "pyproject.toml": `[tool.alembic]\nx = ${"[".repeat(50_000)}`,
    });
  }
});

test("fifty environments are found among a hundred thousand paths", () => {
  const paths = Array.from(
    { length: 100_000 },
    (_, i) => `services/s${i % 500}/src/m${i % 7}/file${i}.py`,
  );
  const more = Array.from({ length: 50 }, (_, i) =>
    Object.keys(environment(`services/s${i}/db`)),
  ).flat();
  const tree = treeOf([...paths, ...more]);
  const named = { configs: [], versions: [] };
  expect(findScriptDirectories({ tree, texts: new Map(), named }).directories).toHaveLength(50);
});

// ----------------------------------------------------- fixtures and templates

test("an env.py with scripts in `versions` beside it is an environment, with or without a template", () => {
  const files = empty("storage/migrations/env.py", "storage/migrations/versions/a1.py");
  expect(environments(files)).toEqual(["storage/migrations: storage/migrations/versions"]);
});

test("what tests and templates are made of is no environment", () => {
  const files = {
    ...environment("app/migrations"),
    ...environment("tests/migrations"),
    ...environment("examples/test_branches/migrations"),
    "examples/test_branches/alembic.ini": ini("script_location = migrations"),
    ...empty("lib/templates/generic/env.py", "lib/templates/generic/script.py.mako"),
  };
  expect(environments(files)).toEqual(["app/migrations: app/migrations/versions"]);
  expect(environments({ ...environment("a/tests/one"), ...environment("a/tests/two") })).toEqual(
    [],
  );
});

test("an environment among tests counts where it is the only one", () => {
  expect(environments(environment("test_project/migrations"))).toEqual([
    "test_project/migrations: test_project/migrations/versions",
  ]);
});
