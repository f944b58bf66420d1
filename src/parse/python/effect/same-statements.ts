// Which edits of a script surely leave the statements that it sends as they were.
import type { SyntaxNode } from "@lezer/common";
import { canonicalTokens } from "../canonical.ts";
import type { Token } from "../token.ts";
import { statementsOf } from "../tree.ts";
import { type Imported, localNames, type Names, readNames } from "./names.ts";
import { respellings } from "./respell.ts";

/** The parts of a script that may send statements. */
export type Section = "upgrade" | "downgrade" | "module";

/** A text and the top of its syntax tree; null where nobody can parse it. */
export interface Parsed {
  readonly text: string;
  readonly module: SyntaxNode | null;
}

/** One top-level statement. */
interface Statement {
  readonly section: Section;
  readonly tokens: readonly Token[];
  /** Names that are this function's own business. */
  readonly locals: ReadonlySet<string>;
}

interface Outline {
  readonly names: Names;
  readonly statements: readonly Statement[];
}

/**
 * The sections of which two texts surely send the same statements, as far as that shows without running Python: `text(…)` around a
 * literal, prints and logs, names that are called otherwise throughout, helpers and aliases that nothing uses, spellings of one literal.
 * Of a text that nobody can parse nothing is sure. `sectionOf` says where a top-level statement belongs, null for one that is not compared.
 */
export function sameStatements(
  before: Parsed,
  after: Parsed,
  sectionOf: (statement: SyntaxNode, text: string) => Section | null,
): ReadonlySet<Section> {
  const same = new Set<Section>();
  if (!before.module || !after.module) return same;
  const old = outline(before.text, before.module, sectionOf);
  const now = outline(after.text, after.module, sectionOf);
  const renaming = new Renaming(old.names, now.names);
  // What the module holds is what the functions call: it decides first, and they follow only where its names agree.
  for (const section of ["module", "upgrade", "downgrade"] as const) {
    const [was, is] = [of(old, section), of(now, section)];
    const attempt = renaming.copy();
    const isSame =
      was.length === is.length && was.every((one, at) => attempt.accepts(one, is[at]!));
    if (!isSame) continue;
    renaming.take(attempt);
    same.add(section);
  }
  return same;
}

function of({ statements }: Outline, section: Section): readonly Statement[] {
  return statements.filter((one) => one.section === section && one.tokens.length > 0);
}

function outline(
  text: string,
  module: SyntaxNode,
  sectionOf: (statement: SyntaxNode, text: string) => Section | null,
): Outline {
  const names = readNames(module, text);
  const respell = respellings(module, names, text);
  const statements = statementsOf(module).flatMap((statement): Statement[] => {
    const section = sectionOf(statement, text);
    if (section === null) return [];
    const tokens = canonicalTokens(statement, text, respell);
    return [{ section, tokens, locals: localNames(statement, text) }];
  });
  return { names, statements };
}

/** Which name of the old text is which of the new one: one for one, so that no two become one. */
class Renaming {
  private module = new OneToOne();
  private readonly old: Names;
  private readonly now: Names;

  constructor(old: Names, now: Names) {
    this.old = old;
    this.now = now;
  }

  copy(): Renaming {
    const copy = new Renaming(this.old, this.now);
    copy.take(this);
    return copy;
  }

  take(other: Renaming): void {
    this.module = other.module.copy();
  }

  /** True where two statements are the same but for names, and these are called otherwise throughout. */
  accepts(before: Statement, after: Statement): boolean {
    if (before.tokens.length !== after.tokens.length) return false;
    const own = new OneToOne();
    return before.tokens.every((was, at) => {
      const is = after.tokens[at]!;
      if (was.isString !== is.isString || was.isName !== is.isName) return false;
      if (!was.isName) return was.text === is.text;
      const isLocal = before.locals.has(was.text);
      if (isLocal !== after.locals.has(is.text)) return false;
      if (!(isLocal ? own : this.module).pair(was.text, is.text)) return false;
      return was.text === is.text || this.mayRename(was.text, is.text);
    });
  }

  private mayRename(was: string, is: string): boolean {
    const { old, now } = this;
    if (old.isOpen || now.isOpen || old.fixed.has(was) || now.fixed.has(is)) return false;
    if (!old.bound.has(was) || !now.bound.has(is)) return false;
    return isSameImport(old.imported.get(was), now.imported.get(is));
  }
}

/** Two names that imports give come from one module: which names of it they are is the import's own edit. */
function isSameImport(was: Imported | undefined, is: Imported | undefined): boolean {
  if (!was || !is) return was === is;
  return was.module === is.module && (was.name === "") === (is.name === "");
}

class OneToOne {
  private forth = new Map<string, string>();
  private back = new Map<string, string>();

  copy(): OneToOne {
    const copy = new OneToOne();
    copy.forth = new Map(this.forth);
    copy.back = new Map(this.back);
    return copy;
  }

  /** False where one of the two is paired with another name already. */
  pair(was: string, is: string): boolean {
    const known = this.forth.get(was);
    if (known !== undefined) return known === is;
    if (this.back.has(is)) return false;
    this.forth.set(was, is);
    this.back.set(is, was);
    return true;
  }
}
