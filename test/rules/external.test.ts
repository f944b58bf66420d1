// Revisions that other packages hold: no error where a setting or the target branch says so, one notice for all, and never a repair that takes them away.

import { describe, expect, test } from "vitest";
import { settingsOf } from "../../src/check/settings-of-directory.ts";
import type { ScriptDirectory } from "../../src/model.ts";
import { directories } from "../../src/settings/directories.ts";
import { externals } from "../../src/settings/externals.ts";
import { findings, script, told } from "../support/change.ts";

const a = script("revision = 'a'\ndown_revision = None");
const dependent = (revision: string, down: string, on: string) =>
  script(`revision = '${revision}'\ndown_revision = '${down}'\ndepends_on = '${on}'`);
const old = { "versions/a.py": a, "versions/b.py": dependent("b", "a", "dbdbc1b19cf2") };

describe("a dependency on another package", () => {
  test("is one notice with those that the target branch has", () => {
    const after = { ...old, "versions/c.py": dependent("c", "b", "999e5f7e6b6a") };
    const [finding, ...rest] = findings(old, after);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: "missing-dependency", severity: "notice", fixes: [] });
    expect(finding!.what).toContain("2 scripts name `dbdbc1b19cf2` and `999e5f7e6b6a`");
  });

  test("is a mistake where a revision here is close to it", () => {
    const long = {
      ...old,
      "versions/l.py": script("revision = '0123456789ab'\ndown_revision = 'b'"),
    };
    const after = { ...long, "versions/c.py": dependent("c", "0123456789ab", "0123456") };
    expect(told(long, after)).toContain("error missing-dependency c");
  });

  test("is an error where nothing speaks of other packages, with the setting that would", () => {
    const after = { "versions/a.py": a, "versions/b.py": dependent("b", "a", "dbdbc1b19cf2") };
    const [finding] = findings({ "versions/a.py": a }, after);
    expect(finding).toMatchObject({ rule: "missing-dependency", severity: "error" });
    expect(finding!.meant).toContain("The setting `external: dbdbc1b19cf2` lets it pass");
  });

  test("is fine by the setting, name by name or by a pattern", () => {
    const after = { "versions/a.py": a, "versions/b.py": dependent("b", "a", "dbdbc1b19cf2") };
    for (const external of [["dbdbc1b19cf2"], ["dbdb*"], ["*"]]) {
      expect(told({ "versions/a.py": a }, after, { external })).toEqual([
        "notice missing-dependency -",
      ]);
    }
    expect(told({ "versions/a.py": a }, after, { external: ["d*x"] })).toEqual([
      "error missing-dependency b",
    ]);
  });

  test("leaves the question open in a directory that another program runs", () => {
    const directory = {
      name: ".",
      config: null,
      section: "alembic",
      versionLocations: ["versions"],
      recursive: false,
      flaskMigrate: false,
      isGuest: true,
    } as const;
    const after = { "versions/a.py": a, "versions/b.py": dependent("b", "a", "dbdbc1b19cf2") };
    const [finding] = findings({ "versions/a.py": a }, after, { directory });
    expect(finding).toMatchObject({ severity: "warning", fixes: [] });
    expect(finding).toHaveProperty("open", expect.stringContaining("no `env.py` belongs to"));
  });
});

test("a down revision of another package is fine by the setting alone", () => {
  const after = { ...old, "versions/m.py": script("revision = 'm'\ndown_revision = 'core1'") };
  expect(told(old, after)).toContain("error missing-down-revision m");
  expect(told(old, after, { external: ["core*"], maxHeads: 2 })).not.toContain(
    "error missing-down-revision m",
  );
});

describe("settings of one directory", () => {
  const place = { name: "directories", source: "`.github/onehead.yml`" };
  const general = { maxHeads: 1, external: [], rules: new Map(), directories: new Map() };
  const directory = (name: string) => ({ name }) as ScriptDirectory;

  test("win over the general ones, and leave other directories alone", () => {
    const own = directories.read({ "./api/": { "max-heads": 3, external: true } }, place);
    const settings = { ...general, directories: own };
    expect(settingsOf(settings, directory("api"))).toMatchObject({ maxHeads: 3, external: ["*"] });
    expect(settingsOf(settings, directory("billing"))).toMatchObject({ maxHeads: 1, external: [] });
  });

  test("set levels rule by rule", () => {
    const own = directories.read({ api: { rules: { "missing-upgrade": "off" } } }, place);
    const general = { level: "warning", reason: "" } as const;
    const settings = {
      maxHeads: null,
      rules: new Map([["cycle", general] as const]),
      directories: own,
    };
    const { rules } = settingsOf(settings, directory("api"));
    expect([...rules.keys()]).toEqual(["cycle", "missing-upgrade"]);
  });

  test.each([
    [{ api: 3 }, "must hold settings"],
    [{ api: { released: "v*" } }, "`released`, which holds for all script directories or for none"],
    [["api"], "must hold names of script directories"],
    [{ api: { "max-heads": 0 } }, "`directories.api.max-heads`"],
  ])("are refused where they make no sense: %j", (value, says) => {
    expect(() => directories.read(value, place)).toThrow(says);
  });
});

test("`external` is a list of names and patterns, or true", () => {
  const place = { name: "external", source: "`pyproject.toml`" };
  expect(externals.read("a1, b2\nc*", place)).toEqual(["a1", "b2", "c*"]);
  expect(externals.read(["a1"], place)).toEqual(["a1"]);
  expect(externals.read(false, place)).toEqual([]);
  expect(() => externals.read("*".repeat(6), place)).toThrow("holds a pattern");
});
