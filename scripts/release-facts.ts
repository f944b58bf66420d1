// `node scripts/release-facts.ts v1.2.3 notes|moving-tags`: what the release workflow asks. Fails where the tag is not this version's.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notesOf } from "./release/changelog.ts";
import { movingTags } from "./release/version.ts";

const root = join(import.meta.dirname, "..");
const [tag, question] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json says ${version}.`);
const notes = notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
if (notes === "") throw new Error(`CHANGELOG.md has no section for ${version}.`);

const answers = { notes: () => notes, "moving-tags": () => movingTags(version).join("\n") };
console.log(answers[question as keyof typeof answers]());
