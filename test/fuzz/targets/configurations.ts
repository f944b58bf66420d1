// Configuration files in trees of random paths: which script directories they lead to.

import { mutate } from "../mutate.ts";
import type { Random } from "../random.ts";
import { type Files, snapshotOf } from "../snapshot.ts";
import type { Target } from "../target.ts";
import { configurationWords, pythonWords } from "./words.ts";

const folders = ["", "api/", "api/db/", "src/app/", "migrations/", "a b/", "{{x}}/", "é/"];
const names = [
  "alembic.ini",
  "pyproject.toml",
  "setup.cfg",
  "other.ini",
  "env.py",
  "script.py.mako",
  "__init__.py",
  "versions/a1.py",
  "versions/sub/b2.py",
  "versions/.#c3.py",
  "versions/__pycache__/a1.cpython-311.pyc",
  "postgresql/versions/a1.py",
];

/** Files of a repository that may be set up for Alembic in many ways. */
export function randomProject(random: Random): Files {
  const files: Record<string, string> = {};
  for (let count = random.below(12) + 1; count > 0; count--) {
    const path = random.pick(folders) + random.pick(folders) + random.pick(names);
    files[path] = textFor(random, path);
  }
  return files;
}

function textFor(random: Random, path: string): string {
  if (path.endsWith(".pyc")) return "";
  const words = path.endsWith(".py") ? pythonWords : configurationWords;
  const text = random.list(12, () => random.pick(words)).join("");
  const whole = path.endsWith("alembic.ini") && random.chance(70) ? `[alembic]\n${text}` : text;
  return random.chance(40) ? mutate(random, whole, words) : whole;
}

export const configurations: Target<Files> = {
  make: randomProject,

  run(files) {
    const { scriptDirectories } = snapshotOf(files);
    for (const { directory, files: loaded } of scriptDirectories) {
      for (const location of directory.versionLocations) {
        if (location.startsWith("/") || location.split("/").includes("..")) {
          throw new Error(`the version location ${location} lies outside`);
        }
      }
      for (const file of loaded)
        if (!(file.path in files)) throw new Error(`there is no ${file.path}`);
    }
  },
};
