// Configurations that Alembic refuses or that cannot be followed, in words for people.

import type { ConfigProblem, Location, SourceFile } from "../../model.ts";
import { isLoaded } from "./list-script-files.ts";
import type { Options } from "./options.ts";
import { isDirectory, join, nameOf, type Places, parentOf, pathsBelow } from "./places.ts";
import { startOf } from "./refused.ts";
import type { Resolved } from "./resolve.ts";
import type { TomlProblem } from "./toml.ts";

/** A configuration file that is no text. */
export function problemOfFile(file: Extract<SourceFile, { kind: "not-text" }>): ConfigProblem {
  return unknown(startOf(file.path), `\`${file.path}\` cannot be read: ${file.reason}.`);
}

/** A `pyproject.toml` that is no TOML. */
export function problemOfToml({ at, reason }: TomlProblem): ConfigProblem {
  return unknown(at, `\`${at.path}\` is not valid TOML, so Alembic cannot read it: ${reason}.`);
}

/** What is wrong with a configuration whose script directory is not in the tree. */
export function problemsOfUnresolved(
  path: string,
  options: Options,
  isNamed: boolean,
): readonly ConfigProblem[] {
  const { scriptLocation } = options;
  if (scriptLocation === null && options.refused) return refusal(options);
  if (!isNamed) return [];
  if (scriptLocation === null) {
    const what = `\`${path}\` sets no \`script_location\`, so Alembic finds no script directory by it.`;
    const alembicSays = "No 'script_location' key found in configuration.";
    return [{ at: startOf(path), what, alembicSays }];
  }
  const { value, at } = scriptLocation;
  const what = `The script directory \`${value}\` of \`${path}\` is not in the repository, or holds neither \`env.py\` nor \`versions\`.`;
  const alembicSays = `Path doesn't exist: ${value}.  Please use the 'init' command to create a new scripts folder.`;
  return [{ at, what, alembicSays }];
}

/** What is wrong with a configuration that leads to a script directory. */
export function problemsOf(
  places: Places,
  options: Options,
  resolved: Resolved,
): readonly ConfigProblem[] {
  if (options.refused) return refusal(options);
  const { versionLocations, scriptLocation } = options;
  const at = (versionLocations ?? scriptLocation!).at;
  if (options.isSpelledOut) {
    const what =
      "`version_locations` is one string, so Alembic takes every character of it for a directory: write a list of strings.";
    return [unknown(at, what)];
  }
  return [
    ...resolved.unreachable.map((text) =>
      unknown(
        at,
        `The version location \`${text}\` lies outside the repository, so its scripts cannot be read.`,
      ),
    ),
    ...resolved.versionLocations.flatMap((location) => problemsOfLink(places, location, at)),
    ...problemsOfEmpty(places, options, resolved, at),
  ];
}

function problemsOfLink(places: Places, location: string, at: Location): readonly ConfigProblem[] {
  const mode = places.tree.get(location)?.mode;
  if (mode === undefined || mode === "file") return [];
  const thing = mode === "symlink" ? "a symbolic link" : "a submodule";
  return [
    unknown(at, `The version location \`${location}\` is ${thing}, so its scripts cannot be read.`),
  ];
}

/** An environment that loads nothing although there is something that looks like its scripts: Alembic reports nothing. */
function problemsOfEmpty(
  places: Places,
  { versionLocations, recursive }: Options,
  { versionLocations: locations, scriptDirectory }: Resolved,
  at: Location,
): readonly ConfigProblem[] {
  const holdsScripts = (location: string) =>
    pathsBelow(places, location).some(
      (path) => isLoaded(nameOf(path)) && (recursive || parentOf(path) === location),
    );
  if (locations.some(holdsScripts)) return [];
  const versions = join(scriptDirectory, "versions")!;
  if (versionLocations === null || !holdsScripts(versions)) return [];
  if (locations.some((location) => isDirectory(places, location))) return [];
  return [
    unknown(
      at,
      `No directory of \`version_locations\` exists, so Alembic loads no script: \`${versions}\` does not belong to it by itself.`,
    ),
  ];
}

function refusal({ refused }: Options): readonly ConfigProblem[] {
  const { at, says, what } = refused!;
  const sentence = what ?? `Alembic cannot read \`${at.path}\`, so every command stops there.`;
  return [{ at, what: sentence, alembicSays: says }];
}

function unknown(at: Location, what: string): ConfigProblem {
  return { at, what, alembicSays: null };
}
