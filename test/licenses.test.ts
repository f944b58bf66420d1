// The licences of everything bundled lie beside each bundle.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const dependencies: readonly string[] = Object.keys(
  JSON.parse(readFileSync("package.json", "utf8")).dependencies,
);

/** What of the dependencies each bundle takes in. */
const bundled: Readonly<Record<string, readonly string[]>> = {
  action: dependencies.filter((name) => !["mysql2", "pg", "sql.js"].includes(name)),
  cli: dependencies.filter((name) => !/^(@actions\/.*|mysql2|pg|sql\.js)$/.test(name)),
  doctor: ["mysql2", "pg", "sql.js"],
};

test.each(Object.entries(bundled))(
  "beside dist/%s lie the licences of its packages",
  (folder, names) => {
    const text = readFileSync(`dist/${folder}/licenses.txt`, "utf8");
    for (const name of names) {
      const [, licence = ""] = text.split(new RegExp(`^${name.replace(".", "\\.")}\n`, "m"));
      expect(licence, name).toMatch(/^(MIT|ISC|BSD-3-Clause|Apache-2\.0)\n[\s\S]{0,200}\w/);
    }
  },
);
