// The programs that this process started, and those that they started: git asks servers through helpers of its own, which outlive it.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Ends all of them, as far as the system tells which they are. */
export function endDescendants(): void {
  for (const id of descendants(process.pid)) {
    try {
      process.kill(id, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
  }
}

function descendants(of: number): readonly number[] {
  const parents = parentsOfAll();
  const found = new Set([of]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [id, parent] of parents) if (found.has(parent)) found.add(id);
  }
  found.delete(of);
  return [...found];
}

/** Process → its parent. */
function parentsOfAll(): ReadonlyMap<number, number> {
  try {
    return process.platform === "linux" ? fromProc() : fromPs();
  } catch {
    return new Map();
  }
}

function fromProc(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // `<id> (<name>) <state> <parent>`, and the name may hold anything.
      const [, parent] = /.*\) \S (\d+) /s.exec(readFileSync(`/proc/${name}/stat`, "latin1")) ?? [];
      if (parent) parents.set(Number(name), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  return parents;
}

function fromPs(): ReadonlyMap<number, number> {
  if (process.platform === "win32") return new Map();
  const printed = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return new Map(
    [...printed.matchAll(/(\d+)\s+(\d+)/g)].map(([, id, parent]) => [Number(id), Number(parent)]),
  );
}
