// What names a module binds: its top-level statements one after the other, as Python would run them.
import type { SyntaxNode, Tree } from "@lezer/common";
import { boundNames, isWalrusTarget } from "./bound-names.ts";
import { evaluate, unknown } from "./evaluate.ts";
import {
  type Binding,
  type Identifier,
  identifiers,
  isIdentifier,
  type Span,
  type Value,
} from "./facts.ts";
import { importsOf } from "./imports.ts";
import { readPlainLiteral } from "./plain-literal.ts";
import { decodeString } from "./string-literal.ts";
import { childrenOf, spanOf, withoutParentheses } from "./tree.ts";

/** A line that assigns an identifier, up to the value where that is told easily. */
const assignmentStart =
  /^(revision|down_revision|branch_labels|depends_on)[ \t]*(?::[^=\r\n]*)?=(?!=)[ \t]*/gm;

/** Nobody lists more in a statement; where somebody does, each may be a target. */
const mostSiblings = 500;

/** Methods that change a list or a set. */
const changing = new Set(
  "append extend insert remove pop clear sort reverse add update discard".split(" "),
);

/** Runs top-level statements one after the other, as far as names are concerned. */
export class ModuleReader {
  readonly bindings = new Map<string, Binding>();
  readonly starImports: string[] = [];
  readonly #text: string;
  /** Items of lists and sets that were changed in place. */
  readonly #changed = new Set<readonly Value[]>();

  constructor(text: string) {
    this.#text = text;
  }

  run(statement: SyntaxNode): void {
    if (statement.name === "AssignStatement") this.#assign(statement);
    else {
      if (statement.name === "UpdateStatement") this.#markChanged(statement.firstChild);
      for (const { name, how, ...span } of boundNames(statement, this.#text)) {
        this.#bindUnknown(name, statement, unknown(span, how));
      }
    }
    if (statement.name === "ImportStatement") this.#importAll(statement);
    else if (!isDefinition(statement)) this.#runExpressions(statement);
  }

  /** The identifiers' bindings, those of lists that were changed in place made unknown. */
  identifiers(): Map<Identifier, Binding> {
    const found = new Map<Identifier, Binding>();
    for (const name of identifiers) {
      const binding = this.bindings.get(name);
      if (!binding) continue;
      const { value } = binding;
      const isChanged = value.kind === "sequence" && this.#changed.has(value.items);
      const known = isChanged ? unknown(value, "changed after it was assigned") : value;
      found.set(name, { ...binding, value: known });
    }
    return found;
  }

  /** `global revision` in a function that assigns it: whether that function ran is not known. */
  runGlobals(tree: Tree): void {
    const declared = new Map<number, { body: SyntaxNode; names: Set<string> }>();
    tree.iterate({
      enter: (ref) => {
        if (ref.name !== "ScopeStatement") return;
        let body: SyntaxNode | null = ref.node.parent;
        while (body?.parent && body.parent.name !== "FunctionDefinition") body = body.parent;
        if (!body?.parent) return;
        const { names } = declared.get(body.from) ?? { names: new Set() };
        for (const name of ref.node.getChildren("VariableName")) names.add(this.#source(name));
        declared.set(body.from, { body, names });
      },
    });
    for (const { body, names } of declared.values()) {
      for (const { name, how: _, ...span } of boundNames(body, this.#text)) {
        if (!names.has(name) || !isIdentifier(name)) continue;
        this.#bindUnknown(name, body, unknown(span, "assigned by a function, with `global`"));
      }
    }
  }

  /** Where the parser lost its way, a line that assigns an identifier may not have been read as one. */
  distrust(tree: Tree): void {
    const read = new Set([...this.bindings.values()].map(({ statement }) => statement.from));
    for (const { 0: start, 1: name, index: from } of this.#text.matchAll(assignmentStart)) {
      const identifier = name as Identifier;
      if (read.has(from) || (this.bindings.get(identifier)?.statement.from ?? -1) > from) continue;
      const { name: node, parent } = tree.resolveInner(from, 1);
      if (/String$|^Format|^Comment$/.test(node) || parent?.name === "ArgList") continue;
      const valueFrom = from + start.length;
      const literal = readPlainLiteral(this.#text, valueFrom);
      const to = literal?.to ?? valueFrom;
      const value = literal?.value ?? unknown({ from, to }, "not valid Python", true);
      this.bindings.set(identifier, { value, statement: { from, to }, valueFrom });
    }
  }

  #source({ from, to }: Span): string {
    return this.#text.slice(from, to);
  }

  #bindUnknown(name: string, statement: Span, value: Value): void {
    this.bindings.set(name, { value, statement: spanOf(statement), valueFrom: value.from });
  }

  #evaluate(nodes: readonly SyntaxNode[]): Value {
    return evaluate(nodes, this.#text, (name) => this.bindings.get(name)?.value);
  }

  #assign(statement: SyntaxNode): void {
    const segments = segmentsOf(statement);
    const nodes = segments.pop()!;
    if (segments.length === 0) return; // an annotation without a value
    const value = isNextToError(statement, this.#text)
      ? unknown(statement, "not valid Python", true)
      : this.#evaluate(nodes);
    const whole = { statement: spanOf(statement), valueFrom: nodes[0]?.from ?? statement.to };
    for (const target of segments) this.#assignTo(target, { value, ...whole });
  }

  #assignTo(target: readonly SyntaxNode[], binding: Binding): void {
    const [written] = target;
    if (!written) return;
    const first = withoutParentheses(written);
    if (target.length > 1) this.#unpack(target, binding);
    else if (first.name === "VariableName") this.bindings.set(this.#source(first), binding);
    else if (/^(Tuple|Array)Expression$/.test(first.name)) {
      this.#unpack(childrenOf(first).slice(1, -1), binding);
    }
  }

  #unpack(target: readonly SyntaxNode[], { value, statement }: Binding): void {
    const names = target.filter(({ name }) => name !== ",");
    const items = value.kind === "sequence" && value.of !== "set" ? value.items : [];
    const isPlain =
      names.every(({ name }) => name === "VariableName") && items.length === names.length;
    for (const [at, name] of names.entries()) {
      const item = items[at];
      if (isPlain && item) {
        // Only the item can be written anew.
        this.bindings.set(this.#source(name), {
          value: item,
          statement: spanOf(item),
          valueFrom: item.from,
        });
        continue;
      }
      for (const inside of variablesIn(name)) {
        this.#bindUnknown(
          this.#source(inside),
          statement,
          unknown(inside, "unpacked from another value"),
        );
      }
    }
  }

  #importAll(statement: SyntaxNode): void {
    for (const { everythingOf } of importsOf(statement, this.#text)) {
      if (everythingOf !== null) this.starImports.push(everythingOf);
    }
  }

  /** What the expressions of a statement do to names: walrus, `exec`, changes of a list in place. */
  #runExpressions(statement: SyntaxNode): void {
    statement.cursor().iterate((ref) => {
      if (isScope(ref.name)) return false;
      if (ref.name === "VariableName" && isWalrusTarget(ref.node, this.#text)) {
        const value = unknown(ref, "assigned inside an expression");
        this.#bindUnknown(this.#source(ref), ref, value);
      }
      if (ref.name === "CallExpression") this.#call(ref.node);
      if (ref.name === "MemberExpression") this.#member(ref.node);
      return;
    });
  }

  #call(call: SyntaxNode): void {
    const callee = call.firstChild;
    if (!callee) return;
    const name = this.#source(callee);
    const writesGlobals = /^(globals|locals|vars)\(\)\.(update|setdefault|pop|clear)$/.test(name);
    if (!/^(exec|execfile)$/.test(name) && !writesGlobals) return;
    const what = `possibly set by \`${name.replace(/\(.*/, "")}\``;
    for (const each of identifiers) this.#bindUnknown(each, call, unknown(call, what));
  }

  /** A list or set goes by every name it was given. */
  #markChanged(name: SyntaxNode | null): void {
    const value = name ? this.bindings.get(this.#source(name))?.value : undefined;
    if (value?.kind === "sequence") this.#changed.add(value.items);
  }

  #member(member: SyntaxNode): void {
    const object = member.firstChild;
    const isWritten = member.parent !== null && isTarget(member);
    if (!object) return;
    if (object.name === "VariableName") {
      const property = member.getChild("PropertyName");
      if (isWritten || (property && changing.has(this.#source(property))))
        this.#markChanged(object);
    } else if (isWritten && /^(globals|locals|vars)\(\)$/.test(this.#source(object))) {
      const key = member.getChild("String");
      const name = key && decodeString(this.#source(key)).text;
      for (const each of identifiers) {
        if (key && name !== each) continue;
        this.#bindUnknown(
          each,
          member,
          unknown(member, `set by way of \`${this.#source(object)}\``),
        );
      }
    }
  }
}

/** The parts of an assignment between its equals signs, annotations left out; the last is the value. */
function segmentsOf(statement: SyntaxNode): SyntaxNode[][] {
  const segments: SyntaxNode[][] = [[]];
  for (const child of childrenOf(statement)) {
    if (child.name === "AssignOp") segments.push([]);
    else if (child.name !== "TypeDef") segments.at(-1)!.push(child);
  }
  return segments;
}

/** True where the parser stumbled on the statement's own line, right before or after it. */
function isNextToError(statement: SyntaxNode, text: string): boolean {
  const { prevSibling: before, nextSibling: after } = statement;
  return (
    (before?.type.isError === true && !/[\r\n]/.test(text.slice(before.from, statement.from))) ||
    (after?.type.isError === true && !/[\r\n]/.test(text.slice(statement.to, after.from))) ||
    statement.lastChild?.type.isError === true
  );
}

function isTarget(member: SyntaxNode): boolean {
  let next = member.nextSibling;
  for (let steps = 0; next; steps++, next = next.nextSibling) {
    if (next.name === "AssignOp" || next.name === "UpdateOp" || steps > mostSiblings) return true;
  }
  return member.parent?.name === "DeleteStatement";
}

function isScope(name: string): boolean {
  return name === "FunctionDefinition" || name === "LambdaExpression" || name === "ClassDefinition";
}

function isDefinition({ name }: SyntaxNode): boolean {
  return isScope(name) || name === "DecoratedStatement";
}

function variablesIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate((ref) => {
    if (ref.name === "MemberExpression") return false;
    if (ref.name === "VariableName") found.push(ref.node);
    return;
  });
  return found;
}
