// Values that a few lines make too large for any memory, and names that nobody can read.

import { expect, test } from "vitest";
import { parseScript } from "../../src/parse/script.ts";

const doubled = 60;

function read(text: string) {
  const parsed = parseScript({ kind: "text", path: "b2.py", id: "b2", text });
  if (parsed.kind === "script") {
    const { revision, downRevisions } = parsed.script;
    return `${revision.value} follows ${downRevisions.map(({ value }) => value).join(", ")}`;
  }
  return "reason" in parsed ? parsed.reason : parsed.kind;
}

test.each([
  ['a = "x"', "a = a + a", "revision = a\ndown_revision = 'a1'", "revision"],
  ["a = ('x',)", "a = (a, a)", "revision = 'b2'\ndown_revision = a", "down_revision"],
  ["a = ['x']", "a = a + a", "revision = 'b2'\ndown_revision = a", "down_revision"],
  ["a = ['x']", "a = [*a, a, a]", "revision = 'b2'\ndown_revision = a", "down_revision"],
  ["a = b = 'x'", "a, b = (a, b), (b, a)", "revision = 'b2'\ndown_revision = a", "down_revision"],
])(
  "a value that doubles with every line is not followed: %s, then %s",
  (first, again, last, name) => {
    const text = `${first}\n${`${again}\n`.repeat(doubled)}${last}\n`;
    const reason = read(text);
    expect(reason).toMatch(new RegExp(`^\`${name}\` (is|holds) `));
    expect(reason.length).toBeLessThan(500);
  },
);

test("a name of a thousand characters is read, a longer one is not", () => {
  const long = "x".repeat(1000);
  expect(read(`revision = "${long}"\ndown_revision = "a1"\n`)).toBe(`${long} follows a1`);
  expect(read(`revision = "${long}x"\ndown_revision = "a1"\n`)).toBe(
    "`revision` is a name of more than 1000 characters",
  );
});

test("two hundred down revisions are read, more are not", () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `"p${i}"`).join(", ");
  expect(read(`revision = "b2"\ndown_revision = (${names(200)})\n`)).toContain(", p199");
  expect(read(`revision = "b2"\ndown_revision = (${names(201)})\n`)).toBe(
    "`down_revision` holds 201 names, and no more than 200 are read",
  );
  expect(read(`revision = "b2"\ndown_revision = "a1"\ndepends_on = [${names(201)}]\n`)).toBe(
    "`depends_on` holds 201 names, and no more than 200 are read",
  );
});
