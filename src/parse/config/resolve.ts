// From the texts of a configuration to directories of the repository: relative to what, which package, which of several.

import { folderOf, join } from "../../text/paths.ts";
import { type Folders, holdersOf, isDirectory, repositoryRoot } from "./folders.ts";
import type { Options } from "./options.ts";

/** Where one configuration leads. */
export interface Resolved {
  readonly scriptDirectory: string;
  /** The directory in which Alembic's commands have to run for the relative paths to lead there. */
  readonly base: string;
  readonly versionLocations: readonly string[];
  /** Version locations that cannot be read: outside the repository, or in a package that is not in it. */
  readonly unreachable: readonly string[];
}

/** The directories that a configuration names; null when its script directory is not in the tree. Unless `isCertain`, it must look like one. */
export function resolve(
  folders: Folders,
  directory: string,
  options: Options,
  isCertain = false,
): Resolved | null {
  const { scriptLocation, versionLocations } = options;
  if (!scriptLocation) return null;
  const all = basesOf(directory)
    .map((base) => resolveFrom(folders, base, directory, options))
    .filter((resolved) => resolved !== null);
  const likely = all.filter((resolved) => looksLikeOne(folders, resolved));
  const candidates = isCertain && likely.length === 0 ? all : likely;
  const isFound = ({ versionLocations }: Resolved) =>
    versionLocations.some((location) => isDirectory(folders, location));
  return (versionLocations && candidates.find(isFound)) ?? candidates[0] ?? null;
}

function looksLikeOne(folders: Folders, { scriptDirectory, versionLocations }: Resolved): boolean {
  return (
    hasEnvPy(folders, scriptDirectory) ||
    folders.tree.has(join(scriptDirectory, "script.py.mako")!) ||
    versionLocations.some((location) => location !== "" && isDirectory(folders, location))
  );
}

/** Alembic resolves against the current directory, which nobody wrote down: the configuration's own, the root, then those between. */
function basesOf(directory: string): readonly string[] {
  if (directory === "") return [""];
  const bases = [directory, ""];
  for (let base = folderOf(directory); base !== ""; base = folderOf(base)) {
    if (bases.length >= mostBases) break;
    bases.push(base);
  }
  return bases;
}

/** No repository has so many folders in each other. */
const mostBases = 30;

function resolveFrom(
  folders: Folders,
  base: string,
  directory: string,
  { scriptLocation, versionLocations, prependSysPath }: Options,
): Resolved | null {
  const roots = packageRoots(base, directory, prependSysPath);
  const scriptDirectory = toDirectory(folders, scriptLocation!.value, base, roots);
  if (scriptDirectory === null || !isDirectory(folders, scriptDirectory)) return null;
  if (!versionLocations) {
    const versions = join(scriptDirectory, "versions")!;
    return { scriptDirectory, base, versionLocations: [versions], unreachable: [] };
  }
  const locations: string[] = [];
  const unreachable: string[] = [];
  for (const text of versionLocations.value) {
    const location = toDirectory(folders, text, base, roots);
    if (location === null) unreachable.push(text);
    else locations.push(location);
  }
  return { scriptDirectory, base, versionLocations: [...new Set(locations)], unreachable };
}

/** True where Alembic finds the program that talks to the database. */
export function hasEnvPy({ tree }: Folders, directory: string): boolean {
  return tree.has(join(directory, "env.py")!);
}

function packageRoots(
  base: string,
  directory: string,
  prependSysPath: readonly string[],
): readonly string[] {
  const named = prependSysPath.map((path) => toPath(path, base)).filter((path) => path !== null);
  const around = [base, ...basesOf(directory)];
  return [...new Set([...named, ...around, ...around.map((root) => join(root, "src")!)])];
}

/** `util.coerce_resource_to_filename`; null for what is not in the repository. */
function toDirectory(
  folders: Folders,
  text: string,
  base: string,
  packageRoots: readonly string[],
): string | null {
  if (text.startsWith("/") || !text.includes(":")) return toPath(text, base);
  const [name = "", ...rest] = text.split(":");
  // As with `Path("a") / "/b"`, an absolute part discards what stands before it.
  const absolute = rest.findLastIndex((part) => part.startsWith("/"));
  const resource = rest.slice(Math.max(absolute, 0)).join("/");
  const isName = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name);
  if (!isName) return null;
  const path = name.replaceAll(".", "/");
  const find = (roots: readonly string[]) => {
    const directories = roots
      .map((root) => join(root, path))
      .filter((found) => found !== null && isDirectory(folders, found))
      .map((found) => toPath(resource, found!))
      .filter((directory) => directory !== null);
    return (
      directories.find((directory) => isDirectory(folders, directory)) ?? directories[0] ?? null
    );
  };
  return find(packageRoots) ?? find(holdersOf(folders, path.split("/", 1)[0]!));
}

function toPath(text: string, base: string): string | null {
  if (!text.startsWith("/")) return join(base, text);
  if (text !== repositoryRoot && !text.startsWith(`${repositoryRoot}/`)) return null;
  return join("", text.slice(repositoryRoot.length));
}
