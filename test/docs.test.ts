// Documents that repeat the sources are fresh.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { generatedDocuments } from "../scripts/docs/generate.ts";
import { version } from "../src/version.ts";

const root = resolve(import.meta.dirname, "..");
const documents = await generatedDocuments(root);

test.each(Object.keys(documents))("%s is what `npm run docs` writes", (path) => {
  expect(readFileSync(resolve(root, path), "utf8")).toBe(documents[path]);
});

test("package.json and the product name one version", () => {
  expect(JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")).version).toBe(version);
});
