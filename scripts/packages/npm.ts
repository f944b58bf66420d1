// The npm package: the repository's manifest without what only development needs, since dist has everything bundled.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a user gets, from the repository's root. The action's bundle is GitHub's alone. */
const contents = [
  "dist/cli",
  "dist/doctor",
  "dist/python",
  "docs/doctor-report.schema.json",
  "docs/replay-report.schema.json",
  "docs/report.schema.json",
  "docs/settings.schema.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

/** Fields of package.json that mean something to those who install it. */
const published = ["name", "version", "description", "license", "type", "bin", "engines"] as const;

/** Lays the package out in a folder and returns that folder. Throws where dist was not built. */
export function stageNpmPackage(root: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const path of contents) cpSync(join(root, path), join(folder, path), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const kept = Object.fromEntries(published.map((field) => [field, manifest[field]]));
  const text = JSON.stringify({ ...kept, ...describe(root) }, null, 2);
  writeFileSync(join(folder, "package.json"), `${text}\n`);
  return folder;
}

function describe(root: string): Readonly<Record<string, unknown>> {
  const address = /^Repository = "(.*)"$/m.exec(
    readFileSync(join(root, "pyproject.toml"), "utf8"),
  )?.[1];
  return {
    keywords: ["alembic", "flask-migrate", "migrations", "sqlalchemy", "github-action", "linter"],
    homepage: `${address}#readme`,
    repository: { type: "git", url: `git+${address}.git` },
    bugs: `${address}/issues`,
    publishConfig: { access: "public", provenance: true },
  };
}
