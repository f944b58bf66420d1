// The workflows that the manual shows. As a program it writes each of them into a folder, for tools that read files.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Whole workflows among the YAML blocks of a page, and where each begins: `README.md:20`. */
export function workflowsOf(page: string): readonly (readonly [place: string, text: string])[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)]
    .filter(([, yaml]) => /^on:/m.test(yaml!))
    .map((match) => [`${page}:${text.slice(0, match.index).split("\n").length}`, match[1]!]);
}

/** Those of all pages. */
export function workflowsOfManual(): readonly (readonly [place: string, text: string])[] {
  const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
  return pages
    .filter((page) => page.endsWith(".md") && existsSync(join(root, page)))
    .flatMap(workflowsOf);
}

const folder = process.argv[2];
if (import.meta.main && folder !== undefined) {
  for (const [place, text] of workflowsOfManual()) {
    writeFileSync(join(folder, `${place.replaceAll(/\W+/g, "-")}.yml`), text);
  }
}
