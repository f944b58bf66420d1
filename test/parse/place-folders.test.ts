// Folders of scripts that no configuration names: which environment they belong to.

import { expect, test } from "vitest";
import {
  type Environment,
  type Placement,
  placeFolders,
  type ScriptLinks,
} from "../../src/parse/config.ts";
import { treeOf } from "../support/configuration.ts";

/** `path: revision <- down, down ~ dependency @ label`, one a line. */
function scripts(text: string): ScriptLinks[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [, path = "", revision = "", follows = "", dependsOn = "", label = ""] =
        /^\s*(\S+): (\w+)(?: <- ([\w, ]+?))?(?: ~ (\w+))?(?: @ (\w+))?$/.exec(line) ?? [];
      const names = (list: string) => list.split(", ").filter(Boolean);
      return {
        path,
        id: path,
        revision,
        follows: names(follows),
        dependsOn: names(dependsOn),
        labels: names(label),
      };
    });
}

interface Given {
  readonly loaded: string;
  readonly loose: string;
  readonly versionLocations?: readonly string[];
  readonly config?: string | null;
  readonly earlier?: Placement | null;
}

const name = "app/migrations";

function place({ loaded, loose, versionLocations, config = null, earlier = null }: Given) {
  const [known, others] = [scripts(loaded), scripts(loose)];
  const environment: Environment = {
    directory: {
      name,
      config,
      section: "alembic",
      versionLocations: versionLocations ?? [`${name}/versions`],
      recursive: false,
      flaskMigrate: false,
    },
    scripts: known,
  };
  const tree = treeOf([`${name}/env.py`, ...[...known, ...others].map(({ path }) => path)].sort());
  return placeFolders(tree, [environment], others, earlier, false);
}

/** What was placed: `folder: manner`. */
function manners(placement: Placement): string[] {
  return [...placement.manners].map(([folder, manner]) => `${folder}: ${manner}`);
}

const base = `${name}/versions/a.py: a`;
const releases = `
  ${name}/versions/r1/expand/b.py: b <- a @ expand
  ${name}/versions/r1/contract/c.py: c <- a @ contract
  ${name}/versions/r2/expand/d.py: d <- b`;

test("folders below a version location belong to it where their scripts stand on the loaded ones, or on one another", () => {
  const { directories, ...rest } = place({ loaded: base, loose: releases });
  expect(manners({ directories, ...rest })).toEqual([
    `${name}/versions/r1/contract: below`,
    `${name}/versions/r1/expand: below`,
    `${name}/versions/r2/expand: below`,
  ]);
  expect(directories[0]!.inferredLocations).toHaveLength(3);
});

test("an archive that nothing stands on stays ignored", () => {
  const archive = `
    ${name}/versions/legacy/x.py: x
    ${name}/versions/legacy/y.py: y <- x`;
  const placed = place({ loaded: base, loose: archive });
  expect(manners(placed)).toEqual([]);
  expect(placed.nowhere.get(name)?.map(({ path }) => path)).toHaveLength(2);
});

test("what was squashed and kept beside is no second history", () => {
  const squashed = `
    ${name}/versions/old/a.py: a
    ${name}/versions/old/z.py: z <- a`;
  expect(manners(place({ loaded: base, loose: squashed }))).toEqual([]);
});

test("one script in a sub-folder beside many went astray", () => {
  const many = `${base}\n${name}/versions/b.py: b <- a\n${name}/versions/c.py: c <- b`;
  const stray = `${name}/versions/2026/d.py: d <- c`;
  expect(manners(place({ loaded: many, loose: stray }))).toEqual([]);
});

test("a folder that a change brings is a mistake where the target branch has none of its kind", () => {
  const before = place({ loaded: base, loose: `${name}/helpers/none.py: none` });
  const after = place({ loaded: base, loose: releases, earlier: before });
  expect(manners(after)).toEqual([]);
});

test("a folder that a change brings belongs where the target branch has others of its kind", () => {
  const before = place({ loaded: base, loose: releases });
  const more = `${releases}\n${name}/versions/r3/expand/e.py: e <- d`;
  const after = place({ loaded: base, loose: more, earlier: before });
  expect(after.manners.get(`${name}/versions/r3/expand`)).toBe("below");
});

test("a folder of the target branch stays where it is when its only script names a parent that is nowhere", () => {
  const one = `${name}/versions/r1/expand/b.py: b <- a`;
  const before = place({ loaded: base, loose: one });
  const lost = `${name}/versions/r1/expand/b.py: b <- nowhere`;
  expect(manners(place({ loaded: base, loose: lost, earlier: before }))).toEqual([
    `${name}/versions/r1/expand: below`,
  ]);
});

test("modules elsewhere belong to the environment that they depend on, by revision or by label", () => {
  const modules = `
    plugins/tos/migrations/t.py: t ~ core @ tos
    plugins/more/migrations/m.py: m ~ a @ more`;
  const given = { loaded: `${base} @ core`, loose: modules };
  expect(manners(place(given))).toEqual([
    "plugins/more/migrations: part",
    "plugins/tos/migrations: part",
  ]);
});

test("a module that depends on nothing is a directory of its own", () => {
  const module = `
    plugins/tos/migrations/t.py: t
    plugins/tos/migrations/u.py: u <- t`;
  const placed = place({ loaded: base, loose: module });
  expect(manners(placed)).toEqual(["plugins/tos/migrations: own"]);
  expect(placed.directories.map((one) => one.name)).toEqual([name, "plugins/tos/migrations"]);
});

test("a copy of a history is no history", () => {
  const copy = `
    saved/migrations/versions/a.py: a
    saved/migrations/versions/x.py: x <- a`;
  expect(manners(place({ loaded: base, loose: copy }))).toEqual([]);
});

test("where version locations are listed, a folder that follows and is not listed is not loaded", () => {
  const given = {
    loaded: `${name}/versions/1.0/a.py: a`,
    loose: `${name}/versions/1.1/b.py: b <- a`,
    versionLocations: [`${name}/versions/1.0`],
    config: "alembic.ini",
  };
  expect(manners(place(given))).toEqual([]);
});

test("what forks off inside a history without a label was left behind", () => {
  const line = `${base}\n${name}/versions/b.py: b <- a`;
  expect(manners(place({ loaded: line, loose: "drafts/migrations/x.py: x <- a" }))).toEqual([]);
});
