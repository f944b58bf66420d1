// Files that somebody asked for: written whole or not at all, never through a link, and not out of the directory that they are meant for.

import { randomBytes } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { CannotCheck } from "../cannot-check.ts";

/** Where a relative name begins, and whether it may lead out of there (`../report.json`). */
export interface Base {
  readonly directory: string;
  readonly mayLeave: boolean;
}

/**
 * Writes a file through a temporary one beside it. A link in its place is replaced and not followed, since a
 * change may have put it there; for the same reason no directory on the way may be a link that leads out of the
 * base. Only an absolute name outside the base goes where it says. Throws CannotCheck with the name in it.
 */
export function writeFile(name: string, text: string, base: Base): void {
  const path = resolve(base.directory, name);
  try {
    const isInside = isBelow(base.directory, path);
    if (!isInside && !isAbsolute(name) && !base.mayLeave) throw new Error("it lies outside");
    if (!isInside && isDevice(path)) {
      writeFileSync(path, text);
    } else {
      if (isInside) refuseLinkOut(dirname(path), base.directory);
      mkdirSync(dirname(path), { recursive: true });
      replace(path, text);
    }
  } catch (reason) {
    throw new CannotCheck(
      `\`${name}\` could not be written: ${reasonOf(reason)}. Name another file; one outside the directory is named by its absolute path.`,
    );
  }
}

function isBelow(directory: string, path: string): boolean {
  const from = relative(resolve(directory), path);
  return from !== ".." && !from.startsWith(`..${sep}`) && !isAbsolute(from);
}

/** `/dev/stdout`, `/dev/null`, a named pipe: nothing to be replaced. */
function isDevice(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** No directory on the way may lie behind a link out of `within`. */
function refuseLinkOut(path: string, within: string): void {
  let present = path;
  while (!lstatSync(present, { throwIfNoEntry: false })) present = dirname(present);
  if (!isBelow(realpathSync(within), realpathSync(present)))
    throw new Error("a link on the way leads outside");
}

function replace(path: string, text: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new Error("it is a directory");
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}`;
  const temporary = join(dirname(path), name);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    const present = lstatSync(path, { throwIfNoEntry: false });
    if (present?.isFile()) chmodSync(temporary, present.mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function reasonOf(reason: unknown): string {
  const { code, message } = reason as NodeJS.ErrnoException;
  return code === undefined ? message : `${code}, ${message.replace(/^\w+: |, \w+ '.*$/gs, "")}`;
}
