// Which names a statement binds, wherever in it: in branches, loops, imports, walrus expressions.
import type { SyntaxNode, SyntaxNodeRef } from "@lezer/common";
import type { Span } from "./facts.ts";
import { importsOf } from "./imports.ts";

/** A name that a statement binds; `how` follows "is". */
export interface BoundName extends Span {
  readonly name: string;
  readonly how: string;
}

/** Scopes of their own: what they bind stays inside. */
const scopes = new Set(["FunctionDefinition", "ClassDefinition", "LambdaExpression"]);

const brackets = new Set(["ParenthesizedExpression", "TupleExpression", "ArrayExpression"]);

const conditional: Readonly<Record<string, string>> = {
  IfStatement: "assigned under a condition",
  TryStatement: "assigned under a condition",
  MatchStatement: "assigned under a condition",
  WhileStatement: "assigned in a loop",
  ForStatement: "assigned in a loop",
  WithStatement: "assigned in a `with` block",
};

/** Every name that running the statement may bind in its own scope, in order. */
export function boundNames(statement: SyntaxNode, text: string): BoundName[] {
  const found: BoundName[] = [];
  const outer = conditional[statement.name];
  const add = (node: SyntaxNodeRef, how: string) =>
    found.push({
      name: text.slice(node.from, node.to),
      how: outer ?? how,
      from: node.from,
      to: node.to,
    });
  statement.cursor().iterate((ref) => {
    if (scopes.has(ref.name)) {
      const name = ref.node.getChild("VariableName");
      if (name && ref.name === "FunctionDefinition") add(name, "a function");
      if (name && ref.name === "ClassDefinition") add(name, "a class");
      return false;
    }
    if (ref.name === "ImportStatement") {
      for (const { binds } of importsOf(ref.node, text)) if (binds) add(binds, "imported");
      return false;
    }
    if (ref.name !== "VariableName") return;
    const how = isWalrusTarget(ref.node, text)
      ? "assigned inside an expression"
      : bindingOf(ref.node);
    if (how) add(ref, how);
    return;
  });
  return found;
}

/** True for the name in `name := value`. */
export function isWalrusTarget(name: SyntaxNode, text: string): boolean {
  const next = name.nextSibling;
  return next?.name === "AssignOp" && text.slice(next.from, next.to) === ":=";
}

/** How this mention of a name binds it in a statement of its own scope; null where it only reads. */
export function bindingOf(name: SyntaxNode): string | null {
  let target = name;
  let statement = name.parent;
  for (let depth = 0; statement && brackets.has(statement.name) && depth < 20; depth++) {
    target = statement;
    statement = statement.parent;
  }
  if (target.prevSibling?.name === "as") return "bound by `as`";
  switch (statement?.name) {
    case "AssignStatement":
      return isFollowedBy(target, "AssignOp") ? "assigned" : null;
    case "UpdateStatement":
      return isFollowedBy(target, "UpdateOp") ? "changed by an augmented assignment" : null;
    case "ForStatement":
      return isFollowedBy(target, "in") ? "assigned in a loop" : null;
    case "DeleteStatement":
      return "deleted again";
    case "TypeDefinition":
      return target.prevSibling?.name === "type" ? "a type" : null;
    case "CapturePattern":
    case "AsPattern":
    case "StarPattern":
      return "assigned under a condition";
    default:
      return null;
  }
}

/** Nobody lists more names in a statement; where somebody does, each may be a target. */
const mostSiblings = 500;

function isFollowedBy(node: SyntaxNode, name: string): boolean {
  let next = node.nextSibling;
  for (let steps = 0; next; steps++, next = next.nextSibling)
    if (next.name === name || steps > mostSiblings) return true;
  return false;
}
