// What an import statement brings in, one name at a time.
import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./tree.ts";

/** One imported name. */
export interface Import {
  /** The same for every spelling of the same import: `from sqlalchemy import text as sql`. */
  readonly meaning: string;
  /** The node of the name that the module gets; null for `import *`. */
  readonly binds: SyntaxNode | null;
  /** The module of which everything is imported; null for any other import. */
  readonly everythingOf: string | null;
}

/** The names that a statement imports, in order. */
export function importsOf(statement: SyntaxNode, text: string): Import[] {
  const children = childrenOf(statement).filter(({ name }) => name !== "(" && name !== ")");
  const source = (nodes: readonly SyntaxNode[]) =>
    nodes.map(({ from, to }) => text.slice(from, to));
  const start = children.findIndex(({ name }) => /^import$/.test(name)) + 1;
  const module = /^from$/.test(children[0]?.name ?? "")
    ? source(children.slice(1, start - 1)).join("")
    : null;
  return split(children.slice(start)).map((nodes) => {
    const as = nodes.findIndex(({ name }) => name === "as");
    const name = source(as < 0 ? nodes : nodes.slice(0, as)).join("");
    const alias = as < 0 ? null : (nodes[as + 1] ?? null);
    const what = alias ? `${name} as ${source([alias])[0]}` : name;
    return {
      meaning: module === null ? `import ${what}` : `from ${module} import ${what}`,
      binds: alias ?? nodes.find((node) => node.name === "VariableName") ?? null,
      everythingOf: name === "*" ? module : null,
    };
  });
}

function split(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const names: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") names.push([]);
    else names.at(-1)!.push(node);
  }
  return names.filter((name) => name.length > 0);
}
