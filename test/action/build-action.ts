// The action as it is released, built from the sources as they are now: a test never runs a stale bundle.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
// Inside node_modules, where the built files find their packages.
const cache = join(root, "node_modules/.cache/onehead");

/** The bundle's path. Built with `npm run build`'s two steps, once for each state of the sources; what a test process has begun with stays. */
export function builtAction(): string {
  bundle ??= build();
  return bundle;
}

let bundle: string | undefined;

function build(): string {
  const home = join(cache, stateOfSources());
  const built = join(home, "action/index.js");
  if (existsSync(built)) return built;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "fresh-"));
  run("tsc", "-p", "tsconfig.build.json", "--outDir", join(fresh, "build"));
  run("ncc", "build", join(fresh, "build/action.js"), "-o", join(fresh, "action"), "--no-cache");
  for (const old of readdirSync(cache)) {
    if (!old.startsWith("fresh-")) rmSync(join(cache, old), { recursive: true, force: true });
  }
  try {
    renameSync(fresh, home);
  } catch {
    // Another test process was faster; its bundle is the same.
    rmSync(fresh, { recursive: true, force: true });
  }
  return built;
}

function run(program: string, ...args: string[]): void {
  const path = join(root, "node_modules/.bin", program);
  const { status, stdout, stderr } = spawnSync(path, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`the sources do not build: ${stdout}${stderr}`);
}

function stateOfSources(): string {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts")).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(root, "src", file)));
  }
  return hash
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex")
    .slice(0, 16);
}
