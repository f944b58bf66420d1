// `npm run docs`: writes every page and list that repeats the sources. test/docs.test.ts fails when one is stale.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedDocuments } from "./docs/generate.ts";

const root = join(import.meta.dirname, "..");
for (const [path, text] of Object.entries(await generatedDocuments(root)))
  writeFileSync(join(root, path), text);
