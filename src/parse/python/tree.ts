// The syntax tree of @lezer/python, and how it is walked.
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Span } from "./facts.ts";
import { withoutWithParentheses } from "./with-items.ts";

/** The syntax tree of a text. What Python takes and the parser does not is put in other words of the same length. */
export function parseTree(text: string): Tree {
  let input = withoutWithParentheses(text);
  if (input.includes("\f")) input = input.replace(/^[ \t]*\f[ \t\f]*/gm, lineOfBlanks);
  // A backslash joins lines whatever ends them.
  if (input.includes("\\\r"))
    input = input.replace(/\\\r(\n?)/g, (_, lf) => (lf ? " \\\n" : "\\\n"));
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
  const parts = statement.name === "ExpressionStatement" ? childrenOf(statement) : [];
  // `"text", x` is a tuple, whose parts stand side by side here.
  return parts.length === 1 && /^(Continued)?String$/.test(withoutParentheses(parts[0]!).name);
}
