// Paths with `/`, from the repository's root, which is "".

/** The folder of a path, "" at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What Alembic calls the module of a script, `load_python_file`: every character of the file's name that is no word character becomes `_`. */
export function moduleName(path: string): string {
  return baseName(path).replaceAll(/[^\p{L}\p{N}_]/gu, "_");
}

/** A path seen from a folder, dots resolved; null outside the repository. */
export function join(folder: string, path: string): string | null {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

/** A path as it is written from a folder, with `..` where it lies elsewhere; "." for the folder itself. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => (path === "" || path === "." ? [] : path.split("/")));
  let shared = 0;
  while (shared < a!.length && a![shared] === b![shared]) shared += 1;
  return [...a!.slice(shared).map(() => ".."), ...b!.slice(shared)].join("/") || ".";
}
