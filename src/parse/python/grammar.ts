// What a whole grammar of Python says of a text: where it stops being Python, although brackets, strings and blocks fit.

import type { Break } from "./broken.ts";

/** What is used of a node of tree-sitter's syntax tree. */
export interface GrammarNode {
  readonly type: string;
  readonly isNamed: boolean;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly parent: GrammarNode | null;
  readonly children: readonly (GrammarNode | null)[];
  descendantsOfType(types: string[]): readonly (GrammarNode | null)[];
}

/** What is used of tree-sitter with its grammar of Python. */
export interface Grammar {
  /** The tree of a text; null where `isTooMuch` put an end to it. */
  parse(
    text: string,
    isTooMuch: () => boolean,
  ): { readonly rootNode: GrammarNode; delete(): void } | null;
}

/** Finds the first place where a text is no Python; null where there is none or it cannot be told. */
export type FindMistake = (text: string) => Break | null;

/** Tree-sitter counts its work by the thousand operations; real scripts take some dozens of such steps, and all of a change share these. */
const mostSteps = 40_000;

/** Judges texts by a grammar. One that takes too much work is not judged, nor is any after it. */
export function judgeBy(grammar: Grammar): FindMistake {
  let steps = 0;
  const isTooMuch = () => ++steps > mostSteps;
  return (text) => {
    if (steps > mostSteps) return null;
    const tree = grammar.parse(text, isTooMuch);
    if (!tree) {
      steps = mostSteps + 1;
      return null;
    }
    try {
      const found = firstMistake(tree.rootNode);
      return found && isComparedAnnotation(text, found) ? null : found;
    } finally {
      tree.delete();
    }
  };
}

function firstMistake(root: GrammarNode): Break | null {
  if (root.hasError) {
    const { startIndex, endIndex, isMissing, type } = deepestError(root);
    const at = { from: startIndex, to: Math.max(endIndex, startIndex + 1) };
    const reason = isMissing ? `\`${type}\` is missing` : "Python stops reading here";
    return { at, reason };
  }
  for (const node of root.descendantsOfType(["return_statement", "argument_list"])) {
    const mistake = node && (node.type === "return_statement" ? outside(node) : misplaced(node));
    if (mistake) return mistake;
  }
  return null;
}

/** An annotation may be any expression, and the grammar takes only what types look like: `x: int == 1` is Python. */
function isComparedAnnotation(text: string, { at }: Break): boolean {
  const end = text.indexOf("\n", at.from);
  const line = text.slice(text.lastIndexOf("\n", at.from - 1) + 1, end < 0 ? undefined : end);
  const [, annotation = ""] =
    /^[ \t]*(?!else\b|try\b|finally\b)[A-Za-z_][\w.]*[ \t]*:(.*)/.exec(line) ?? [];
  return /[=!<>]=|[<>]|\b(?:in|is|and|or|not)\b/.test(annotation);
}

/** The first node that is an error itself. */
function deepestError(root: GrammarNode): GrammarNode {
  let node = root;
  while (!node.isError && !node.isMissing) {
    const inner = node.children.find((child) => child?.hasError || child?.isMissing);
    if (!inner) break;
    node = inner;
  }
  return node;
}

function outside(node: GrammarNode): Break | null {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === "function_definition") return null;
    if (at.type === "class_definition") break;
  }
  return { at: placeOf(node), reason: "`return` stands outside a function" };
}

/** A positional argument after one with a name. */
function misplaced({ children }: GrammarNode): Break | null {
  let isNamed = false;
  for (const child of children) {
    if (!child?.isNamed || child.type === "comment") continue;
    if (child.type === "keyword_argument") isNamed = true;
    else if (isNamed && !/splat$/.test(child.type)) {
      return { at: placeOf(child), reason: "a positional argument follows one with a name" };
    }
  }
  return null;
}

function placeOf({ startIndex, endIndex }: GrammarNode) {
  return { from: startIndex, to: endIndex };
}
