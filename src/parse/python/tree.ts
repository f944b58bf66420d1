// The syntax tree of @lezer/python, and how it is walked.
import { type PartialParse, type SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Span } from "./facts.ts";
import { isNestedTooDeep } from "./nesting.ts";
import { withoutWithParentheses } from "./with-items.ts";

/** Texts are parsed for their identifiers, for what differs and for what that does, one soon after the other. */
const recent = new Map<string, Tree>();
const mostRecent = 4;

/** The syntax tree of a text; of one that is beyond parsing, one error. */
export function parseTree(text: string): Tree {
  const known = recent.get(text);
  if (known) return known;
  const tree = (isNestedTooDeep(text) ? null : parse(text)) ?? beyondParsing(text);
  recent.set(text, tree);
  for (const oldest of recent.keys()) {
    if (recent.size <= mostRecent) break;
    recent.delete(oldest);
  }
  return tree;
}

const errorType = parser.nodeSet.types.find(({ isError }) => isError)!;

function beyondParsing({ length }: string): Tree {
  const error = new Tree(errorType, [], [], length);
  return new Tree(parser.topNode, length > 0 ? [error] : [], [0], length);
}

/** True for the tree of a text of which nothing could be made. */
export function isBeyondParsing(tree: Tree): boolean {
  const [only] = tree.children;
  return only instanceof Tree && only.type === errorType && only.length === tree.length;
}

/** So many attempts to find back into the text are enough; each takes as long as a hundred tokens. */
const mostAttempts = 3000;

/** Every attempt may read a string or blanks to their end again: so many characters in all. */
const mostReadAgain = 60_000_000;

/** The largest file of usual code takes six in ten of that. */
const mostTokens = 100_000;

/** The tree, null where the parser loses its way again and again, or has to go on too long. What Python takes and the parser does not is put in other words of the same length. */
function parse(text: string): Tree | null {
  const parsing = parser.startParse(inOtherWords(text)) as PartialParse & {
    readonly recovering: number;
  };
  let attempts = 0;
  const most = Math.min(mostAttempts, mostReadAgain / text.length);
  for (let tokens = 0; tokens < mostTokens && attempts < most; tokens++) {
    const tree = parsing.advance();
    if (tree) return isSound(tree) ? tree : null;
    if (parsing.recovering > 0) attempts++;
  }
  return null;
}

/** False for a tree that cannot be walked: after many errors the parser may leave one in which a node is missing. */
function isSound(tree: Tree): boolean {
  try {
    tree.cursor().iterate(() => {});
    return true;
  } catch {
    return false;
  }
}

function inOtherWords(text: string): string {
  let input = withoutWithParentheses(text);
  if (input.includes("\f")) input = input.replace(/^[ \t]*\f[ \t\f]*/gm, lineOfBlanks);
  // A backslash joins lines whatever ends them.
  if (input.includes("\\\r"))
    input = input.replace(/\\\r(\n?)/g, (_, lf) => (lf ? " \\\n" : "\\\n"));
  return input.charCodeAt(0) === 0xfeff ? `\n${input.slice(1)}` : input;
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
