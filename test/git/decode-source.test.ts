import { expect, test } from "vitest";
import { decodeSource } from "../../src/git/decode-source.ts";

function decode(...parts: (string | number[])[]) {
  return decodeSource(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
}

test("latin-1 is ISO 8859-1, not windows-1252", () => {
  for (const name of [
    "latin-1",
    "latin1",
    "Latin_1",
    "iso-8859-1",
    "ISO8859-1",
    "l1",
    "iso-latin-1-unix",
  ]) {
    expect(decode(`# -*- coding: ${name} -*-\n`, [0xe9, 0x80])).toEqual({
      text: `# -*- coding: ${name} -*-\né\x80`,
    });
  }
});

test("windows-1252 has the euro sign where latin-1 has a control character", () => {
  expect(decode("# coding=cp1252\n", [0x80])).toEqual({ text: "# coding=cp1252\n€" });
});

test("other encodings that Python and the Encoding Standard share are decoded", () => {
  expect(decode("# vim: set fileencoding=koi8-r :\n", [0xc1])).toEqual({
    text: "# vim: set fileencoding=koi8-r :\nа",
  });
  expect(decode("# coding: shift_jis\n", [0x82, 0xa0])).toEqual({
    text: "# coding: shift_jis\nあ",
  });
});

test("the cookie stands on the first line, or on the second when the first holds no code", () => {
  expect(decode("#!/usr/bin/python\r\n# coding: latin-1\r\n", [0xe9])).toEqual({
    text: "#!/usr/bin/python\r\n# coding: latin-1\r\né",
  });
  const late = { reason: "it is not UTF-8 and names no other encoding" };
  expect(decode('"""doc"""\n# coding: latin-1\n', [0xe9])).toEqual(late);
  expect(decode("#\n#\n# coding: latin-1\n", [0xe9])).toEqual(late);
});

test("a cookie in a string is none", () => {
  expect(decode('x = "coding: latin-1"\n', [0xe9])).toEqual({
    reason: "it is not UTF-8 and names no other encoding",
  });
});

test("UTF-8 may be named in many ways", () => {
  for (const name of ["utf-8", "UTF8", "utf_8", "utf-8-unix", "U8"]) {
    expect(decode(`# coding: ${name}\né`)).toEqual({ text: `# coding: ${name}\né` });
  }
});

test("bytes that the named encoding does not have are told", () => {
  expect(decode("# coding: utf-8\n", [0xe9])).toEqual({
    reason: "it names UTF-8 as its encoding and is not UTF-8",
  });
  expect(decode("# coding: ascii\n", [0xe9])).toEqual({
    reason: "it names ASCII as its encoding and is not ASCII",
  });
  expect(decode("# coding: euc-jp\n", [0xff])).toEqual({
    reason: "it names `euc-jp` as its encoding and is not written in it",
  });
});

test("an encoding that cannot be decoded is told by name", () => {
  expect(decode("# coding: rot13\n")).toEqual({ reason: "its encoding `rot13` cannot be decoded" });
});

test("a byte order mark and another encoding contradict each other, as Python says", () => {
  expect(decode("\ufeff# coding: latin-1\n")).toEqual({
    reason: "it starts with the byte order mark of UTF-8 and names `latin-1` as its encoding",
  });
});
