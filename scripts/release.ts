// `npm run release -- 1.2.3`: the release's commit and its tag, made here. Pushing the tag publishes: .github/workflows/release.yml.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaseSection } from "./release/changelog.ts";
import { movingTags, withVersion } from "./release/version.ts";

const root = join(import.meta.dirname, "..");
const [version = ""] = process.argv.slice(2);
movingTags(version);

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: root, encoding: "utf8" }).trim();
const edit = (path: string, change: (text: string) => string) => {
  const file = join(root, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
};

if (run("git", "status", "--porcelain") !== "") {
  console.error("The work tree has changes. Commit them, then run this again.");
  process.exit(1);
}
run("npm", "version", "--no-git-tag-version", "--allow-same-version", version);
edit("src/version.ts", (text) => withVersion(text, version));
edit("CHANGELOG.md", (text) =>
  releaseSection(text, version, new Date().toISOString().slice(0, 10)),
);
run("npm", "run", "--silent", "docs");
run("npm", "run", "--silent", "build");
run("git", "add", "--all");
run("git", "commit", "--quiet", `--message=Release ${version}`);
run("git", "tag", "--annotate", `--message=onehead ${version}`, `v${version}`);
console.log(
  `Look at it with \`git show v${version}\`, then publish it with \`git push origin main v${version}\`.`,
);
