// A call in the syntax tree: what is called, and with which arguments.

import type { SyntaxNode } from "@lezer/common";
import { evaluate } from "./evaluate.ts";
import { childrenOf, withoutParentheses } from "./tree.ts";

/** One call, its arguments not yet evaluated. */
export interface Call {
  /** `op`, `create_table` for `op.create_table(…)`; the receiver is null for a bare name. */
  readonly receiver: string | null;
  readonly name: string;
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
  /** True where `*` or `**` brings arguments that are not written out. */
  readonly isOpen: boolean;
}

/** Reads a call of a name or of a name's member; null for anything else. */
export function readCall(node: SyntaxNode, text: string): Call | null {
  const call = withoutParentheses(node);
  if (call.name !== "CallExpression") return null;
  const [callee, list] = childrenOf(call);
  if (!callee || list?.name !== "ArgList") return null;
  const source = (part: SyntaxNode | undefined) => (part ? text.slice(part.from, part.to) : "");
  if (callee.name === "VariableName")
    return { receiver: null, name: source(callee), ...argumentsOf(list, text) };
  if (callee.name !== "MemberExpression") return null;
  const [object, , member] = childrenOf(callee);
  if (!object || member?.name !== "PropertyName") return null;
  return { receiver: source(object), name: source(member), ...argumentsOf(list, text) };
}

function argumentsOf(
  list: SyntaxNode,
  text: string,
): Pick<Call, "positional" | "named" | "isOpen"> {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  let isOpen = false;
  const parts = childrenOf(list).slice(1, -1);
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if (part.name === ",") continue;
    if (part.name === "*" || part.name === "**") {
      isOpen = true;
      at += 1;
    } else if (parts[at + 1]?.name === "AssignOp") {
      const value = parts[at + 2];
      if (value) named.set(text.slice(part.from, part.to), value);
      at += 2;
    } else positional.push(part);
  }
  return { positional, named, isOpen };
}

/** A string that is written out, null for anything else. */
export function textOf(node: SyntaxNode | undefined, text: string): string | null {
  if (!node) return null;
  const value = evaluate([node], text, () => undefined);
  return value.kind === "text" ? value.text : null;
}
