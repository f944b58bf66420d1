// Finds the repository around a directory, or says why there is none to be read.

import { readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import type { CommitSha } from "../model.ts";
import { makeTemporaryFolder } from "../system/lifetime.ts";
import type { Decoded } from "./decode-source.ts";
import { type Found, findGitDirectory } from "./find-git-directory.ts";
import type { GitSetting } from "./harmless-settings.ts";
import { type Git, GitFailed, gitIn } from "./run-git.ts";

/** A commit and the name to call it by. */
export interface NamedCommit {
  readonly name: string;
  readonly commit: CommitSha;
}

/** A repository that can be read. */
export interface Repository {
  /** The work tree's root; the git directory where there is no work tree. */
  readonly root: string;
  readonly git: Git;
  /** Where git keeps what it fetches. */
  readonly objects: string;
  readonly hasWorkTree: boolean;
  readonly isShallow: boolean;
  /** False for a plain folder: there are no commits, and no git. */
  readonly hasHistory: boolean;
  /** A clone without file contents, which are fetched when they are needed. */
  readonly isBlobless: boolean;
  readonly objectFormat: "sha1" | "sha256";
  /** Blobs read so far, by id: what a blob holds never changes. */
  readonly blobs: Map<string, Decoded>;
  /** Commits that people named, by name: settings and scripts come from the same ones, whatever is pushed meanwhile. */
  readonly named: Map<string, NamedCommit>;
}

export interface OpenOptions {
  /** Read the repository whoever owns it, as a container job must: its files belong to the runner's user. */
  readonly trustAnyOwner?: boolean;
  /** The directory is a bare repository that this program made. */
  readonly isBare?: boolean;
  /** Settings of git for it. */
  readonly settings?: readonly GitSetting[];
  /** Take the clone around a bare repository that lies among its files. */
  readonly orAround?: boolean;
}

/** A directory that lies in no repository. */
export class NoRepository extends CannotCheck {}

/** Opens the repository that `directory` lies in. Throws NoRepository, or CannotCheck for other trouble. */
export async function openRepository(
  directory: string,
  options: OpenOptions = {},
): Promise<Repository> {
  const start = realDirectory(directory);
  const found = options.isBare
    ? { directory: start, isBare: true, holds: null }
    : findGitDirectory(start);
  if (found?.holds && !options.orAround) throw new CannotCheck(amongFiles(found.holds, found));
  const { directory: place, isBare } = found ?? { directory: start, isBare: false };
  // The one that was looked for and found is the only one without `.git` that git may open.
  const bare: readonly GitSetting[] = isBare ? [["safe.bareRepository", "all"]] : [];
  const settings = [...bare, ...(options.settings ?? [])];
  try {
    return await inspect(place, {}, settings);
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    const owned = ownedBySomebodyElse(error.stderr);
    if (owned === null || !options.trustAnyOwner) throw explain(error, directory, owned);
    const trusting = { HOME: homeThatTrusts(owned), ...xdgConfigHome() };
    return inspect(place, trusting, settings).catch((second) => {
      throw second instanceof GitFailed ? explain(second, directory, owned) : second;
    });
  }
}

function amongFiles(bare: string, { directory }: Found): string {
  return `\`${bare}\` looks like a repository and lies among the files of another, \`${directory}\`, where anybody may have put it: git would start the programs that its configuration names. Name \`${directory}\`, or allow it with \`GIT_CEILING_DIRECTORIES=${directory}\`.`;
}

async function inspect(
  directory: string,
  environment: Readonly<Record<string, string>>,
  settings: readonly GitSetting[],
): Promise<Repository> {
  const questions = [
    "is-inside-work-tree",
    "is-shallow-repository",
    "show-object-format",
    "absolute-git-dir",
    "show-cdup",
  ];
  const printed = await gitIn(directory, environment, settings).text([
    "rev-parse",
    ...questions.map((name) => `--${name}`),
  ]);
  const [inside, shallow, format, gitDirectory = directory, up = ""] = printed.split("\n");
  const hasWorkTree = inside === "true";
  const root = hasWorkTree ? resolve(directory, up) : gitDirectory;
  return {
    root,
    git: gitIn(root, { ...environment, ...indexOfHook(root, gitDirectory) }, settings),
    objects: join(gitDirectory, "objects"),
    hasWorkTree,
    isShallow: shallow === "true",
    hasHistory: true,
    isBlobless: false,
    objectFormat: format === "sha256" ? "sha256" : "sha1",
    blobs: new Map(),
    named: new Map(),
  };
}

/** In a `pre-commit` hook of `git commit -a`, what is about to be committed stands in an index of its own. */
function indexOfHook(root: string, gitDirectory: string): Record<string, string> {
  const named = process.env["GIT_INDEX_FILE"];
  if (!named) return {};
  const index = resolve(root, named);
  return index.startsWith(join(gitDirectory, "/")) ? { GIT_INDEX_FILE: index } : {};
}

function realDirectory(directory: string): string {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CannotCheck(
      `There is no directory \`${directory}\`. Name one that lies in a git repository with \`--repo DIR\`.`,
    );
  }
  return realpathSync(directory);
}

/** The path that git calls somebody else's, null for any other trouble. */
function ownedBySomebodyElse(stderr: string): string | null {
  const found =
    /dubious ownership in repository at '(.+?)'\n|unsafe repository \('(.+?)' is owned/s.exec(
      stderr,
    );
  return found?.[1] ?? found?.[2] ?? null;
}

/** A home directory whose global configuration is the user's with one more `safe.directory`; git takes that setting from no narrower place. */
function homeThatTrusts(path: string): string {
  const home = makeTemporaryFolder("onehead-home-");
  const quoted = path.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n");
  writeFileSync(join(home, ".gitconfig"), `${globalConfig()}\n[safe]\n\tdirectory = "${quoted}"\n`);
  return home;
}

function globalConfig(): string {
  try {
    return readFileSync(join(homedir(), ".gitconfig"), "utf8");
  } catch {
    return "";
  }
}

/** Git also reads `~/.config/git/config`; it has to find it under another HOME too. */
function xdgConfigHome(): Record<string, string> {
  return { XDG_CONFIG_HOME: process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config") };
}

function explain(error: GitFailed, directory: string, owned: string | null): CannotCheck {
  if (error.isGitMissing) {
    return new CannotCheck(
      "The program `git` was not found. Install git, or put its directory on PATH.",
    );
  }
  if (owned !== null) {
    return new CannotCheck(
      `Git does not read \`${owned}\`, since it belongs to another user. Allow it with \`git config --global --add safe.directory ${owned}\`.`,
    );
  }
  if (error.stderr.includes("not a git repository")) {
    return new NoRepository(
      `\`${directory}\` does not lie in a git repository. Run the command in a clone, or name one with \`--repo DIR\`.`,
    );
  }
  return error;
}
