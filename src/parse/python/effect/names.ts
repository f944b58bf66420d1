// The names of a file: where each is bound, and which may be called otherwise without anybody noticing.
import type { SyntaxNode } from "@lezer/common";
import { bindingOf, isWalrusTarget } from "../bound-names.ts";
import { importsOf } from "../imports.ts";

/** What is known of the names of one file. */
export interface Names {
  /** How often each name is bound, in any scope. */
  readonly bound: ReadonlyMap<string, number>;
  /** How often each name is mentioned where it is not bound. */
  readonly read: ReadonlyMap<string, number>;
  /** Names that an import of the module binds: what is imported, without the `as`, and where it comes from. */
  readonly imported: ReadonlyMap<string, Imported>;
  /** Names whose spelling others see: class bodies and classes, keywords of calls, parameters called by keyword, what Alembic reads. */
  readonly fixed: ReadonlySet<string>;
  /** True where code may reach names by their text (`globals()`, `eval`, …) or where not all of them are known. */
  readonly isOpen: boolean;
}

/** One imported name: `from sqlalchemy import text as t` is `text` of `sqlalchemy`; `import sqlalchemy as sa` is "" of it. */
export interface Imported {
  readonly module: string;
  readonly name: string;
}

const reflective =
  /^(globals|locals|vars|dir|eval|exec|compile|getattr|setattr|delattr|__import__)$/;

/** Names that Alembic, or its environment, looks for in a script. */
const alembics =
  /^(upgrade|downgrade)(_|$)|^(revision|down_revision|branch_labels|depends_on)$|^__/;

/** Reads the names of a module. */
export function readNames(module: SyntaxNode, text: string): Names {
  const bound = new Map<string, number>();
  const read = new Map<string, number>();
  const imported = new Map<string, Imported>();
  const fixed = new Set<string>();
  const parameters = new Set<string>();
  const keywords = new Set<string>();
  let isOpen = false;
  module.cursor().iterate((ref) => {
    if (ref.name === "ImportStatement") {
      for (const { binds, meaning, everythingOf } of importsOf(ref.node, text)) {
        if (everythingOf !== null) isOpen = true;
        if (!binds) continue;
        const name = text.slice(binds.from, binds.to);
        count(bound, name);
        if (ref.node.parent?.name === "Script") imported.set(name, partsOf(meaning));
      }
      return false;
    }
    // What an annotation names is not evaluated for its own sake.
    if (ref.name === "TypeDef") return false;
    if (ref.name === "ScopeStatement") isOpen = true;
    if (
      ref.name === "PropertyName" &&
      /^__(name|qualname|globals|code)__$/.test(text.slice(ref.from, ref.to))
    )
      isOpen = true;
    if (ref.name !== "VariableName") return;
    const node = ref.node;
    const name = text.slice(node.from, node.to);
    const { parent } = node;
    if (reflective.test(name)) isOpen = true;
    if (alembics.test(name)) fixed.add(name);
    if (parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp") keywords.add(name);
    else if (isParameter(node)) {
      parameters.add(name);
      count(bound, name);
    } else if (isBound(node, text)) {
      count(bound, name);
      if (isOfClass(node)) fixed.add(name);
    } else count(read, name);
    return;
  });
  for (const name of parameters) if (keywords.has(name)) fixed.add(name);
  return { bound, read, imported, fixed, isOpen };
}

/** The names that a function binds for itself: parameters and everything assigned in it. */
export function localNames(definition: SyntaxNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (definition.name !== "FunctionDefinition") return names;
  definition.cursor().iterate((ref) => {
    if (ref.name !== "VariableName" || ref.node.parent?.name === "ImportStatement") return;
    const isOwnName =
      ref.node.parent?.from === definition.from && ref.node.parent.name === definition.name;
    if (!isOwnName && (isParameter(ref.node) || isBound(ref.node, text)))
      names.add(text.slice(ref.from, ref.to));
  });
  return names;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function partsOf(meaning: string): Imported {
  const [, module = "", name = ""] = /^from (\S+) import (\S+)/.exec(meaning) ?? [];
  if (module !== "") return { module, name };
  return { module: /^import (\S+)/.exec(meaning)?.[1] ?? meaning, name: "" };
}

function isParameter({ parent, prevSibling }: SyntaxNode): boolean {
  return parent?.name === "ParamList" && prevSibling?.name !== "AssignOp";
}

function isBound(node: SyntaxNode, text: string): boolean {
  const { parent } = node;
  if (parent?.name === "FunctionDefinition" || parent?.name === "ClassDefinition")
    return node.prevSibling?.name === "def" || node.prevSibling?.name === "class";
  return isWalrusTarget(node, text) || bindingOf(node) !== null || isComprehensionTarget(node);
}

/** The `x` of `for x in …`, brackets and tuples included. */
function isComprehensionTarget(node: SyntaxNode): boolean {
  let target = node;
  for (let up = node.parent; up; up = up.parent) {
    if (/Comprehension|^ArgList$/.test(up.name)) return followsFor(target);
    if (!/^(Parenthesized|Tuple|Array)Expression$/.test(up.name)) return false;
    target = up;
  }
  return false;
}

/** Nobody takes a value apart into more names than half of that. */
const mostTargets = 100;

function followsFor({ prevSibling }: SyntaxNode): boolean {
  let at = prevSibling;
  for (let steps = 0; at && steps < mostTargets; steps++, at = at.prevSibling) {
    if (at.name === "for") return true;
    if (at.name === "in" || at.name === "if") return false;
  }
  return false;
}

/** A class itself, or what its body binds: both are seen from outside. */
function isOfClass(node: SyntaxNode): boolean {
  for (let up = node.parent; up; up = up.parent) {
    if (up.name === "ClassDefinition") return true;
    if (up.name === "FunctionDefinition" || up.name === "LambdaExpression") return false;
  }
  return false;
}
