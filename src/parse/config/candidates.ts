// Configurations that may belong to Alembic, and where each of them leads.

import type { ConfigProblem, ScriptDirectory, SourceFile, Tree } from "../../model.ts";
import { hasNoLocation, isTemplate, splitByDialect } from "./bare.ts";
import { type Ini, parseIni } from "./ini.ts";
import { type Configuration, readOptions } from "./options.ts";
import { byCodePoint, join, nameOf, type Places, parentOf } from "./places.ts";
import { problemOfFile, problemOfToml, problemsOf, problemsOfUnresolved } from "./problems.ts";
import { hasEnvPy, here, resolve } from "./resolve.ts";
import { parsePyproject, type Toml, type TomlProblem } from "./toml.ts";

/** One way to run Alembic, not followed yet. */
export interface Candidate {
  /** The file that a person would name. */
  readonly path: string;
  readonly configuration: Configuration;
  /** A `pyproject.toml` that cannot be read, or a file that is no text. */
  readonly unreadable: ConfigProblem | null;
}

/** A script directory, the trouble with its configuration, or both. */
export interface Found {
  readonly directory: ScriptDirectory | null;
  readonly problems: readonly ConfigProblem[];
  /** No configuration names it, and it has no version location: it is new, or a template that programs copy. */
  readonly isEmpty: boolean;
}

interface Input {
  readonly tree: Tree;
  readonly texts: ReadonlyMap<string, SourceFile>;
}

/** Every configuration of the tree that may be Alembic's, or those that one file takes part in. The one that `alembic` reads by default comes first. */
export function findCandidates(input: Input, only: string | null = null): readonly Candidate[] {
  const tomls = new Map<string, Toml | TomlProblem>();
  const inis: Ini[] = [];
  const unreadable: Candidate[] = [];
  const directory = only === null ? null : parentOf(only);
  for (const [path, file] of input.texts) {
    if (isTemplate(path) || (directory !== null && parentOf(path) !== directory)) continue;
    const isToml = path.endsWith(".toml");
    if (file.kind === "not-text") {
      const problem = nameOf(path) === "alembic.ini" ? problemOfFile(file) : null;
      if (problem) unreadable.push(candidate(path, null, "alembic", null, problem));
    } else if (isToml) {
      const toml = parsePyproject(path, file.text, here(parentOf(path)));
      if (toml) tomls.set(parentOf(path), toml);
    } else if (path === only || /script_location|\[alembic\]/i.test(file.text)) {
      inis.push(parseIni(path, file.text, here(parentOf(path))));
    }
  }
  const candidates = [
    ...inis.flatMap((ini) => candidatesOfIni(ini, tomls.get(parentOf(ini.path)) ?? null)),
    ...candidatesOfTomls(inis, tomls),
    ...unreadable,
  ];
  return candidates.sort(byHabit);
}

function candidate(
  path: string,
  ini: Ini | null,
  section: string,
  toml: Toml | TomlProblem | null,
  problem: ConfigProblem | null = null,
): Candidate {
  const isBroken = toml !== null && "reason" in toml;
  return {
    path,
    configuration: { ini, section, toml: isBroken ? null : toml },
    unreadable: isBroken ? problemOfToml(toml) : problem,
  };
}

/** Sections that set `script_location`, and `[alembic]`, which may leave it to a program or to `pyproject.toml`. */
function candidatesOfIni(ini: Ini, toml: Toml | TomlProblem | null): readonly Candidate[] {
  const isInherited = ini.defaults.has("script_location");
  return [...ini.sections]
    .filter(
      ([section, options]) =>
        section === "alembic" ||
        options.has("script_location") ||
        (isInherited && (options.has("version_locations") || options.has("sqlalchemy.url"))),
    )
    .map(([section]) => candidate(ini.path, ini, section, toml));
}

/** A `pyproject.toml` without an `alembic.ini` that Alembic would read together with it. */
function candidatesOfTomls(
  inis: readonly Ini[],
  tomls: ReadonlyMap<string, Toml | TomlProblem>,
): readonly Candidate[] {
  const isPaired = new Set(
    inis
      .filter((ini) => nameOf(ini.path) === "alembic.ini" && ini.sections.has("alembic"))
      .map((ini) => parentOf(ini.path)),
  );
  return [...tomls]
    .filter(([directory]) => !isPaired.has(directory))
    .map(([directory, toml]) =>
      candidate(join(directory, "pyproject.toml")!, null, "alembic", toml),
    );
}

/** What people run without `-c` and `-n` first; then by path and section. */
function byHabit(a: Candidate, b: Candidate): number {
  const rank = ({ path, configuration }: Candidate) =>
    (nameOf(path) === "alembic.ini" ? 0 : 2) + (configuration.section === "alembic" ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    byCodePoint(a.path, b.path) ||
    byCodePoint(a.configuration.section, b.configuration.section)
  );
}

/** Follows a configuration to its script directory. One that leads nowhere is no trouble unless a person named it. */
export function follow(places: Places, one: Candidate, isNamed: boolean): readonly Found[] {
  const { configuration, path, unreadable } = one;
  if (unreadable) return [{ directory: null, problems: [unreadable], isEmpty: false }];

  const directory = parentOf(path);
  const isProgram = !isLocationSet(configuration) && hasEnvPy(places, directory);
  const options = readOptions(configuration, isProgram ? here(directory) : null);
  const resolved = resolve(places, directory, options);
  if (!resolved) {
    const isOurs = isNamed || (nameOf(path) === "alembic.ini" && isLocationSet(configuration));
    const problems = isOurs ? problemsOfUnresolved(path, options, isNamed) : [];
    return problems.length > 0 ? [{ directory: null, problems, isEmpty: false }] : [];
  }
  const found: ScriptDirectory = {
    name: resolved.scriptDirectory || ".",
    config: options.scriptLocation!.at.path,
    section: configuration.section,
    versionLocations: resolved.versionLocations.map((location) => location || "."),
    recursive: options.recursive,
    flaskMigrate: isProgram || isLoggedByFlask(configuration),
  };
  const problems = problemsOf(places, options, resolved);
  const isEmpty = isProgram && !isNamed && hasNoLocation(places, found);
  return splitByDialect(places, found, options.versionLocations === null).map((part, i) => ({
    directory: part,
    problems: i === 0 ? problems : [],
    isEmpty,
  }));
}

function isLocationSet({ ini, section, toml }: Configuration): boolean {
  const options = ini?.sections.get(section);
  const isInIni =
    options?.has("script_location") || (options && ini?.defaults.has("script_location"));
  return isInIni || (toml !== null && Object.hasOwn(toml.table, "script_location"));
}

/** Flask-Migrate's templates set up a logger that no other template has. */
function isLoggedByFlask({ ini }: Configuration): boolean {
  return ini?.sections.has("logger_flask_migrate") ?? false;
}
