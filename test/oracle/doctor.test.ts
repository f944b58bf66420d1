// The doctor beside real Alembic on SQLite: what it foretells happens, and what it prints mends the database.

import { describe, test } from "vitest";
import { sqliteServer } from "./doctor-project.ts";
import { doctorStories } from "./doctor-stories.ts";
import { playStory } from "./run-doctor-story.ts";
import { alembicVersions } from "./venvs.ts";

describe.each(alembicVersions)("with Alembic %s", (version) => {
  const server = sqliteServer(version);
  describe.each(["commands", "sql"] as const)("repaired by %s", (form) => {
    test.each(doctorStories)("$name", (story) =>
      playStory(story, { tool: "alembic", version, server, form }),
    );
  });
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
