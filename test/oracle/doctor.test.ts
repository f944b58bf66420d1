// The doctor beside real Alembic on SQLite: what it foretells happens, and what it prints mends the database.

import { describe, test } from "vitest";
import { sqliteServer } from "./doctor-project.ts";
import { doctorStories } from "./doctor-stories.ts";
import { playStory } from "./run-doctor-story.ts";

describe.each([
  ["newest", "commands"],
  ["newest", "sql"],
  ["1.8.1", "commands"],
] as const)("with Alembic %s, repaired by %s", (version, form) => {
  const server = sqliteServer(version);
  test.each(doctorStories)("$name", (story) =>
    playStory(story, { tool: "alembic", version, server, form }),
  );
});

describe("with Flask-Migrate", () => {
  const version = "newest";
  const server = sqliteServer(version);
  const told = doctorStories.filter(({ problem }) =>
    ["overlapping-rows", "unknown-row", "several-heads"].includes(problem ?? ""),
  );
  test.each(told)("$name", (story) =>
    playStory(story, { tool: "flask", version, server, form: "commands" }),
  );
});
