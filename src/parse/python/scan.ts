// A file read as Python without a syntax tree: fast, and only for files that leave no doubt.
import { type Binding, type Identifier, identifiers, type PythonFacts } from "./facts.ts";
import { doubt, endOfComment, endOfLogicalLine, endOfString, meaningAt } from "./lexer.ts";
import { afterByteOrderMark } from "./places.ts";
import { readPlainLiteral } from "./plain-literal.ts";
import { decodeEscapes } from "./string-literal.ts";

const name = "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*";
const simpleType = `${name}(?:\\[${name}(?:(?:, ?| ?\\| ?)${name})*\\])?`;
const type = `${name}(?:\\[${simpleType}(?:(?:, ?| ?\\| ?)${simpleType})*\\])?(?: ?\\| ?${simpleType})*`;
const assignment = new RegExp(
  `(revision|down_revision|branch_labels|depends_on)[ \\t]*(?::[ \\t]*${type}[ \\t]*)?=(?!=)[ \\t]*`,
  "y",
);
const mayBeIdentifier = new Set<string | undefined>(
  identifiers.map((identifier) => identifier[0]!),
);
const keyword =
  /(?:(async[ \t]+def|def|class)[ \t]+(\w+)|(if|elif|else|for|while|with|try|except|finally|match|case|async)|(from|import))\b/y;
const starImport = /from[ \t]+([\w.]+)[ \t]+import[ \t]+\*[ \t]*(?:#.*)?[\r\n]*$/;
/** What could touch the identifiers or the functions other than plainly. */
const mention =
  /\b(?:revision|down_revision|branch_labels|depends_on|upgrade|downgrade|exec|execfile|globals|locals|vars)\b|import[ \t(]*\*/;
const globalStatement = /(?:^|[:;])[ \t]*global\b/m;
/** A prefix or a parenthesis before a docstring. */
const mayBeDocstring = /^(?:[A-Za-z]{1,2}['"]|\()/;
const restOfLine = /[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;

/** Reads a file whose identifiers are all plain literals at top level; null where there is any doubt, for `readTree` to settle. */
export function scan(text: string): PythonFacts | null {
  if (text.includes("global") && globalStatement.test(text)) return null;
  const scanner = new Scanner(text);
  return scanner.run() ? scanner : null;
}

class Scanner implements PythonFacts {
  docstring: string | null = null;
  readonly bindings = new Map<Identifier, Binding>();
  readonly starImports: string[] = [];
  hasUpgrade = false;
  hasDowngrade = false;
  readonly comments = [];
  readonly conflictMarker = null;
  readonly isBeyondParsing = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** False where the file is in doubt. */
  run(): boolean {
    const text = this.#text;
    let isFirst = true;
    for (let at = afterByteOrderMark(text); at < text.length; ) {
      switch (meaningAt(text, at)) {
        case "line end":
          at++;
          break;
        case "comment":
          at = endOfComment(text, at);
          if (at === doubt) return false;
          break;
        case "blank":
          // Code would be indented outside a block.
          if (!isRestOfLine(text, at)) return false;
          at = restOfLine.lastIndex;
          break;
        case "quote":
          at = this.#bareString(at, isFirst);
          if (at === doubt) return false;
          isFirst = false;
          break;
        case "code":
          at = this.#statement(at, isFirst);
          if (at === doubt) return false;
          isFirst = false;
          break;
        case "doubtful":
          return false;
      }
    }
    return true;
  }

  /** A docstring where it comes first, and a comment in disguise anywhere else. */
  #bareString(from: number, isFirst: boolean): number {
    const end = endOfString(this.#text, from);
    if (end === doubt || !isRestOfLine(this.#text, end)) return doubt;
    if (isFirst) {
      const quotes =
        this.#text.startsWith(this.#text[from]!.repeat(3), from) && end - from > 5 ? 3 : 1;
      this.docstring = decodeEscapes(this.#text.slice(from + quotes, end - quotes), "");
      if (this.docstring === null) return doubt;
    }
    return restOfLine.lastIndex;
  }

  /** Reads the statement that begins a line at `from`, its block included; returns where it ends. */
  #statement(from: number, isFirst: boolean): number {
    const text = this.#text;
    if (mayBeIdentifier.has(text[from])) {
      assignment.lastIndex = from;
      const identifier = assignment.exec(text)?.[1] as Identifier | undefined;
      if (identifier) return this.#assign(from, assignment.lastIndex, identifier);
    }
    keyword.lastIndex = from;
    const [, definition, defined, compound, imports] = keyword.exec(text) ?? [];
    const end = endOfLogicalLine(text, from, definition !== undefined || compound !== undefined);
    if (end === doubt) return doubt;
    if (defined !== undefined) return this.#define(defined) ? end : doubt;
    const statement = text.slice(from, end);
    if (imports !== undefined && statement.includes("*")) {
      const module = starImport.exec(statement)?.[1];
      if (module === undefined) return doubt;
      this.starImports.push(module);
      return end;
    }
    const isUnclear = mention.test(statement) || (isFirst && mayBeDocstring.test(statement));
    return isUnclear ? doubt : end;
  }

  /** What the body does stays inside: `global` was ruled out. */
  #define(defined: string): boolean {
    if (defined === "upgrade") this.hasUpgrade = true;
    else if (defined === "downgrade") this.hasDowngrade = true;
    else return !mention.test(defined);
    return true;
  }

  #assign(from: number, valueFrom: number, identifier: Identifier): number {
    const literal = readPlainLiteral(this.#text, valueFrom);
    if (!literal || !isRestOfLine(this.#text, literal.to)) return doubt;
    const statement = { from, to: literal.to };
    this.bindings.set(identifier, { value: literal.value, statement, valueFrom });
    return restOfLine.lastIndex;
  }
}

/** True where nothing but blanks and a comment follows on the line; `restOfLine.lastIndex` is then its end. */
function isRestOfLine(text: string, at: number): boolean {
  restOfLine.lastIndex = at;
  return restOfLine.test(text);
}
