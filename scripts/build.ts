// `npm run build`: tsc emits, ncc bundles. dist/ is made anew: the action, the command line in one file, and the doctor's drivers.

import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const run = (program: string, ...args: string[]) =>
  execFileSync(join(root, "node_modules/.bin", program), args, { cwd: root, stdio: "inherit" });

for (const folder of ["build", "dist"])
  rmSync(join(root, folder), { recursive: true, force: true });
run("tsc", "-p", "tsconfig.build.json");
/** Beside each bundle, the licences of what is in it. */
const licences = "licenses.txt";
const bundles = { action: "action", cli: "cli", "doctor/database/index": "doctor" };
for (const [entry, folder] of Object.entries(bundles)) {
  const out = ["-o", `dist/${folder}`, "--license", licences];
  run("ncc", "build", `build/${entry}.js`, ...out, "--no-cache", "--quiet");
}
// SQLite cannot be bundled: it undefines `module`.
copyFileSync(
  join(root, "node_modules/sql.js/dist/sql-wasm-inline.js"),
  join(root, "dist/doctor/sqlite.cjs"),
);
const sqlite = readFileSync(join(root, "node_modules/sql.js/LICENSE"), "utf8");
appendFileSync(join(root, "dist/doctor", licences), `\nsql.js\nMIT\n${sqlite}`);
