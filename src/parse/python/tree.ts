// The syntax tree of @lezer/python, and how it is walked.
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Span } from "./facts.ts";

/** The syntax tree of a text. Python ignores a form feed that begins a line and a byte order mark; the parser does not. */
export function parseTree(text: string): Tree {
  const input = text.includes("\f") ? text.replace(/^[ \t]*\f[ \t\f]*/gm, lineOfBlanks) : text;
  return parser.parse(input.charCodeAt(0) === 0xfeff ? `\n${input.slice(1)}` : input);
}

/** What stands after the last form feed is the line's indentation. */
function lineOfBlanks(blank: string): string {
  const last = blank.lastIndexOf("\f");
  return `${" ".repeat(last)}\n${blank.slice(last + 1)}`;
}

/** The statements of a module or body, those of one line apart; where the parser stumbled, error nodes. */
export function statementsOf(body: SyntaxNode): SyntaxNode[] {
  return childrenOf(body)
    .flatMap((child) => (child.name === "StatementGroup" ? childrenOf(child) : [child]))
    .filter(({ name }) => name !== ";" && name !== ":");
}

/** All children but comments; error nodes included. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** True where the parser stumbled anywhere inside. */
export function hasError(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((ref) => {
    found ||= ref.type.isError;
    return !found;
  });
  return found;
}

/** A node's place without the node. */
export function spanOf({ from, to }: Span): Span {
  return { from, to };
}

/** What stands inside redundant parentheses. */
export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === "ParenthesizedExpression") {
    const [, next] = childrenOf(inner);
    if (!next) break;
    inner = next;
  }
  return inner;
}

/** True for a statement that is only a string: a docstring, or a comment in disguise. */
export function isBareString(statement: SyntaxNode): boolean {
  const [expression] = statement.name === "ExpressionStatement" ? childrenOf(statement) : [];
  return (
    expression !== undefined && /^(Continued)?String$/.test(withoutParentheses(expression).name)
  );
}
