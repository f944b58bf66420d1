// The configuration files of a tree that speak of Alembic, and every way to run Alembic by them.

import type { ConfigProblem, SourceFile } from "../../model.ts";
import { byCodePoint } from "../../text/code-points.ts";
import { baseName, folderOf, join } from "../../text/paths.ts";
import { here } from "./folders.ts";
import { type Ini, parseIni } from "./ini.ts";
import type { NamedConfig } from "./named.ts";
import type { Configuration } from "./options.ts";
import { problemOfFile, problemOfToml } from "./problems.ts";
import { parsePyproject, type Toml } from "./toml.ts";

/** What the configuration files hold; a file that has nothing to do with Alembic holds nothing. */
export interface Configurations {
  /** What `alembic` reads without `-c` and `-n` comes first. */
  readonly configurations: readonly Configuration[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads all configuration files, or a named one and those that Alembic reads together with it. */
export function readConfigurations(
  texts: ReadonlyMap<string, SourceFile>,
  named: NamedConfig | null = null,
): Configurations {
  const inis: Ini[] = [];
  const tomls = new Map<string, Toml>();
  const problems: ConfigProblem[] = [];
  for (const [path, file] of texts) {
    const directory = folderOf(path);
    if (isTemplate(path) || (named && directory !== folderOf(named.path))) continue;
    if (file.kind === "not-text") {
      if (path === named?.path || baseName(path) === "alembic.ini")
        problems.push(problemOfFile(file));
    } else if (path.endsWith(".toml")) {
      const toml = parsePyproject(path, file.text, here(directory));
      if (toml && "reason" in toml) problems.push(problemOfToml(toml));
      else if (toml) tomls.set(directory, toml);
    } else if (path === named?.path || /script_location|\[alembic\]/i.test(file.text)) {
      inis.push(parseIni(path, file.text, here(directory)));
    }
  }
  return { configurations: combine(inis, tomls, named).sort(byHabit), problems };
}

/** A path of a project template, such as `{{cookiecutter.name}}/alembic.ini`: nobody runs Alembic there. */
export function isTemplate(path: string): boolean {
  return path.includes("{{") || path.includes("{%");
}

/** Alembic reads an ini file and the `pyproject.toml` of the current directory together. */
function combine(
  inis: readonly Ini[],
  tomls: ReadonlyMap<string, Toml>,
  named: NamedConfig | null,
): Configuration[] {
  const ofInis = inis.flatMap((ini) =>
    sectionsOf(ini, named).map((section): Configuration => {
      const toml = tomls.get(folderOf(ini.path)) ?? null;
      return { path: ini.path, ini, section, toml };
    }),
  );
  const isRead = new Set(ofInis.filter(isDefault).map(({ path }) => folderOf(path)));
  const ofTomls = [...tomls]
    .filter(([directory]) => !isRead.has(directory))
    .map(([directory, toml]): Configuration => {
      const path = join(directory, "pyproject.toml")!;
      return { path, ini: null, section: "alembic", toml };
    });
  return [...ofInis, ...ofTomls];
}

/** Sections that set `script_location`, and `[alembic]`, which may leave it to a program or to `pyproject.toml`; of a named file at least one, whatever it holds. */
function sectionsOf(ini: Ini, named: NamedConfig | null): readonly string[] {
  const isNamed = ini.path === named?.path;
  if (isNamed && named.section !== null) return [named.section];
  const isInherited = ini.defaults.has("script_location");
  const sections = [...ini.sections].filter(
    ([section, options]) =>
      section === "alembic" ||
      options.has("script_location") ||
      (isInherited && (options.has("version_locations") || options.has("sqlalchemy.url"))),
  );
  if (isNamed && sections.length === 0) return ["alembic"];
  // Each section costs a look at the whole file; nobody has a hundred.
  return sections.slice(0, 100).map(([section]) => section);
}

/** True for what `alembic` reads when it is told nothing. */
export function isDefault({ path, section }: Configuration): boolean {
  return baseName(path) === "alembic.ini" && section === "alembic";
}

function byHabit(a: Configuration, b: Configuration): number {
  const rank = (one: Configuration) =>
    (baseName(one.path) === "alembic.ini" ? 0 : 2) + (one.section === "alembic" ? 0 : 1);
  return rank(a) - rank(b) || byCodePoint(a.path, b.path) || byCodePoint(a.section, b.section);
}
