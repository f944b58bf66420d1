// What differs by meaning between two texts of one script.
import type { SyntaxNode } from "@lezer/common";

import type { Edit, Location, ScriptDifference } from "../model.ts";

import { canonicalTokens } from "./python/canonical.ts";
import { type Section, sameStatements } from "./python/effect/same-statements.ts";

import { type Identifier, isIdentifier, type PythonFacts, type Span } from "./python/facts.ts";
import { Places } from "./python/places.ts";
import { rawTokens } from "./python/raw-tokens.ts";
import { readTree } from "./python/read-tree.ts";
import type { Token } from "./python/token.ts";
import {
  childrenOf,
  isBeyondParsing,
  parseTree,
  statementsOf,
  withoutParentheses,
} from "./python/tree.ts";
import { readValue } from "./script-values.ts";

export { isIdle } from "./python/effect/idle.ts";

/** Sections of code, compared token by token. */
const codeSections = ["upgrade", "downgrade", "imports", "module"] as const;
type CodeSection = (typeof codeSections)[number];

/** One text, laid out for comparison. */
interface Outline {
  readonly text: string;
  /** The syntax tree's top; null where the text is beyond parsing. */
  readonly module: SyntaxNode | null;
  readonly facts: PythonFacts;
  readonly code: Readonly<Record<CodeSection, readonly Token[]>>;
}

const order: readonly (Identifier | CodeSection)[] = [
  "revision",
  "down_revision",
  "depends_on",
  "branch_labels",
  "upgrade",
  "downgrade",
  "imports",
  "module",
];

/** Compares two texts of one script by meaning; `path` is where the second one lies. */
export function compareTexts(before: string, after: string, path: string): ScriptDifference {
  const cosmetic = { edits: ["cosmetic"], onlyStringWhiteSpace: [], at: {} } as const;
  if (normalise(before) === normalise(after)) return cosmetic;
  const old = outline(before);
  const now = outline(after);
  const places = new Places(path, after);
  const at: Partial<Record<Edit, Location>> = {};
  const onlyStringWhiteSpace: Edit[] = [];
  for (const edit of order) {
    const span = isCode(edit)
      ? firstDifference(old.code[edit], now.code[edit], sameToken)
      : identifierDifference(edit, old, now);
    if (!span) continue;
    at[edit] = places.at(span);
    if (isCode(edit) && !firstDifference(old.code[edit], now.code[edit], sameButWhiteSpace)) {
      onlyStringWhiteSpace.push(edit);
    }
  }
  const edits = order.filter((edit) => at[edit] !== undefined);
  if (edits.length === 0) return doesNothing(now) ? { ...cosmetic, doesNothing: true } : cosmetic;
  const same: ReadonlySet<Edit> = edits.some(isSending)
    ? sameStatements(old, now, sendingSection)
    : new Set();
  const sendsTheSame = edits.filter((edit) => same.has(edit));
  const found = {
    edits,
    onlyStringWhiteSpace,
    ...(sendsTheSame.length > 0 ? { sendsTheSame } : {}),
    exchanged: exchanged(old, now),
    at,
  };
  return doesNothing(now) ? { ...found, doesNothing: true } : found;
}

/** No code beside the functions, and nothing in them. */
function doesNothing({ code }: Outline): boolean {
  const isEmpty = ({ text }: Token, at: number, tokens: readonly Token[]) =>
    text !== "<Body" || tokens[at + 2]?.text === ">";
  return code.module.length === 0 && code.upgrade.every(isEmpty) && code.downgrade.every(isEmpty);
}

/** Line ends and a byte order mark are git's and editors' business. */
function normalise(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

function outline(text: string): Outline {
  const tree = parseTree(text);
  const code: Record<CodeSection, Token[]> = {
    upgrade: [],
    downgrade: [],
    imports: [],
    module: [],
  };
  // Of what is no Python the text is compared.
  if (isBeyondParsing(tree)) {
    const whole = { text: normalise(text), isString: false, from: 0, to: text.length };
    const facts = readTree(text, tree);
    return { text, module: null, facts, code: { ...code, module: [whole] } };
  }
  for (const statement of statementsOf(tree.topNode)) {
    if (assignsIdentifiers(statement, text)) continue;
    const section = code[sectionOf(statement, text)];
    for (const token of canonicalTokens(statement, text)) section.push(token);
  }
  return { text, module: tree.topNode, facts: readTree(text, tree), code };
}

function isCode(edit: Identifier | CodeSection): edit is CodeSection {
  return (codeSections as readonly string[]).includes(edit);
}

/** Which section a statement belongs to: `upgrade_<engine>`, as the templates for several databases write it, to `upgrade`. */
function sectionOf(statement: SyntaxNode, text: string): CodeSection {
  if (statement.name === "ImportStatement") return "imports";
  const definition =
    statement.name === "DecoratedStatement" ? statement.getChild("FunctionDefinition") : statement;
  const node =
    definition?.name === "FunctionDefinition"
      ? definition.getChild("VariableName")
      : soleTarget(statement);
  const name = node ? text.slice(node.from, node.to) : "";
  const [section] = /^(upgrade|downgrade)(?=_|$)/.exec(name) ?? [];
  return (section as CodeSection | undefined) ?? "module";
}

/** The tokens that only one of the texts has, each once and in order: two edits that exchange the same are of one kind. "" where tokens only moved. */
function exchanged(before: Outline, after: Outline): string {
  const [old, now] = [before, after].map(
    ({ code }) => new Set(codeSections.flatMap((section) => code[section].map(spelling))),
  );
  const only = (mine: Set<string>, other: Set<string>) =>
    [...mine].filter((one) => !other.has(one)).sort();
  const [gone, come] = [only(old!, now!), only(now!, old!)];
  return gone.length + come.length === 0 ? "" : JSON.stringify([gone, come]);
}

function spelling({ text, isString }: Token): string {
  return isString ? JSON.stringify(text) : text;
}

function isSending(edit: Edit): boolean {
  return edit === "upgrade" || edit === "downgrade" || edit === "module";
}

/** The section of a statement that may send others, null for the rest. */
function sendingSection(statement: SyntaxNode, text: string): Section | null {
  if (assignsIdentifiers(statement, text)) return null;
  const section = sectionOf(statement, text);
  return section === "imports" ? null : section;
}

/** The name of `name = …`. */
function soleTarget(statement: SyntaxNode): SyntaxNode | null {
  const targets = statement.name === "AssignStatement" ? targetsOf(statement) : [];
  return targets.length === 1 && targets[0]!.name === "VariableName" ? targets[0]! : null;
}

/** True for a statement that assigns identifiers and nothing else: they are compared by value. */
function assignsIdentifiers(statement: SyntaxNode, text: string): boolean {
  if (statement.name !== "AssignStatement") return false;
  const targets = targetsOf(statement);
  const isOne = ({ name, from, to }: SyntaxNode) =>
    name === "VariableName" && isIdentifier(text.slice(from, to));
  return targets.length > 0 && targets.every(isOne);
}

/** What an assignment assigns to, without parentheses. */
function targetsOf(statement: SyntaxNode): SyntaxNode[] {
  const children = childrenOf(statement).filter(({ name }) => name !== "TypeDef" && name !== ",");
  const last = children.findLastIndex(({ name }) => name === "AssignOp");
  return children
    .slice(0, Math.max(last, 0))
    .filter(({ name }) => name !== "AssignOp")
    .map(withoutParentheses);
}

/** Where *after* first differs; at its end where something is gone. */
function firstDifference(
  before: readonly Token[],
  after: readonly Token[],
  same: (a: Token, b: Token) => boolean,
): Span | null {
  const length = Math.min(before.length, after.length);
  for (let at = 0; at < length; at++) if (!same(before[at]!, after[at]!)) return after[at]!;
  if (before.length === after.length) return null;
  return after[length] ?? after.at(-1) ?? { from: 0, to: 0 };
}

function sameToken(a: Token, b: Token): boolean {
  return a.text === b.text && a.isString === b.isString;
}

function sameButWhiteSpace(a: Token, b: Token): boolean {
  if (!a.isString || !b.isString) return sameToken(a, b);
  return a.text.replace(/\s+/g, "") === b.text.replace(/\s+/g, "");
}

function identifierDifference(name: Identifier, before: Outline, after: Outline): Span | null {
  if (meaningOf(name, before) === meaningOf(name, after)) return null;
  const { bindings } = after.facts;
  return (bindings.get(name) ?? bindings.get("revision"))?.statement ?? { from: 0, to: 0 };
}

/** An identifier by value; by its statement's tokens where the value is not known. */
function meaningOf(name: Identifier, { text, facts }: Outline): string {
  const binding = facts.bindings.get(name);
  if (!binding) return name === "depends_on" || name === "branch_labels" ? "[]" : "absent";
  const names = readValue[name](binding.value);
  if (names.kind === "names") return JSON.stringify(names.names.map((each) => each.name));
  const { from, to } = binding.statement;
  return rawTokens(text, from, to)
    .map((token) => token.text)
    .join("\n");
}
