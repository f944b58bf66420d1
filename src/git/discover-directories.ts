// States of the repository → where their scripts lie: configurations and links are read, and what they lead to is listed.

import type {
  CommitSha,
  ScriptDirectory,
  ScriptDirectorySnapshot,
  Snapshot,
  SourceFile,
} from "../model.ts";
import {
  findScriptDirectories,
  isConfigurationFile,
  listScriptFiles,
  type Named,
  type ScriptFiles,
} from "../parse/config.ts";
import { fetchBlobs, pythonBlobs } from "./fetch-blobs.ts";
import { followLinks, type Links, linkLocations } from "./follow-links.ts";
import type { Repository } from "./open-repository.ts";
import { readFiles, type State } from "./read-files.ts";
import { GitFailed } from "./run-git.ts";

/** A state with the texts that say where scripts lie. */
interface Configured {
  readonly state: State;
  readonly texts: ReadonlyMap<string, SourceFile>;
  readonly links: Links;
}

/** Finds the script directories of some states. */
export async function discoverDirectories(
  repository: Repository,
  states: readonly State[],
  named: Named,
): Promise<readonly Discovered[]> {
  const configured = await readConfigurations(repository, states, named);
  return Promise.all(configured.map((one) => discover(repository, one, named)));
}

/** Reads configuration files and symbolic links. */
async function readConfigurations(
  repository: Repository,
  states: readonly State[],
  named: Named,
): Promise<readonly Configured[]> {
  const isLink = (state: State, path: string) => state.tree.get(path)?.mode === "symlink";
  const files = await readFiles(
    repository,
    states.map((state) => ({
      state,
      links: null,
      paths: [...state.tree.keys()].filter(
        (path) => isLink(state, path) || isConfigurationFile(path, named),
      ),
    })),
  );
  return states.map((state, i) => {
    const texts = new Map<string, SourceFile>();
    const links = new Map<string, string>();
    for (const [path, file] of files[i]!) {
      if (!isLink(state, path)) texts.set(path, file);
      else links.set(path, file.kind === "text" ? file.text : "/");
    }
    for (const path of links.keys()) {
      if (isConfigurationFile(path, named))
        texts.set(path, linkedConfiguration(path, texts, links));
    }
    return { state, texts, links };
  });
}

function linkedConfiguration(
  path: string,
  texts: ReadonlyMap<string, SourceFile>,
  links: Links,
): SourceFile {
  const followed = followLinks(links, path);
  const file = "path" in followed ? texts.get(followed.path) : undefined;
  if (file) return { ...file, path };
  const reason =
    "reason" in followed
      ? followed.reason
      : "it is a symbolic link to a file that is no configuration";
  return { kind: "not-text", path, id: `link ${path}`, reason };
}

/** A script directory with its files by name. */
export interface ListedDirectory extends ScriptFiles {
  readonly directory: ScriptDirectory;
  readonly realPaths: ReadonlyMap<string, string>;
  /** Version locations that cannot be listed. */
  readonly unreachable: readonly SourceFile[];
}

/** A state with the script directories that configurations, or bare directories, show. */
export interface Discovered {
  readonly state: State;
  readonly links: Links;
  readonly directories: readonly ListedDirectory[];
  readonly configProblems: Snapshot["configProblems"];
  readonly configurations: NonNullable<Snapshot["configurations"]>;
}

async function discover(
  repository: Repository,
  { state, texts, links }: Configured,
  named: Named,
): Promise<Discovered> {
  const input = { tree: state.tree, texts, named };
  let found = findScriptDirectories(input);
  if (found.needsScriptLikePaths) {
    found = findScriptDirectories({
      ...input,
      scriptLikePaths: await findScriptLikePaths(repository, state),
    });
  }
  return {
    state,
    links,
    directories: found.directories.map((directory) => listDirectory(state, links, directory)),
    configProblems: found.problems,
    configurations: found.configurations,
  };
}

/** Lists the files of a script directory, links followed. */
export function listDirectory(
  state: State,
  links: Links,
  directory: ScriptDirectory,
): ListedDirectory {
  const { tree, realPaths } = linkLocations(state.tree, links, directory);
  const unreachable = directory.versionLocations.flatMap(
    (location) => whyUnreachable(state, links, location) ?? [],
  );
  return { ...listScriptFiles(tree, directory), directory, realPaths, unreachable };
}

/** Where the files of a script directory really lie. */
export function realPathsOf({ loaded, realPaths }: ListedDirectory): readonly string[] {
  return loaded.map((path) => realPaths.get(path) ?? path);
}

/** The same with the texts of its files, which are known by where they really lie. */
export function withFiles(
  { directory, loaded, ignored, realPaths, unreachable }: ListedDirectory,
  files: ReadonlyMap<string, SourceFile>,
): ScriptDirectorySnapshot {
  const scripts = loaded.map((path): SourceFile => {
    const real = realPaths.get(path);
    return real === undefined ? files.get(path)! : { ...files.get(real)!, path };
  });
  return { directory, files: [...unreachable, ...scripts], ignored };
}

/** A version location in a submodule, or behind a link that leads nowhere, is not an empty one. */
function whyUnreachable({ tree }: State, links: Links, location: string): SourceFile | null {
  const followed = followLinks(links, location);
  if ("reason" in followed)
    return { kind: "not-text", path: location, id: `link ${location}`, reason: followed.reason };
  const parts = followed.path.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const entry = tree.get(parts.slice(0, depth).join("/"));
    if (entry?.mode !== "submodule") continue;
    return {
      kind: "not-text",
      path: location,
      id: entry.id,
      reason: "its scripts lie in a submodule, which is another repository",
    };
  }
  return null;
}

/** Paths of Python files with a line that assigns `down_revision`: the last resort where no configuration leads to scripts. */
async function findScriptLikePaths(
  repository: Repository,
  state: State,
): Promise<readonly string[]> {
  const changed = [...state.changed].filter(
    (path) => path.endsWith(".py") && state.tree.get(path)?.mode === "file",
  );
  if (repository.isBlobless) await fetchBlobs(repository, pythonBlobs(state.tree));
  const [committed, [read]] = await Promise.all([
    grepDownRevision(repository, state.commit),
    readFiles(repository, [{ state, paths: changed, links: null }]),
  ]);
  const found = new Set(committed.filter((path) => state.tree.has(path)));
  for (const [path, file] of read!) {
    if (file.kind === "text" && /^down_revision/m.test(file.text)) found.add(path);
    else found.delete(path);
  }
  return [...found];
}

async function grepDownRevision(
  repository: Repository,
  commit: CommitSha | null,
): Promise<readonly string[]> {
  if (!commit) return [];
  const plain = ["--no-color", "--no-recurse-submodules", "--full-name"];
  try {
    const printed = await repository.git.text([
      "grep",
      ...plain,
      "-l",
      "-z",
      "-E",
      "-e",
      "^down_revision",
      commit,
      "--",
      "*.py",
    ]);
    return printed
      .split("\0")
      .filter(Boolean)
      .map((line) => line.slice(commit.length + 1));
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return [];
    throw error;
  }
}
