// Which of several script directories a database follows.

import { expect, test } from "vitest";
import { chooseDirectory } from "../../../src/doctor/evidence/choose-directory.ts";
import type { ScriptDirectory } from "../../../src/model.ts";
import { graphOf } from "../../support/graph.ts";

function candidate(name: string, history: string, location = `${name}/versions`) {
  const directory: ScriptDirectory = {
    name,
    config: `${name}/alembic.ini`,
    section: "alembic",
    versionLocations: [location],
    recursive: false,
    flaskMigrate: false,
  };
  return { directory, graph: graphOf(history) };
}

const users = candidate("users", "<base> -> a1aaaa");
const shops = candidate("shops", "<base> -> b2bbbb\nb2bbbb -> c3cccc");

test("the rows tell", () => {
  expect(chooseDirectory([users, shops], ["c3cccc"])).toBe(shops);
  expect(chooseDirectory([users, shops], ["gone", "a1aaaa"])).toBe(users);
});

test("one script directory needs no rows", () => {
  expect(chooseDirectory([users], [])).toBe(users);
});

test("where the rows do not tell, nobody guesses", () => {
  expect(chooseDirectory([users, shops], [])).toBeNull();
  expect(chooseDirectory([users, shops], ["gone"])).toBeNull();
  expect(chooseDirectory([users, shops], ["a1aaaa", "c3cccc"])).toBeNull();
});

test("two environments over the same scripts are one", () => {
  const twin = candidate("twin", "<base> -> a1aaaa", "users/versions");
  expect(chooseDirectory([users, twin], ["a1aaaa"])).toBe(users);
});
