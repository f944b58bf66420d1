// Statements about the version table, as SQLAlchemy prints them in an error or logs them.

import type { VersionWrite } from "../evidence.ts";
import type { At } from "./position.ts";

const value = `(?:'([^'\\n]{0,200})'|(%\\(\\w{1,40}\\)s|:\\w{1,40}|\\?|%s|\\$\\d))`;
const identifier = `(?:["'\`\\[]?[\\w$]{1,100}["'\`\\]]?\\.)?["'\`\\[]?([\\w$]{1,100})["'\`\\]]?`;
const where = `\\s+WHERE\\s+\\S{0,220}version_num["\`]?\\s*=\\s*${value}`;
const begins = "(\\[SQL:\\s{0,40})?\\b";

const update = new RegExp(
  `${begins}UPDATE ${identifier}\\s+SET\\s+version_num\\s*=\\s*${value}${where}`,
  "g",
);
const insert = new RegExp(
  `${begins}INSERT INTO ${identifier}\\s*\\(version_num\\)\\s*VALUES\\s*\\(${value}`,
  "g",
);
const remove = new RegExp(`${begins}DELETE FROM ${identifier}${where}`, "g");

/** The statements in the order of their lines. Values that stand as parameters are put in. */
export function readWrites(text: string): readonly At<VersionWrite>[] {
  const found: At<VersionWrite>[] = [];
  for (const match of text.matchAll(update)) {
    const [, , , to, toMark, from, fromMark] = match;
    const put = parametersBehind(text, match);
    found.push({
      ...shared(match),
      kind: "update",
      from: put(from, fromMark, 1),
      to: put(to, toMark, 0),
    });
  }
  for (const match of text.matchAll(insert)) {
    const put = parametersBehind(text, match);
    found.push({ ...shared(match), kind: "insert", from: null, to: put(match[3], match[4], 0) });
  }
  for (const match of text.matchAll(remove)) {
    const put = parametersBehind(text, match);
    found.push({ ...shared(match), kind: "delete", from: put(match[3], match[4], 0), to: null });
  }
  return found.sort((a, b) => a.position - b.position);
}

function shared({ 1: sql, 2: table = "", index }: RegExpExecArray) {
  return { table, failed: sql !== undefined, position: index };
}

/** `[parameters: {'version_num': 'b2', 'version_num_1': 'a1'}]`, or a tuple of values. */
function parametersBehind(text: string, { 0: whole, index }: RegExpExecArray) {
  const rest = text.slice(index + whole.length, index + whole.length + 1000);
  const [, written = ""] = /^[^[]{0,200}\]?\s{0,40}\[parameters: ([^\n]{0,600})\]/.exec(rest) ?? [];
  const values = [...written.matchAll(/['"]([^'"]{0,200})['"](?!:)/g)].map(([, one = ""]) => one);
  return (literal: string | undefined, mark: string | undefined, nth: number): string | null => {
    if (literal !== undefined) return literal;
    const key = /\w{2,}/.exec(mark ?? "")?.[0];
    if (key === undefined || !written.startsWith("{")) return values[nth] ?? null;
    return new RegExp(`['"]${key}['"]: ['"]([^'"]{0,200})['"]`).exec(written)?.[1] ?? null;
  };
}
