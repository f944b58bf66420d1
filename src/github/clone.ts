// Finds the clone that the job made, or makes a temporary one where it made none.

import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import { fetchIntoTemporary } from "../git/fetch-missing.ts";
import { openRepository, type Repository } from "../git/open-repository.ts";
import { openRemote, type Remote, tokenFor } from "./remote.ts";

/** What the runner says about the job's place. */
export interface Place {
  /** GITHUB_WORKSPACE. */
  readonly workspace: string;
  /** The input `working-directory`, "" where it was not given. */
  readonly directory: string;
  /** GITHUB_REPOSITORY, `owner/name`. */
  readonly name: string;
  /** GITHUB_SERVER_URL. */
  readonly server: string;
  /** The job's token, "" where there is none. */
  readonly token: string;
}

/** A clone to read from. */
export interface Clone {
  readonly repository: Repository;
  readonly remote: Remote;
  /** False for a clone of another repository than the event's: the event says nothing about its commits. */
  readonly isOfEvent: boolean;
}

/** Opens the clone that `working-directory` names, else the workspace, else the one clone of the event's repository below it. Where there is none, makes an empty one to fetch into. Throws CannotCheck. */
export async function findClone(place: Place): Promise<Clone> {
  const root = resolve(place.workspace, place.directory);
  if (place.directory !== "") {
    if (!isInClone(root)) {
      throw new CannotCheck(
        `There is no clone of a repository in \`${place.directory}\`. Check the input \`working-directory\` and the \`path\` of \`actions/checkout\`.`,
      );
    }
    return open(root, place);
  }
  if (isClone(root)) return open(root, place);
  const clones = await Promise.all(clonesBelow(root).map((folder) => open(folder, place)));
  const ours = clones.filter(({ isOfEvent }) => isOfEvent);
  if (ours.length > 1) {
    throw new CannotCheck(
      "There are several clones of the repository below the workspace. Name the one to check with the input `working-directory`.",
    );
  }
  return ours[0] ?? makeClone(place);
}

async function open(folder: string, { name, server, token }: Place): Promise<Clone> {
  const repository = await openRepository(folder, { trustAnyOwner: true, orAround: true });
  const [url = ""] = (
    await repository.git.text(["config", "--get-all", "remote.origin.url"]).catch(() => "")
  ).split("\n");
  const isOfEvent = isUrlOf(url, name);
  const credentials = isOfEvent ? tokenFor(server, token) : null;
  // What the clone can do by itself comes first: it may know more than the job's token opens.
  const ways = [
    { from: "origin", credentials: null },
    ...(credentials ? [{ from: `${server}/${name}`, credentials }] : []),
  ];
  return { repository, remote: openRemote(repository, ways), isOfEvent };
}

/** True also where the address names no host: a mirror on this machine may be called anything. */
function isUrlOf(url: string, name: string): boolean {
  const path = /^(?:https?|ssh|git):\/\/[^/]+\/(.*)$|^[^/:]+@?[^/:]*:(?!\/\/)(.*)$/.exec(url);
  if (!path) return true;
  const called = (path[1] ?? path[2] ?? "").replace(/\/$|\.git$/g, "").toLowerCase();
  return called === name.toLowerCase() || called.endsWith(`/${name.toLowerCase()}`);
}

async function makeClone({ name, server, token }: Place): Promise<Clone> {
  const repository = await fetchIntoTemporary(`${server}/${name}`, []);
  const ways = [tokenFor(server, token), null].map((credentials) => ({
    from: "origin",
    credentials,
  }));
  return { repository, remote: openRemote(repository, ways), isOfEvent: true };
}

function isClone(folder: string): boolean {
  return statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined;
}

function isInClone(folder: string): boolean {
  for (let at = folder; ; at = resolve(at, "..")) {
    if (isClone(at)) return true;
    if (resolve(at, "..") === at) return false;
  }
}

/** Clones one or two levels down, as `path: shop` and `path: src/shop` make them. */
function clonesBelow(workspace: string): readonly string[] {
  const below = foldersIn(workspace);
  return [...below, ...below.flatMap((folder) => (isClone(folder) ? [] : foldersIn(folder)))]
    .filter(isClone)
    .slice(0, 100);
}

function foldersIn(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map((entry) => join(folder, entry.name))
    .sort();
}
