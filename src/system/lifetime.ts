// What has to end with the process, however it ends: temporary folders and running programs.

import { setMaxListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endDescendants } from "./descendants.ts";

const ending = new AbortController();
const folders = new Set<string>();

/** Told when the process is asked to end: whatever waits or runs gives up. */
export const atEnd: AbortSignal = ending.signal;
setMaxListeners(0, atEnd);

/** A temporary folder that is gone when the process is, at the latest. */
export function makeTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (folders.size === 0) process.on("exit", removeAll);
  folders.add(folder);
  return folder;
}

/** Removes a temporary folder before the end. */
export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
  if (folders.size === 0) process.off("exit", removeAll);
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Ends at the latest with the process what a program that was given up may have left running. */
export function endLeftovers(): void {
  process.off("exit", endDescendants);
  process.on("exit", endDescendants);
}

/** Lets Ctrl-C, and a job that is cancelled, end the programs that were started and remove the folders; without this Node would leave both. */
export function endOnSignals(): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.once(signal, () => {
      endDescendants();
      ending.abort();
      process.exit(128 + number);
    });
  }
}
