// A plain folder, copied out of an image or an archive, as a repository without any commit.

import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { CannotCheck } from "../cannot-check.ts";
import type { TreeChange } from "./list-tree.ts";
import type { Repository } from "./open-repository.ts";
import type { Git } from "./run-git.ts";
import { entryOnDisk } from "./work-tree.ts";

/** More files than an application with everything that it depends on has. */
const mostFiles = 200_000;

/** Folders that hold no scripts of the application. */
const passedOver = new Set([".git", "node_modules", "__pycache__"]);

/** Opens a folder whatever it lies in. Throws CannotCheck where there is none. */
export function openFolder(directory: string): Repository {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CannotCheck(
      `There is no directory \`${directory}\`. Name the folder that holds the scripts, or the application with \`alembic.ini\`.`,
    );
  }
  const root = realpathSync(directory);
  return {
    root,
    git: noGit(root),
    objects: "",
    hasWorkTree: true,
    isShallow: false,
    hasHistory: false,
    isBlobless: false,
    objectFormat: "sha1",
    blobs: new Map(),
    named: new Map(),
  };
}

/** Every file of the folder, as a change to nothing. */
export function listFolder(repository: Repository): TreeChange {
  const found: string[] = [];
  const open = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(join(repository.root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) found.push(path);
      else if (!passedOver.has(entry.name)) open.push(path);
    }
    if (found.length > mostFiles) {
      throw new CannotCheck(
        `\`${repository.root}\` holds more than ${mostFiles} files. Name the folder of the application, or that of its scripts.`,
      );
    }
  }
  return new Map(
    found.flatMap((path) => {
      const entry = entryOnDisk(repository, path);
      return entry ? [[path, { old: null, new: entry }] as const] : [];
    }),
  );
}

/** A folder that may not be read is as if it were empty; the scripts in it are missed where they are looked for. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whoever asks git here has forgotten to look at `hasHistory`. */
function noGit(directory: string): Git {
  const refuse = () => Promise.reject(new Error("a plain folder has no git"));
  return { directory, text: refuse, catFile: refuse };
}
