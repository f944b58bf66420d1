// The licences of everything bundled lie beside each bundle.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const dependencies: readonly string[] = Object.keys(
  JSON.parse(readFileSync("package.json", "utf8")).dependencies,
);

/** What of the dependencies each bundle takes in besides what both have. */
const own: Readonly<Record<string, RegExp>> = {
  action: /^@actions\//,
  cli: /^diff$/,
  doctor: /^(mysql2|pg|sql\.js)$/,
  python: /tree-sitter/,
};
const isShared = (name: string) => !Object.values(own).some((pattern) => pattern.test(name));
const bundled = Object.entries(own).map(([folder, pattern]): [string, readonly string[]] => [
  folder,
  dependencies.filter(
    (name) => pattern.test(name) || (/^(action|cli)$/.test(folder) && isShared(name)),
  ),
]);

test.each(bundled)("beside dist/%s lie the licences of its packages", (folder, names) => {
  const text = readFileSync(`dist/${folder}/licenses.txt`, "utf8");
  for (const name of names) {
    const [, licence = ""] = text.split(new RegExp(`^${name.replace(".", "\\.")}\n`, "m"));
    expect(licence, name).toMatch(/^(MIT|ISC|BSD-3-Clause|Apache-2\.0)\n[\s\S]{0,200}\w/);
  }
});
