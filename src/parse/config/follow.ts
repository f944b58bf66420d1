// From one configuration to the script directory that it leads to.

import type { ConfigProblem, ReadConfiguration, ScriptDirectory } from "../../model.ts";
import { folderOf } from "../../text/paths.ts";
import { type Folders, here } from "./folders.ts";
import { type Configuration, type Options, readOptions, setsScriptLocation } from "./options.ts";
import { describeNowhere, problemsOf, problemsOfUnresolved } from "./problems.ts";
import { startOf } from "./refused.ts";
import { hasEnvPy, type Resolved, resolve } from "./resolve.ts";
import { hasLocation, splitByDialect } from "./version-locations.ts";

/** Script directories and the trouble with their configuration. */
export interface Followed {
  readonly directories: readonly ScriptDirectory[];
  readonly problems: readonly ConfigProblem[];
  /** Where the configuration leads that was followed. */
  readonly configuration?: ReadConfiguration;
  /** No configuration names it, and no version location exists: it is new, or a template that programs copy. */
  readonly isEmpty: boolean;
}

/** Follows a configuration. One that leads nowhere is no trouble unless a person named it: tests and templates are full of them. */
export function follow(folders: Folders, configuration: Configuration, isNamed: boolean): Followed {
  const followed = followTo(folders, configuration, isNamed);
  const { path, section } = configuration;
  const [first] = followed.directories;
  const lost = first ? null : describeNowhere(configuration, readOptions(configuration));
  return {
    ...followed,
    configuration: {
      path,
      section,
      leadsTo: first?.name ?? null,
      problem: lost?.problem ?? null,
      means: lost?.means ?? null,
    },
  };
}

function followTo(folders: Folders, configuration: Configuration, isNamed: boolean): Followed {
  const directory = folderOf(configuration.path);
  const written = readOptions(configuration);
  const resolved = resolve(folders, directory, written, isNamed);
  if (resolved) return describe(folders, configuration, written, resolved);
  const options = setByProgram(folders, configuration, written);
  const beside = options && resolve(folders, directory, options);
  if (!beside) {
    const problems = problemsOfUnresolved(configuration, written, isNamed);
    return { directories: [], problems, isEmpty: false };
  }
  const found = describe(folders, configuration, options, beside);
  return {
    directories: found.directories.map((one) => ({ ...one, flaskMigrate: true })),
    problems: found.problems,
    isEmpty: !isNamed && !found.directories.some((one) => hasLocation(folders, one)),
  };
}

/** Flask-Migrate sets `script_location` to the ini file's directory in memory, whatever the file says, and never reads `pyproject.toml`. */
function setByProgram(
  folders: Folders,
  configuration: Configuration,
  written: Options,
): Options | null {
  const { ini, path } = configuration;
  if (!ini || !hasEnvPy(folders, folderOf(path))) return null;
  const inMemory = { value: here(folderOf(path)), at: startOf(path) };
  const options = readOptions({ ...configuration, toml: null }, inMemory);
  return setsScriptLocation(configuration) ? { ...options, refused: written.refused } : options;
}

function describe(
  folders: Folders,
  { section, ini }: Configuration,
  options: Options,
  { scriptDirectory, base, versionLocations, unreachable }: Resolved,
): Followed {
  const directory: ScriptDirectory = {
    name: scriptDirectory || ".",
    config: options.scriptLocation!.at.path,
    section,
    versionLocations: versionLocations.map((location) => location || "."),
    recursive: options.recursive,
    ...(unreachable.length > 0 && { unreachable }),
    runsIn: base,
    ...options.naming,
    ...(options.sourceless && { sourceless: true }),
    // Flask-Migrate's templates set up a logger that no other template has.
    flaskMigrate: ini?.sections.has("logger_flask_migrate") ?? false,
  };
  const directories =
    options.versionLocations === null ? splitByDialect(folders, directory) : [directory];
  const problems = problemsOf(folders, options, directories, unreachable);
  return { directories, problems, isEmpty: false };
}
