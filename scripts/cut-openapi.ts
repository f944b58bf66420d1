// Cuts GitHub's OpenAPI description to the operations that the action uses, for the tests' API server.
// Run: node scripts/cut-openapi.ts <generated/api.github.com.json of @octokit/openapi 23.0.2>

import { readFileSync, writeFileSync } from "node:fs";

const operations = new Set([
  "issues/list-comments",
  "issues/create-comment",
  "issues/update-comment",
  "issues/list-labels-on-issue",
  "pulls/list",
  "pulls/list-files",
  "pulls/list-review-comments",
  "pulls/create-review-comment",
  "pulls/delete-review-comment",
  "repos/compare-commits",
  "repos/create-commit-status",
  "repos/get-combined-status-for-ref",
]);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface Description {
  openapi: string;
  info: Json;
  paths: Record<string, Record<string, Json>>;
  components: Record<string, Record<string, Json>>;
}

const [, , source] = process.argv;
if (!source) throw new Error("name the description to cut");
const whole: Description = JSON.parse(readFileSync(source, "utf8"));

/** Requests only: what is documentation, or describes an answer, goes. */
function strip(value: Json): Json {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, part]) =>
      !["example", "examples", "externalDocs", "tags"].includes(name) &&
      !name.startsWith("x-") &&
      !(name === "description" && typeof part === "string"),
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, strip(part)]));
}

function isUsed(operation: Json): boolean {
  if (typeof operation !== "object" || operation === null || Array.isArray(operation)) return false;
  return typeof operation["operationId"] === "string" && operations.has(operation["operationId"]);
}

const paths: Description["paths"] = {};
for (const [path, methods] of Object.entries(whole.paths)) {
  const used = Object.entries(methods).filter(([, operation]) => isUsed(operation));
  if (used.length === 0) continue;
  paths[path] = Object.fromEntries(
    used.map(([method, operation]) => {
      const request = strip(operation) as Record<string, Json>;
      return [method, { ...request, responses: { default: { description: "any" } } }];
    }),
  );
}

const components: Description["components"] = {};
const pending = [JSON.stringify(paths)];
for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
  for (const [, room, name] of text.matchAll(/"#\/components\/([^/"]+)\/([^"]+)"/g)) {
    const part = whole.components[room!]?.[name!];
    if (part === undefined || components[room!]?.[name!] !== undefined) continue;
    const stripped = strip(part);
    components[room!] = { ...components[room!], [name!]: stripped };
    pending.push(JSON.stringify(stripped));
  }
}

const found = Object.values(paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
if (found !== operations.size) throw new Error(`${found} of ${operations.size} operations found`);
const cut = {
  openapi: whole.openapi,
  info: { title: "GitHub REST API, requests only", version: "1.1.4" },
  paths,
  components,
};
writeFileSync("test/fixtures/github-api.json", `${JSON.stringify(cut, null, 1)}\n`);
