// The version of Flask-Migrate in use, where the script directory is one of its own.

import { flaskMigrateVersion, versionFiles } from "../../doctor/evidence/flask-version.ts";
import { readTexts } from "../../git/read-texts.ts";
import type { ScriptDirectory } from "../../model.ts";
import type { GraphedState } from "../heads.ts";

/** Looked for beside the scripts and in every directory above them. */
export async function gatherFlask(
  { repository, asked }: GraphedState,
  { name, flaskMigrate }: ScriptDirectory,
): Promise<string | null> {
  if (!flaskMigrate) return null;
  const parts = name === "." ? [] : name.split("/");
  const above = parts.map((_, depth) => `${parts.slice(0, depth + 1).join("/")}/`).reverse();
  const paths = [...above, ""].flatMap((folder) => versionFiles.map((file) => folder + file));
  const texts = await readTexts(repository, asked, paths);
  return flaskMigrateVersion(paths.flatMap((path) => texts.get(path) ?? []));
}
