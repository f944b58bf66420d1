// `npm run build`: tsc emits, ncc bundles. dist/ is made anew: the action, the command line in one file, and the doctor's drivers.

import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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
// Python's grammar is WebAssembly, which is read as it is; the bundles of check and action share it.
const grammar = join(root, "dist/python");
mkdirSync(grammar);
const packages = join(root, "node_modules");
for (const file of ["web-tree-sitter.js", "web-tree-sitter.wasm"])
  copyFileSync(join(packages, "web-tree-sitter", file), join(grammar, file));
copyFileSync(
  join(packages, "tree-sitter-python/tree-sitter-python.wasm"),
  join(grammar, "tree-sitter-python.wasm"),
);
writeFileSync(join(grammar, "package.json"), '{\n  "type": "module"\n}\n');
const texts = ["web-tree-sitter", "tree-sitter-python"].map(
  (name) => `${name}\nMIT\n${readFileSync(join(packages, name, "LICENSE"), "utf8")}`,
);
writeFileSync(join(grammar, licences), texts.join("\n"));
// SQLite cannot be bundled: it undefines `module`.
copyFileSync(
  join(root, "node_modules/sql.js/dist/sql-wasm-inline.js"),
  join(root, "dist/doctor/sqlite.cjs"),
);
const sqlite = readFileSync(join(root, "node_modules/sql.js/LICENSE"), "utf8");
appendFileSync(join(root, "dist/doctor", licences), `\nsql.js\nMIT\n${sqlite}`);
