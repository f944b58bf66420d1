// `npm run package`: writes the npm package and the Python wheel to build/packages/, from dist as it stands, and lists what is in them.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stageNpmPackage } from "./packages/npm.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "build/packages");
const python = process.env["PYTHON"] ?? "python3";

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const stage = stageNpmPackage(root, join(target, "npm"));
execFileSync("npm", ["pack", "--silent", "--pack-destination", target], { cwd: stage });
execFileSync(python, ["-m", "build", "--outdir", target, root], {
  stdio: ["ignore", "ignore", "inherit"],
});
