import { expect, test } from "vitest";
import { openApi } from "../../src/github/api.ts";
import { withRetries } from "../../src/github/refusal.ts";
import { keepComment } from "../../src/github/sticky-comment.ts";
import { type ApiServer, bot, startApi } from "./api-server.ts";

const marker = "<!-- onehead:comment:k -->";
const bad = { body: "two heads\n", isProblem: true };
const good = { body: "passed\n", isProblem: false };

function keep(server: ApiServer, mode: "on-problems" | "always", text: typeof bad): Promise<void> {
  const api = openApi(server.url, "ghs_job", "octo/shop");
  return withRetries(() => keepComment(api, 7, "k", mode, text));
}

test("a problem is told in one comment, however often it is found", async () => {
  const server = await startApi();
  await keep(server, "on-problems", bad);
  await keep(server, "on-problems", bad);
  expect(server.comments.map(({ body }) => body)).toEqual([
    `${marker}<!-- had problems -->\ntwo heads\n`,
  ]);
  expect(server.asked.filter((operation) => operation === "issues/update-comment")).toEqual([]);
});

test("a mended problem is edited to resolved, and stays so", async () => {
  const server = await startApi();
  await keep(server, "on-problems", bad);
  await keep(server, "on-problems", good);
  await keep(server, "on-problems", good);
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body).toBe(
    `${marker}<!-- had problems -->\n**Resolved.** The problems that stood here are gone.\n\npassed\n`,
  );
  expect(server.asked.filter((operation) => operation === "issues/update-comment")).toHaveLength(1);
});

test("without a problem only `always` comments", async () => {
  const server = await startApi();
  await keep(server, "on-problems", good);
  expect(server.comments).toEqual([]);
  await keep(server, "always", good);
  expect(server.comments.map(({ body }) => body)).toEqual([`${marker}\npassed\n`]);
});

test("a comment of somebody else with our marker is left alone", async () => {
  const server = await startApi();
  const planted = [
    { id: 1, user: { login: "mallory", type: "User" as const }, body: `${marker}\nall is well` },
    { id: 2, user: { login: "github-actions2[bot]", type: "Bot" as const }, body: `${marker}\nx` },
    { id: 3, user: { login: "github-actions[bot]", type: "User" as const }, body: `${marker}\nx` },
  ];
  server.comments.push(...planted.map((comment) => ({ ...comment })));
  await keep(server, "always", bad);
  expect(server.comments.slice(0, 3)).toEqual(planted);
  expect(server.comments).toHaveLength(4);
});

test("our comment is found behind hundreds of others", async () => {
  const server = await startApi();
  const user = { login: "octocat", type: "User" as const };
  for (let id = 1; id <= 250; id++) server.comments.push({ id, user, body: "me too" });
  server.comments.push({ id: 251, user: bot, body: `${marker}\nold` });
  await keep(server, "always", bad);
  expect(server.comments).toHaveLength(251);
  expect(server.comments[250]?.body).toContain("two heads");
});

test("line ends that GitHub changed are no reason to edit", async () => {
  const server = await startApi();
  const body = `${marker}<!-- had problems -->\r\ntwo heads`;
  server.comments.push({ id: 1, user: bot, body });
  await keep(server, "always", bad);
  expect(server.comments[0]?.body).toBe(body);
});

test("a comment whose answer was lost is not written again", async () => {
  const server = await startApi();
  server.failures.set("issues/create-comment", [{ status: 502, isDone: true }]);
  server.comments.push({ id: 1, user: bot, body: "unrelated" });
  await keep(server, "always", bad);
  expect(server.asked.filter((operation) => operation === "issues/list-comments")).toHaveLength(2);
  expect(server.comments).toHaveLength(2);
});

test("two configurations keep a comment each", async () => {
  const server = await startApi();
  const api = openApi(server.url, "ghs_job", "octo/shop");
  await keepComment(api, 7, "one", "always", bad);
  await keepComment(api, 7, "two", "always", bad);
  expect(server.comments).toHaveLength(2);
});
