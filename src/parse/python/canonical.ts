// Python code as a list of tokens in which everything that does not change its meaning looks the same.
import type { SyntaxNode } from "@lezer/common";
import { rawTokens } from "./raw-tokens.ts";
import { decodeEscapes, decodeString, prefixOf } from "./string-literal.ts";
import type { Token } from "./token.ts";
import { childrenOf, hasError, isBareString } from "./tree.ts";

/** Written without parentheses or with them, a tuple is a tuple: here commas at the node's own level make one. */
const holdsBareTuples =
  /^(Assign|Update|Return|For|Expression)Statement$|^(Yield|Member)Expression$|Comprehension/;

/** What separates one expression from the next in such nodes. */
const separators = new Set(
  "AssignOp UpdateOp return yield in for async if else from [ ] ( ) { } Body TypeDef".split(" "),
);

/** Nodes that leave no trace of their own: what they hold stands for itself. */
const transparent = new Set(["StatementGroup", "ParenthesizedExpression"]);

/** Another spelling of a node: what is to be read in its place; null where the node stands for itself. */
export type Respell = (node: SyntaxNode) => readonly (SyntaxNode | Token)[] | null;

/** The tokens of a statement; of one the parser stumbled in, its bare tokens: then nothing is guessed. */
export function canonicalTokens(statement: SyntaxNode, text: string, respell?: Respell): Token[] {
  if (hasError(statement)) return rawTokens(text, statement.from, statement.to);
  const tokens: Token[] = [];
  // A stack in place of recursion: brackets may be nested without end.
  const pending: (SyntaxNode | Token)[] = [statement];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if ("isString" in next) tokens.push(next);
    else {
      const parts = respell?.(next) ?? canonicalParts(next, text);
      for (let at = parts.length - 1; at >= 0; at -= 1) pending.push(parts[at]!);
    }
  }
  return tokens;
}

/** What a node comes down to: tokens, and nodes still to be looked at. */
function canonicalParts(node: SyntaxNode, text: string): (SyntaxNode | Token)[] {
  const source = () => text.slice(node.from, node.to);
  switch (node.name) {
    case "Comment":
    case "TypeDef":
    case "PassStatement":
    case ";":
      return [];
    case "Number":
      return [leaf(canonicalNumber(source()), node)];
    case "String":
    case "ContinuedString":
    case "FormatString":
      return stringParts(node, text);
    case "FormatReplacement":
      if (node.getChild("FormatSelfDoc")) return [leaf(source(), node)];
      break;
    case "FormatSpec":
      return formatParts(node, node.from, node.to, text).map((part) =>
        typeof part === "string" ? leaf(part, node) : part,
      );
    case "PrintStatement":
      return printCall(node) ?? structure(node);
    case "ExpressionStatement":
      if (isBareString(node)) return [];
      break;
    case "AssignStatement":
      if (!node.getChild("AssignOp")) return [];
      break;
  }
  if (node.firstChild) return structure(node);
  return [
    node.name === "VariableName" && !isKeyword(node)
      ? nameToken(source(), node)
      : leaf(source(), node),
  ];
}

/** A name in an import, or the one in `f(name=value)`: those are not this file's to choose. */
function isKeyword({ parent, nextSibling }: SyntaxNode): boolean {
  return (
    parent?.name === "ImportStatement" ||
    (parent?.name === "ArgList" && nextSibling?.name === "AssignOp")
  );
}

function nameToken(text: string, { from, to }: SyntaxNode): Token {
  return { text, isString: false, isName: true, from, to };
}

/** A node as its parts between a pair of markers, which stand for the brackets it may have been written without. */
function structure(node: SyntaxNode): (SyntaxNode | Token)[] {
  const children = meaningfulChildren(node);
  if (transparent.has(node.name) && !isGroupedComparison(node)) return children;
  return [marker(`<${node.name}`, node.from), ...children, marker(">", node.to)];
}

/** Python 2's `print x` is `print(x)`. */
function printCall(node: SyntaxNode): (SyntaxNode | Token)[] | null {
  const [keyword, value, ...more] = childrenOf(node);
  if (!keyword || !value || more.length > 0) return null;
  const [from, to] = [node.from, node.to];
  return [
    ...["<ExpressionStatement", "<CallExpression", "print", "<ArgList", "("].map((text) =>
      marker(text, from),
    ),
    value,
    ...[")", ">", ">", ">"].map((text) => marker(text, to)),
  ];
}

/** A node's children without what is only spelling: redundant brackets, trailing commas. */
function meaningfulChildren(node: SyntaxNode): (SyntaxNode | Token)[] {
  let children = childrenOf(node);
  const isBracketed = transparent.has(node.name) || node.name === "TupleExpression";
  if (isBracketed || node.name === "ImportStatement") {
    children = children.filter(({ name }) => name !== "(" && name !== ")");
  }
  if (node.name === "ClassDefinition") {
    children = children.filter((child) => child.name !== "ArgList" || childrenOf(child).length > 2);
  }
  if (holdsBareTuples.test(node.name)) return groupTuples(children);
  if (node.name === "ArgList" && node.getChild("for")) return generatorArgument(children);
  return withoutTrailingComma(children);
}

/** `f(x for x in y)` is `f((x for x in y))`. */
function generatorArgument(children: readonly SyntaxNode[]): (SyntaxNode | Token)[] {
  const [open, ...rest] = children;
  const close = rest.pop();
  if (!open || !close) return [...children];
  const inside = groupTuples(rest);
  const from = marker("<ComprehensionExpression", open.to);
  return [open, from, open, ...inside, close, marker(">", close.from), close];
}

function withoutTrailingComma(children: readonly SyntaxNode[]): SyntaxNode[] {
  return children.filter((child, at) => {
    const next = children[at + 1];
    return child.name !== "," || (next !== undefined && !/^[)\]}]$/.test(next.name));
  });
}

/** Wraps what stands between separators into a tuple where it has a comma. */
function groupTuples(children: readonly SyntaxNode[]): (SyntaxNode | Token)[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (separators.has(child.name)) groups.push([child], []);
    else groups.at(-1)!.push(child);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first || group.every(({ name }) => name !== ",")) return group;
    const end = group.at(-1)!.to;
    return [
      marker("<TupleExpression", first.from),
      ...withoutTrailingComma(group),
      marker(">", end),
    ];
  });
}

/** `(a < b) < c` compares a truth value, `a < b < c` does not: there the parentheses mean something, the outermost pair of them. */
function isGroupedComparison(node: SyntaxNode): boolean {
  if (node.name !== "ParenthesizedExpression" || !node.parent || !isComparison(node.parent)) {
    return false;
  }
  let inside: SyntaxNode | null = node;
  while (inside?.name === "ParenthesizedExpression") {
    inside = childrenOf(inside).find(({ name }) => name !== "(" && name !== "Comment") ?? null;
  }
  return inside !== null && isComparison(inside);
}

function isComparison(node: SyntaxNode): boolean {
  return (
    node.name === "BinaryExpression" &&
    ["CompareOp", "in", "is"].some((operator) => node.getChild(operator) !== null)
  );
}

/** A string by value: prefixes, quotes, escapes and the seams of adjacent literals are gone; replacement fields remain. */
function stringParts(node: SyntaxNode, text: string): (SyntaxNode | Token)[] {
  const literals = node.name === "ContinuedString" ? childrenOf(node) : [node];
  const parts: (SyntaxNode | Token)[] = [];
  let plain = "";
  let isBytes = false;
  let isPlain = true;
  for (const literal of literals) {
    const source = text.slice(literal.from, literal.to);
    const { prefix, opening } = prefixOf(source);
    isBytes ||= prefix.includes("b");
    if (literal.name === "String") {
      plain += decodeString(source).text ?? source;
      continue;
    }
    const decode = (raw: string) => {
      const decoded = decodeEscapes(raw, prefix) ?? raw;
      return decoded.replace(/\{\{/g, "{").replace(/\}\}/g, "}");
    };
    const end = literal.to - (opening.length - prefix.length);
    for (const part of formatParts(literal, literal.from + opening.length, end, text)) {
      if (typeof part === "string") plain += decode(part);
      else {
        isPlain = false;
        parts.push(string(plain, isBytes, node), part);
        plain = "";
      }
    }
  }
  const last = string(plain, isBytes, node);
  return isPlain
    ? [last]
    : [marker("<FormatString", node.from), ...parts, last, marker(">", node.to)];
}

/** The text as written and the replacement fields of an f-string or of a format specification, in order. */
function formatParts(
  node: SyntaxNode,
  from: number,
  to: number,
  text: string,
): (SyntaxNode | string)[] {
  const parts: (SyntaxNode | string)[] = [];
  let at = from;
  for (const field of node.getChildren("FormatReplacement")) {
    parts.push(text.slice(at, field.from), field);
    at = field.to;
  }
  return [...parts, text.slice(at, to)];
}

function canonicalNumber(source: string): string {
  const written = source.replaceAll("_", "").toLowerCase().replace(/l$/, "");
  const isInteger = /^(0[xob][\da-f]+|\d+)$/.test(written);
  if (isInteger && written.length < 1000) {
    const octal = /^0+[1-9]\d*$/.test(written) && /^[0-7]+$/.test(written);
    return `int ${BigInt(octal ? `0o${written}` : written)}`;
  }
  if (isInteger) return `int ${written}`;
  return written.endsWith("j")
    ? `complex ${Number(written.slice(0, -1))}`
    : `float ${Number(written)}`;
}

function leaf(text: string, { from, to }: SyntaxNode): Token {
  return { text, isString: false, from, to };
}

/** The token of a string by its value. */
export function stringToken(text: string, at: SyntaxNode): Token {
  return string(text, false, at);
}

function string(text: string, isBytes: boolean, { from, to }: SyntaxNode): Token {
  return { text: `${isBytes ? "bytes" : "text"} ${text}`, isString: true, from, to };
}

/** A token that stands for no text: one of a pair that marks where a node begins and ends. */
export function marker(text: string, at: number): Token {
  return { text, isString: false, from: at, to: at };
}
