import { expect, test } from "vitest";
import { openApi } from "../../src/github/api.ts";
import { keepSuggestions, suggestionsFor } from "../../src/github/suggestions.ts";
import type {
  CommitSha,
  Finding,
  Fix,
  Location,
  Report,
  ReportedChange,
  RevisionId,
  Snapshot,
  Step,
} from "../../src/model.ts";
import { type ApiServer, bot, startApi } from "./api-server.ts";

const path = "migrations/versions/c3.py";
const line = 'down_revision: str | None = "a1"  # set by hand';
const at: Location = { path, line: 2, column: 1, endLine: 2, endColumn: 33 };
const to = 'down_revision: str | None = "b2"';
const commit = "c".repeat(40) as CommitSha;

function fix(...steps: readonly Step[]): Fix {
  return { say: "Mend it:", safe: true, steps };
}

function finding(patch: Partial<Finding> = {}): Finding {
  return {
    rule: "multiple-heads",
    severity: "error",
    scriptDirectory: "migrations",
    revision: "c3" as RevisionId,
    at,
    what: "`c3` would be a second head beside `b2`.",
    why: "Why.",
    alembicSays: null,
    related: [],
    fixes: [{ say: "Put it after `b2`:", safe: true, steps: [{ kind: "edit", at, to }] }],
    allowed: null,
    ...patch,
  };
}

function report(findings: readonly Finding[], kind: "added" | "removed" = "added"): Report {
  const change: ReportedChange = { kind, path, revision: "c3" as RevisionId };
  const directory = { name: "migrations", config: null, section: "alembic", versionLocations: [] };
  return {
    schemaVersion: 1,
    tool: { name: "onehead", version: "0" },
    verdict: "failed",
    incomplete: [],
    before: null,
    after: { ref: "HEAD", commit, kind: "merge" },
    scriptDirectories: [
      { ...directory, before: null, after: null, partial: [], inferred: [], changes: [change] },
    ],
    findings,
    counts: { scriptsRead: 1, scriptsParsed: 1, filesIgnored: 0 },
  };
}

function snapshot(text = `revision = "c3"\n${line}\n`): Snapshot {
  const directory = {
    name: "migrations",
    config: null,
    section: "alembic",
    versionLocations: [],
    recursive: false,
    flaskMigrate: false,
  };
  const files = [{ kind: "text" as const, path, id: "1", text }];
  const scriptDirectories = [{ directory, files, ignored: [] }];
  return { ref: "HEAD", commit, kind: "merge", scriptDirectories, configProblems: [] };
}

test("a new script is put after the head of the target branch, its comment kept", () => {
  expect(suggestionsFor(report([finding()]), snapshot())).toMatchObject([
    { path, line: 2, to: `${to}  # set by hand` },
  ]);
});

test.each([
  ["a script of the target branch is not re-pointed", report([finding()], "removed"), snapshot()],
  ["an allowed finding needs no repair", report([finding({ severity: "notice" })]), snapshot()],
  [
    "a merge revision is a command, not a suggestion",
    report([finding({ fixes: [fix({ kind: "run", command: "alembic merge", in: "" })] })]),
    snapshot(),
  ],
  [
    "what takes two steps is not done by one click",
    report([finding({ fixes: [fix({ kind: "edit", at, to }, { kind: "edit", at, to })] })]),
    snapshot(),
  ],
  [
    "what is not safe is not suggested",
    report([finding({ fixes: [{ ...fix({ kind: "edit", at, to }), safe: false }] })]),
    snapshot(),
  ],
  [
    "an assignment over several lines is not suggested",
    report([finding({ fixes: [fix({ kind: "edit", at: { ...at, endLine: 3 }, to })] })]),
    snapshot(),
  ],
  [
    "a line that assigns something else is not suggested",
    report([finding()]),
    snapshot(`\nrevision = "c3"; down_revision = "a1"\n`),
  ],
  [
    "a line with characters that a reviewer would not see is not suggested",
    report([finding()]),
    snapshot(`\n${line}\u202e\n`),
  ],
])("%s", (_, given, after) => {
  expect(suggestionsFor(given, after)).toEqual([]);
});

test("of two repairs of one line only the first is suggested", () => {
  const second = finding({
    rule: "cycle",
    fixes: [fix({ kind: "edit", at, to: "down_revision = None" })],
  });
  expect(suggestionsFor(report([finding(), second]), snapshot())).toHaveLength(1);
});

function keep(server: ApiServer, findings: readonly Finding[]): Promise<void> {
  const api = openApi(server.url, "ghs_job", "octo/shop");
  return keepSuggestions(api, 7, commit, suggestionsFor(report(findings), snapshot()));
}

test("a repair is suggested once, on the line it replaces", async () => {
  const server = await startApi();
  await keep(server, [finding()]);
  await keep(server, [finding()]);
  expect(server.lineComments).toMatchObject([{ path, line: 2, commit_id: commit }]);
  expect(server.lineComments[0]?.body).toMatch(
    /^<!-- onehead:suggest:[0-9a-f]{16} -->\n`c3` would be a second head beside `b2`\. Put it after `b2`:\n\n```suggestion\ndown_revision: str \| None = "b2" {2}# set by hand\n```\n$/,
  );
});

test("a repair that is no longer true is taken back", async () => {
  const server = await startApi();
  await keep(server, [finding()]);
  const moved = finding({
    fixes: [fix({ kind: "edit", at, to: 'down_revision = "d4"' })],
  });
  await keep(server, [moved]);
  expect(server.lineComments.map(({ body }) => body)).toEqual([expect.stringContaining('"d4"')]);
  await keep(server, []);
  expect(server.lineComments).toEqual([]);
});

test("an answered, an outdated and a stranger's suggestion are left alone", async () => {
  const server = await startApi();
  const common = {
    commit_id: commit,
    path,
    line: 2,
    body: "<!-- onehead:suggest:0123456789abcdef -->\nold",
  };
  server.lineComments.push(
    { ...common, id: 1, user: bot },
    { ...common, id: 2, user: { login: "octocat", type: "User" }, body: "no", in_reply_to_id: 1 },
    { ...common, id: 3, user: bot, line: null },
    { ...common, id: 4, user: { login: "mallory", type: "User" } },
  );
  await keep(server, []);
  expect(server.lineComments.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
});
