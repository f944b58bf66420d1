// Random configurations, the product's discovery against real Alembic.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SourceFile, Tree } from "../../src/model.ts";
import { findScriptDirectories, listScriptFiles } from "../../src/parse/config.ts";
import { seed } from "../support/seed.ts";
import { type Answer, ask, type Setup } from "./ask-configuration.ts";

const size = 2000;

/** The product's answer in the oracle's form; null where it says that it cannot tell. */
function predict({ files, ini, section }: Setup): Answer | null {
  const tree: Tree = new Map(
    Object.keys(files).map((path) => [path, { mode: "file", id: path }] as const),
  );
  const texts = new Map(
    Object.entries(files).map(([path, text]): [string, SourceFile] => [
      path,
      { kind: "text", path, id: path, text },
    ]),
  );
  const named = { configs: [`${ini}#${section}`], versions: [] };
  const { directories, problems } = findScriptDirectories({ tree, texts, named });
  const refusal = problems.find(({ alembicSays }) => alembicSays !== null);
  if (refusal) return { error: refusal.alembicSays! };
  const [directory] = directories;
  if (!directory) return null;
  if (problems.some(({ what }) => /cannot be read/.test(what))) return null;
  return {
    directory: directory.name,
    locations: directory.versionLocations,
    recursive: directory.recursive,
    files: listScriptFiles(tree, directory).loaded,
  };
}

// ------------------------------------------------------------- the setups

const place = fc.constantFrom(
  ...["alembic", "%(here)s/alembic", "./alembic", "alembic/", "pkg:alembic", "other", "nowhere"],
  ...["%(here)s/../alembic", "%(base)s/alembic", "%(HERE)s/alembic", "alembic # scripts", ""],
);
const location = fc.constantFrom(
  ...["m1", "m2", "%(here)s/m1", "%(here)s/m2", "alembic/versions", "gone", "pkg:alembic/versions"],
  ...["m1/sub", ".", "", "./m2//", "%%m1"],
);
const glue = fc.constantFrom(
  ":",
  " ",
  ", ",
  ",",
  ";",
  "  ",
  " : ",
  "\n  ",
  "\n\n\t",
  " ,",
  ":\n    ",
);
const locations = fc.array(fc.tuple(location, glue), { minLength: 1, maxLength: 4 }).map((parts) =>
  parts
    .map(([text, end]) => text + end)
    .join("")
    .replace(/(.)[:;,]?$/s, "$1"),
);
const separator = fc.constantFrom(
  ...["os", "os", "space", "newline", ":", ":", ""],
  ...[
    "os  # Use os.pathsep. Default configuration used for new projects.",
    "OS",
    "comma",
    "%(sep)s",
  ],
);
const pathless = fc.constantFrom(
  ...[
    "sourceless = false",
    "sourceless = yes",
    "truncate_slug_length = 40",
    "truncate_slug_length = x",
  ],
  ...["truncate_slug_length = 1_0", "timezone = UTC", "timezone = %d", "output_encoding = utf-8"],
  ...[
    "file_template = %%(rev)s_%%(slug)s",
    "file_template = %(rev)s_%(slug)s",
    "file_template = %(here",
  ],
  ...["sqlalchemy.url = postgresql://u:p%40ss@host/db", "base = %(here)s", "base = .", "sep = os"],
  ...["loop = %(loop)s", "base = %(loop)s", "prepend_sys_path = .", "prepend_sys_path = . pkg"],
  ...["recursive_version_locations = true", "recursive_version_locations = True"],
);
const noise = fc.constantFrom(
  ...["", "# comment", "  # comment", "; comment", "garbage", "= value", ": x", "  more", "\tmore"],
  ...[
    "\u00a0x = 1",
    "key\u00a0=\u00a0v",
    "x = 1\r",
    "a\u2028b = c",
    'it\'s "quoted" \\ \t\u200b',
    "[alembic",
  ],
);
const optionLine = fc.oneof(
  { weight: 4, arbitrary: locations.map((text) => `version_locations = ${text}`) },
  { weight: 3, arbitrary: separator.map((text) => `path_separator = ${text}`) },
  { weight: 3, arbitrary: separator.map((text) => `version_path_separator = ${text}`) },
  { weight: 4, arbitrary: pathless },
  { weight: 1, arbitrary: noise },
  { weight: 1, arbitrary: fc.constantFrom("Version_Locations=m1", "script_location=other") },
);
const header = fc.constantFrom(
  ...[
    "[alembic]",
    "[alembic]",
    "[alembic]",
    "[db1]",
    "[DEFAULT]",
    "[alembic] # main",
    "[post_write_hooks]",
  ],
);
const block = fc
  .tuple(
    header,
    fc.option(place, { freq: 8 }),
    fc.uniqueArray(optionLine, { maxLength: 5, selector: (line) => line.split(/[=:]/, 1)[0] }),
  )
  .map(([first, where, lines]) =>
    [first, ...(where === null ? [] : [`script_location = ${where}`]), ...lines].join("\n"),
  );
const iniText = fc
  .tuple(
    fc.oneof(
      { weight: 30, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("\ufeff", "x = 1\n") },
    ),
    fc.uniqueArray(block, {
      minLength: 1,
      maxLength: 3,
      selector: (text) => text.split("\n", 1)[0],
    }),
    fc.constantFrom("\n", "\n", "\r\n", ""),
  )
  .map(([start, blocks, end]) => start + blocks.join("\n") + end)
  // The product reads `os` with a semicolon in the list as a Windows project's.
  .filter((text) => !(text.includes(";") && /= os|%\(sep\)s/.test(text)));

const tomlValue = fc.constantFrom(
  ...[
    '"alembic"',
    '"%(here)s/alembic"',
    '"%(there)s"',
    '"100%"',
    '"%s"',
    '"%d"',
    '"%(here)d"',
    '"%y"',
    '"%("',
  ],
  ...[
    '["m1", "m2"]',
    '["%(here)s/m1"]',
    '"m1"',
    "[]",
    "true",
    "false",
    "1",
    "1.5",
    '["m1", 1]',
    '"%%"',
  ],
  ...["{ a = 'x' }", "1979-05-27", '""', '[""]', "[true]", "[['m1']]"],
);
const tomlKey = fc.constantFrom(
  ...["script_location", "script_location", "version_locations", "version_locations", "sourceless"],
  ...[
    "recursive_version_locations",
    "truncate_slug_length",
    "file_template",
    "prepend_sys_path",
    "timezone",
  ],
);
// What several wrong types in one file lead to depends on Alembic's inner order of use, and nobody writes them.
const isPlausible = ([key, value]: readonly [string, string]) =>
  key === "version_locations"
    ? !/true|^1$|%s|here\)s\/alembic/.test(value)
    : !/script_location|truncate|prepend/.test(key) || /^"(?!%s)/.test(value);
const tomlText = fc
  .uniqueArray(fc.tuple(tomlKey, tomlValue).filter(isPlausible), {
    maxLength: 4,
    selector: ([key]) => key,
  })
  .map((pairs) =>
    ["[tool.alembic]", ...pairs.map(([key, value]) => `${key} = ${value}`), ""].join("\n"),
  );

const scriptNames = fc.uniqueArray(
  fc.constantFrom(
    ...[
      "a.py",
      "_a.py",
      ".a.py",
      "a b.py",
      "~a.py",
      "a.py.py",
      "x.#b.py",
      "ünï.py",
      "__init__.py",
      "Z.py",
    ],
    ...[
      "__init__x.py",
      ".#a.py",
      "#a.py#",
      "a.py~",
      "a.py.orig",
      "a.PY",
      "a.pyi",
      "a.pyc",
      "\u{1f600}.py",
    ],
    ...[
      "\uffee.py",
      "sub/b.py",
      "sub/__pycache__/c.py",
      "sub/__pycache__/d/e.py",
      "s/z.py",
      "sub.py",
      ".h/h.py",
    ],
  ),
  { maxLength: 8 },
);

function setups(directory: string): fc.Arbitrary<Setup> {
  const at = (path: string) => (directory === "" ? path : `${directory}/${path}`);
  return fc
    .tuple(
      iniText,
      fc.option(tomlText),
      fc.constantFrom("alembic", "alembic", "db1"),
      scriptNames,
      scriptNames,
      scriptNames,
    )
    .map(([ini, toml, section, default_, m1, m2]) => ({
      section,
      ini: at("alembic.ini"),
      files: Object.fromEntries([
        [at("alembic.ini"), ini],
        ...(toml === null ? [] : [[at("pyproject.toml"), toml]]),
        ...["alembic", "other", "pkg/alembic"].map((path) => [at(`${path}/env.py`), ""]),
        [at("pkg/__init__.py"), ""],
        ...default_.map((name) => [at(`alembic/versions/${name}`), ""]),
        ...m1.map((name) => [at(`m1/${name}`), ""]),
        ...m2.map((name) => [at(`m2/${name}`), ""]),
      ]),
    }));
}

// -------------------------------------------------------------- the tests

/** The setups that Alembic reads otherwise than predicted. `isSame` where equal is too much to ask. */
function differences(
  all: readonly Setup[],
  answers: readonly Answer[],
  isSame = (ours: Answer, alembic: Answer) => JSON.stringify(ours) === JSON.stringify(alembic),
): unknown[] {
  return all
    .map((setup, i) => ({ setup, ours: predict(setup), alembic: answers[i]! }))
    .filter(({ ours, alembic }) =>
      ours === null
        ? !("error" in alembic && unknowable.test(alembic.error))
        : !isSame(ours, alembic),
    );
}

/** What depends on the packages that are installed. */
const unknowable =
  /^ModuleNotFoundError|Empty module name|relative import|^Path doesn't exist: .*pkg/;

test(`the newest Alembic reads ${size} random configurations as predicted (seed ${seed})`, () => {
  const all = fc.sample(setups(""), { numRuns: size, seed });
  expect(differences(all, ask("newest", all, "")).slice(0, 3)).toEqual([]);
});

test(`so it does from the directory of an ini file further down (seed ${seed})`, () => {
  // A location that is nowhere there is looked for from the repository's root too.
  const all = fc
    .sample(setups("services/api"), { numRuns: size, seed })
    .filter(({ files, ini }) => !/gone|nowhere|= *(?:\r?\n|$)/.test(files[ini]!));
  expect(all.length).toBeGreaterThan(size / 20);
  const answers = ask("newest", all, "services/api");
  const isSame = (ours: Answer, alembic: Answer) =>
    JSON.stringify(ours) === JSON.stringify(alembic) ||
    ("error" in alembic && "error" in ours && /^Path doesn't exist/.test(alembic.error));
  expect(differences(all, answers, isSame).slice(0, 3)).toEqual([]);
});

test(`Alembic 1.8.1 finds the same directories in what it understands (seed ${seed})`, () => {
  const all = fc
    .sample(setups(""), { numRuns: size, seed: seed + 1 })
    .filter(
      ({ files, ini }) =>
        !/\bpath_separator|newline|recursive|: |;|script_location *= *(?:\r?\n|$)|\n[ \t]/.test(
          files[ini]!,
        ),
    )
    .map((setup) => ({ ...setup, files: withoutToml(setup.files) }));
  expect(all.length).toBeGreaterThan(size / 20);
  const isSame = (ours: Answer, alembic: Answer) => {
    if (!("error" in alembic)) {
      return !("error" in ours) && ours.locations.join() === alembic.locations.join();
    }
    // Since 1.16 a script directory without `versions` is an empty one.
    return "error" in ours || /^FileNotFoundError.*versions'$/.test(alembic.error);
  };
  expect(differences(all, ask("1.8.1", all, ""), isSame).slice(0, 3)).toEqual([]);
});

function withoutToml(files: Setup["files"]): Setup["files"] {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith(".toml")));
}
