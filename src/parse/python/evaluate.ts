// The value of an expression of the syntax tree, as far as literals and names assigned earlier tell it.
import type { SyntaxNode } from "@lezer/common";
import type { Span, Value } from "./facts.ts";
import { decodeString } from "./string-literal.ts";
import { childrenOf, spanOf } from "./tree.ts";
import { isTooLarge } from "./weigh.ts";

/** Deeper expressions are not followed: nobody writes them, and the stack has an end. */
const deepest = 40;

/** Names that stand for names that stand for names: so much of such a story is told. */
const longestStory = 200;

const sequences: Readonly<Record<string, "tuple" | "list" | "set">> = {
  TupleExpression: "tuple",
  ArrayExpression: "list",
  SetExpression: "set",
};

const phrases: Readonly<Record<string, string>> = {
  CallExpression: "the result of a call",
  MemberExpression: "taken from another object",
  ConditionalExpression: "chosen by a condition",
  DictionaryExpression: "a dictionary",
  LambdaExpression: "a function",
  NamedExpression: "assigned inside an expression",
  ArrayComprehensionExpression: "the result of a comprehension",
  SetComprehensionExpression: "the result of a comprehension",
  ComprehensionExpression: "the result of a comprehension",
  DictionaryComprehensionExpression: "the result of a comprehension",
};

/** The value of the nodes between two delimiters: one expression, or a tuple without parentheses. `lookUp` knows the names assigned so far. */
export function evaluate(
  nodes: readonly SyntaxNode[],
  text: string,
  lookUp: (name: string) => Value | undefined,
): Value {
  return new Evaluator(text, lookUp).segment(nodes, 0);
}

class Evaluator {
  readonly #text: string;
  readonly #lookUp: (name: string) => Value | undefined;

  constructor(text: string, lookUp: (name: string) => Value | undefined) {
    this.#text = text;
    this.#lookUp = lookUp;
  }

  segment(nodes: readonly SyntaxNode[], depth: number): Value {
    const [first] = nodes;
    const span = { from: first?.from ?? 0, to: nodes.at(-1)?.to ?? 0 };
    const broken = nodes.find((node) => node.type.isError);
    if (!first || broken) return unknown(span, "not valid Python", true);
    const value: Value =
      nodes.length === 1
        ? this.#expression(first, depth)
        : { kind: "sequence", of: "tuple", items: this.#items(nodes, depth), ...span };
    return isTooLarge(value) ? unknown(span, "a value too large to follow") : value;
  }

  #items(nodes: readonly SyntaxNode[], depth: number): Value[] {
    const items: Value[] = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at]!;
      if (node.name === ",") continue;
      if (node.name === "*" && nodes[at + 1]) {
        items.push(unknown(spanOf(nodes[++at]!), "unpacked from another value"));
      } else items.push(this.#expression(node, depth + 1));
    }
    return items;
  }

  #expression(written: SyntaxNode, depth: number): Value {
    let node = written;
    while (node.name === "ParenthesizedExpression") {
      const [, inner, closing, ...more] = childrenOf(node);
      if (!inner || inner.type.isError || closing?.name !== ")" || more.length > 0) {
        return unknown(spanOf(written), "not valid Python", true);
      }
      node = inner;
    }
    const span = spanOf(node);
    if (depth > deepest) return unknown(span, "nested too deeply to follow");
    const source = () => this.#text.slice(node.from, node.to);
    switch (node.name) {
      case "None":
        return { kind: "none", ...span };
      case "String":
      case "FormatString":
        return stringValue([source()], node.getChildren("FormatReplacement").length > 0, span);
      case "ContinuedString":
        return this.#continued(node, span);
      case "Boolean":
        return { kind: "other", of: "bool", repr: source(), ...span };
      case "Number":
        return numberValue(source(), span);
      case "Ellipsis":
        return { kind: "other", of: "ellipsis", repr: "Ellipsis", ...span };
      case "VariableName":
        return this.#name(source(), span);
      case "UnaryExpression":
        return this.#negated(node, span);
      case "BinaryExpression":
        return this.#sum(node, span, depth);
      default: {
        const of = sequences[node.name];
        if (!of) return unknown(span, phrases[node.name] ?? "an expression");
        const inside = childrenOf(node).slice(1, -1);
        if (node.lastChild?.type.isError || inside.some((child) => child.type.isError)) {
          return unknown(span, "not valid Python", true);
        }
        return { kind: "sequence", of, items: this.#items(inside, depth), ...span };
      }
    }
  }

  #continued(node: SyntaxNode, span: Span): Value {
    const parts = childrenOf(node);
    if (parts.some((part) => part.type.isError)) return unknown(span, "not valid Python", true);
    const hasFields = parts.some((part) => part.getChildren("FormatReplacement").length > 0);
    return stringValue(
      parts.map((part) => this.#text.slice(part.from, part.to)),
      hasFields,
      span,
    );
  }

  #name(name: string, span: Span): Value {
    const value = this.#lookUp(name);
    if (!value) return unknown(span, `\`${name}\`, whose value is not written in this file`);
    if (value.kind === "unknown") {
      const isLong = value.what.length > longestStory;
      return unknown(span, isLong ? value.what : `\`${name}\`, which is ${value.what}`);
    }
    return { ...value, ...span };
  }

  #negated(node: SyntaxNode, span: Span): Value {
    const [operator, operand] = childrenOf(node);
    const value = operand?.name === "Number" ? this.#expression(operand, deepest) : null;
    if (value?.kind !== "other" || operator?.name !== "ArithOp")
      return unknown(span, "an expression");
    const isMinus = this.#text[operator.from] === "-";
    const repr =
      value.repr === null ? null : isMinus && value.repr !== "0" ? `-${value.repr}` : value.repr;
    return { ...value, repr, ...span };
  }

  /** `a + b + c`: the tree leans left, so its spine is walked in a loop. */
  #sum(node: SyntaxNode, span: Span, depth: number): Value {
    const operands: SyntaxNode[] = [];
    let spine = node;
    for (;;) {
      const [left, operator, right] = childrenOf(spine);
      if (!left || !right || this.#text.slice(operator!.from, operator!.to) !== "+") {
        return unknown(span, "an expression");
      }
      operands.push(right);
      if (left.name !== "BinaryExpression") {
        operands.push(left);
        break;
      }
      spine = left;
    }
    const values = operands.reverse().map((operand) => this.#expression(operand, depth + 1));
    if (isTooLarge({ kind: "sequence", of: "list", items: values, ...span })) {
      return unknown(span, "a value too large to follow");
    }
    const texts = values.flatMap((value) => (value.kind === "text" ? [value.text] : []));
    if (texts.length === values.length) return { kind: "text", text: texts.join(""), ...span };
    const [first] = values;
    const items = values.flatMap((value) =>
      value.kind === "sequence" &&
      value.of !== "set" &&
      first?.kind === "sequence" &&
      first.of === value.of
        ? [value.items]
        : [],
    );
    return items.length === values.length && first?.kind === "sequence"
      ? { kind: "sequence", of: first.of, items: items.flat(), ...span }
      : unknown(span, "an expression");
  }
}

/** A value that takes Python to know. */
export function unknown(span: Span, what: string, invalid = false): Value {
  return { kind: "unknown", what, invalid, from: span.from, to: span.to };
}

function stringValue(sources: readonly string[], hasFields: boolean, span: Span): Value {
  if (hasFields) return unknown(span, "an f-string");
  const literals = sources.map(decodeString);
  if (literals.some(({ isClosed }) => !isClosed)) {
    return unknown(span, "a string without its closing quote", true);
  }
  const texts = literals.map(({ text, isFormatted }) =>
    isFormatted && text !== null ? text.replace(/\{\{/g, "{").replace(/\}\}/g, "}") : text,
  );
  if (texts.includes(null)) return unknown(span, "a string that only Python can decode");
  const isBytes = literals.some((literal) => literal.isBytes);
  const text = texts.join("");
  if (!isBytes) return { kind: "text", text, ...span };
  return { kind: "other", of: "bytes", repr: bytesRepr(text), ...span };
}

function bytesRepr(text: string): string | null {
  return /^[ !#-&(-[\]-~]*$/.test(text) ? `b'${text}'` : null;
}

function numberValue(source: string, span: Span): Value {
  const written = source.replaceAll("_", "").toLowerCase();
  if (written.endsWith("j")) return { kind: "other", of: "complex", repr: null, ...span };
  if (/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|0+|[1-9]\d*)$/.test(written)) {
    const repr = written.length > 400 ? null : BigInt(written).toString();
    return { kind: "other", of: "int", repr, ...span };
  }
  if (/^(\d+\.\d*|\.\d+|\d+)(e[-+]?\d+)?$/.test(written) && !/^\d+$/.test(written)) {
    return { kind: "other", of: "float", repr: Number(written) === 0 ? "0.0" : null, ...span };
  }
  // 0777 and 10L: Python 2, refused since.
  return unknown(span, "a number that Python 3 refuses", true);
}
