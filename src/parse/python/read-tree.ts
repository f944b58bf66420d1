// A file read as Python by way of its whole syntax tree: slow, and right for every spelling.
import type { SyntaxNode, Tree } from "@lezer/common";
import { evaluate } from "./evaluate.ts";
import type { PythonFacts, Span } from "./facts.ts";
import { ModuleReader } from "./module-reader.ts";
import {
  childrenOf,
  hasError,
  isBareString,
  isBeyondParsing,
  parseTree,
  statementsOf,
} from "./tree.ts";

/** Reads a file by way of its syntax tree. Total: whatever the text, this returns. */
export function readTree(text: string, tree: Tree = parseTree(text)): PythonFacts {
  const module = new ModuleReader(text);
  const statements = statementsOf(tree.topNode);
  for (const statement of statements) module.run(statement);
  if (text.includes("global")) module.runGlobals(tree);
  if (hasError(tree.topNode)) module.distrust(tree);
  return {
    docstring: docstringOf(statements[0], text),
    bindings: module.identifiers(),
    starImports: module.starImports,
    hasUpgrade: module.bindings.has("upgrade"),
    hasDowngrade: module.bindings.has("downgrade"),
    comments: commentsOf(tree, text),
    conflictMarker: findConflictMarker(tree, text),
    isBeyondParsing: isBeyondParsing(tree),
  };
}

function docstringOf(statement: SyntaxNode | undefined, text: string): string | null {
  if (!statement || !isBareString(statement)) return null;
  const value = evaluate(childrenOf(statement), text, () => undefined);
  return value.kind === "text" ? value.text : null;
}

function commentsOf(tree: Tree, text: string): Span[] {
  const comments: Span[] = [];
  if (!text.includes("onehead")) return comments;
  tree.iterate({
    enter: (ref) => {
      if (ref.name === "Comment") comments.push({ from: ref.from, to: ref.to });
    },
  });
  return comments;
}

/** A line that git left in a conflicted file, outside strings: no Python, whatever stands around it. */
function findConflictMarker(tree: Tree, text: string): Span | null {
  for (const match of text.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$)[^\r\n]*/gm)) {
    const node = tree.resolveInner(match.index, 1);
    if (/String$|^Format|^Comment$/.test(node.name)) continue;
    return { from: match.index, to: match.index + match[0].length };
  }
  return null;
}
