// Configurations that Alembic refuses or that cannot be followed, in words for people.

import type { ConfigProblem, Located, Location, ScriptDirectory, SourceFile } from "../../model.ts";
import { baseName, folderOf, join } from "../../text/paths.ts";
import { code } from "../../text/sentence.ts";
import { type Folders, isDirectory, repositoryRoot } from "./folders.ts";
import { listScriptFiles } from "./list-script-files.ts";
import { type Configuration, type Options, setsScriptLocation } from "./options.ts";
import { type Refused, startOf } from "./refused.ts";
import type { TomlProblem } from "./toml.ts";

/** A configuration file that is no text. */
export function problemOfFile(file: Extract<SourceFile, { kind: "not-text" }>): ConfigProblem {
  return unfollowed(startOf(file.path), `\`${file.path}\` cannot be read: ${file.reason}.`);
}

/** A `pyproject.toml` that is no TOML. */
export function problemOfToml({ at, reason }: TomlProblem): ConfigProblem {
  return unfollowed(at, `\`${at.path}\` is not valid TOML, so Alembic cannot read it: ${reason}.`);
}

/** What is wrong with a configuration whose script directory is not in the tree. */
export function problemsOfUnresolved(
  configuration: Configuration,
  { scriptLocation, refused }: Options,
  isNamed: boolean,
): readonly ConfigProblem[] {
  const { path } = configuration;
  const isOurs = baseName(path) === "alembic.ini" && setsScriptLocation(configuration);
  if (refused && (isNamed || (isOurs && !scriptLocation))) return [refusal(refused)];
  return isNamed && scriptLocation ? [problemOfLocation(scriptLocation)] : [];
}

function problemOfLocation({ value, at }: Located<string>): ConfigProblem {
  return {
    at,
    what: `The script directory ${code(asWritten(value))} is not in the repository, or holds neither \`env.py\` nor \`versions\`.`,
    // Where a package is installed decides what Alembic says of a resource.
    alembicSays: isResource(value)
      ? null
      : `Path doesn't exist: ${asPathlib(value)}.  Please use the 'init' command to create a new scripts folder.`,
  };
}

function isResource(location: string): boolean {
  return /^[^/]*:/.test(location);
}

/** A location without the place where the repository lies. */
function asWritten(location: string): string {
  return location.startsWith(`${repositoryRoot}/`)
    ? location.slice(repositoryRoot.length + 1)
    : location;
}

/** Where a configuration leads nowhere: what Alembic says, and the directory that is meant. Null where a package may hold it, or nothing is meant at all. */
export function describeNowhere(
  { path }: Configuration,
  { scriptLocation }: Options,
): { readonly problem: ConfigProblem; readonly means: string | null } | null {
  if (!scriptLocation || isResource(scriptLocation.value)) return null;
  const { value } = scriptLocation;
  const base = value.startsWith("/") ? "" : folderOf(path);
  return { problem: problemOfLocation(scriptLocation), means: join(base, asWritten(value)) };
}

/** `str(pathlib.Path(text))`, which is what Alembic prints. */
function asPathlib(text: string): string {
  const root = /^\/\/(?!\/)/.test(text) ? "//" : text.startsWith("/") ? "/" : "";
  const parts = text.split("/").filter((part) => part !== "" && part !== ".");
  return `${root}${parts.join("/")}` || ".";
}

/** What is wrong with a configuration that leads to a script directory. */
export function problemsOf(
  folders: Folders,
  { refused, scriptLocation, versionLocations, isSpelledOut }: Options,
  directories: readonly ScriptDirectory[],
  unreachable: readonly string[],
): readonly ConfigProblem[] {
  if (refused) return [refusal(refused)];
  const at = (versionLocations ?? scriptLocation!).at;
  if (isSpelledOut) {
    const what =
      "`version_locations` is one string, so Alembic takes every character of it for a directory: write a list of strings.";
    return [unfollowed(at, what)];
  }
  return [
    ...unreachable.map((text) => unfollowed(at, describeUnreachable(text))),
    ...problemsOfHidden(folders, directories, at),
  ];
}

function describeUnreachable(text: string): string {
  return text.startsWith("/") || !text.includes(":")
    ? `The version location \`${text}\` lies outside the repository, so its scripts cannot be read.`
    : `The version location \`${text}\` is read as a resource of package \`${text.slice(0, text.indexOf(":"))}\`, which is not in the repository, so its scripts cannot be read.`;
}

/** Scripts that are there, but not where Alembic looks: it reports nothing. */
export function problemsOfHidden(
  folders: Folders,
  directories: readonly ScriptDirectory[],
  at: Location,
): readonly ConfigProblem[] {
  return directories.flatMap((directory) => {
    const gone = directory.versionLocations.flatMap((location) =>
      describeSubmodule(folders, location),
    );
    const { loaded } = listScriptFiles(folders.tree, directory);
    const what = loaded.length > 0 ? [] : describeHidden(folders, directory);
    return [...gone, ...what].map((what) => unfollowed(at, what));
  });
}

/** A link is followed as Alembic follows it, and told where it leads out; what a submodule holds is not here. */
function describeSubmodule({ tree }: Folders, location: string): readonly string[] {
  if (tree.get(location)?.mode !== "submodule") return [];
  return [`The version location \`${location}\` is a submodule, so its scripts cannot be read.`];
}

function describeHidden(folders: Folders, directory: ScriptDirectory): readonly string[] {
  const { name, versionLocations } = directory;
  const [first] = listScriptFiles(folders.tree, directory).ignored;
  if (first) {
    return [
      `Alembic loads no script of \`${name}\`: \`${first.path}\` is passed over, since ${first.reason}.`,
    ];
  }
  const versions = join(name, "versions")!;
  const isPassedOver =
    !versionLocations.some((location) => isDirectory(folders, join("", location)!)) &&
    listScriptFiles(folders.tree, { ...directory, versionLocations: [versions] }).loaded.length > 0;
  return isPassedOver
    ? [
        `Alembic loads no script of \`${name}\`: no directory of \`version_locations\` exists, and \`${versions}\` does not belong to it by itself.`,
      ]
    : [];
}

/** What Alembic raises, as a problem. */
export function refusal({ at, says, what }: Refused): ConfigProblem {
  const sentence = what ?? `Alembic cannot read \`${at.path}\`, so every command stops there.`;
  return { at, what: sentence, alembicSays: says };
}

function unfollowed(at: Location, what: string): ConfigProblem {
  return { at, what, alembicSays: null };
}
