import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeNames, encodeName } from "../../src/git/decode-names.ts";

const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.string({ unit: "binary", maxLength: 4 }).map((text) => new TextEncoder().encode(text)),
      fc.constantFrom(Uint8Array.of(0xed, 0xb2, 0x80), Uint8Array.of(0xf4, 0x90, 0x80, 0x80)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts));

test("two names of a file system never become one, and each leads back to its bytes", () => {
  fc.assert(
    fc.property(bytes, (name) => {
      expect(encodeName(decodeNames(name))).toEqual(name);
    }),
  );
});

test("what is UTF-8 is read as such", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(decodeNames(Buffer.from(text))).toBe(text);
    }),
  );
});

test("a byte that is none is what Python makes of it", () => {
  expect(decodeNames(Buffer.from("caf\xe9.py", "latin1"))).toBe("caf\udce9.py");
});
