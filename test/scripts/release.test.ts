// A release takes over what the changelog says, and moves the tags that workflows name.

import { describe, expect, test } from "vitest";
import { notesOf, releaseSection } from "../../scripts/release/changelog.ts";
import { movingTags, withVersion } from "../../scripts/release/version.ts";

const changelog =
  "# Changelog\n\n## Unreleased\n\n- The new.\n\n## 1.0.0 (2026-01-02)\n\n- The old.\n";

describe("the changelog", () => {
  test("gives what is unreleased to the release", () => {
    const released = releaseSection(changelog, "1.1.0", "2026-03-04");
    expect(notesOf(released, "1.1.0")).toBe("- The new.");
    expect(notesOf(released, "Unreleased")).toBe("");
    expect(notesOf(released, "1.0.0")).toBe("- The old.");
    expect(released).toContain("## 1.1.0 (2026-03-04)");
  });

  test("refuses a release that nobody wrote a line for", () => {
    const empty = releaseSection(changelog, "1.1.0", "2026-03-04");
    expect(() => releaseSection(empty, "1.2.0", "2026-03-05")).toThrow("nothing to release");
  });

  test("tells a version from a longer one", () => {
    expect(notesOf(changelog, "1.0")).toBe("");
    expect(notesOf("## 1.0.0-rc.1 (2026-01-01)\n\n- Candidate.\n", "1.0.0")).toBe("");
  });
});

describe("a version", () => {
  test("moves the tags of its major and minor", () => {
    expect(movingTags("1.2.3")).toEqual(["v1", "v1.2"]);
  });

  test("moves none where it is a candidate", () => {
    expect(movingTags("2.0.0-rc.1")).toEqual([]);
  });

  test.each(["", "1", "v1.2.3", "1.2.3;rm", "1.2.3\n"])("is not %j", (text) => {
    expect(() => movingTags(text)).toThrow("is no version");
  });

  test("is written over the old one alone", () => {
    const source = '// once\nexport const version = "0.1.0";\n';
    expect(withVersion(source, "1.2.3")).toBe('// once\nexport const version = "1.2.3";\n');
  });
});
