// Rows in a notation of their own: JSON, Python's lists of tuples, XML and HTML tables, dumps in SQL.

import type { FormReading } from "./form.ts";
import { bare } from "./noise.ts";
import { unquote } from "./unquote.ts";

type Reader = (text: string) => readonly string[] | null;

/** Reads one of these notations; null where the text is none of them. */
export function readStructured(lines: readonly string[]): FormReading | null {
  const text = lines.join("\n").trim();
  for (const read of [readJson, readPython, readMarkup, readCopy, readInserts] satisfies Reader[]) {
    const rows = read(text);
    if (rows) return { rows, passedOver: [], counted: null, isFramed: true };
  }
  return null;
}

function readJson(text: string): readonly string[] | null {
  if (!/^[[{]/.test(text)) return null;
  const whole = parse(text);
  const values = whole === undefined ? text.split("\n").map(parse) : [whole].flat();
  if (values.some((value) => value === undefined)) return null;
  const rows = values.flat().map(rowOf);
  return rows.every((row) => row !== null) ? rows : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/,\s*$/, ""));
  } catch {
    return undefined;
  }
}

function rowOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return null;
  const row = (value as Readonly<Record<string, unknown>>)["version_num"];
  return typeof row === "string" ? row : null;
}

/** `[('a1',), ('b2',)]`, `('a1',)`, `{'version_num': 'a1'}`; as many on a line as there are. */
function readPython(text: string): readonly string[] | null {
  const one = `\\(?\\s*(?:Row|Record)?\\s*[({]\\s*(?:'version_num'\\s*:\\s*|version_num\\s*=\\s*)?('[^'\\n]{0,300}'|"[^"\\n]{0,300}")\\s*,?\\s*[)}]\\s*\\)?`;
  if (/^\[\s*\]$/.test(text)) return [];
  if (!new RegExp(`^\\[?\\s*${one}(?:\\s*,?\\s*${one})*\\s*\\]?$`).test(text)) return null;
  return [...text.matchAll(new RegExp(one, "g"))].map(([, row = ""]) => unquote(row));
}

function readMarkup(text: string): readonly string[] | null {
  const fields = [...text.matchAll(/<field name="version_num">([^<]{0,300})<\/field>/g)];
  if (fields.length > 0 || /<resultset\b/.test(text))
    return fields.map(([, row = ""]) => bare(row));
  if (!/<table\b|<tr\b/i.test(text)) return null;
  const cells = [...text.matchAll(/<td\b[^>]{0,200}>([^<]{0,300})<\/td>/gi)];
  return cells.map(([, row = ""]) => bare(row).trim());
}

/** `COPY public.alembic_version (version_num) FROM stdin;`, rows, `\.` */
function readCopy(text: string): readonly string[] | null {
  const [, rows] =
    /^COPY \S{1,200} \("?version_num"?\) FROM stdin;\n([\s\S]{0,100000}?)^\\\.$/m.exec(text) ?? [];
  return rows === undefined ? null : rows.split("\n").slice(0, -1);
}

function readInserts(text: string): readonly string[] | null {
  const found = [
    ...text.matchAll(
      /INSERT INTO \S{0,100}?(?:alembic_version\w{0,40}|table)["'`]?(?:\s*\(["`]?version_num["`]?\))?\s+VALUES\s*((?:\('[^'\n]{0,300}'\),?\s*){1,50})/gi,
    ),
  ];
  if (found.length === 0) return null;
  return found.flatMap(([, values = ""]) =>
    [...values.matchAll(/\('([^'\n]{0,300})'\)/g)].map(([, row = ""]) => row),
  );
}
