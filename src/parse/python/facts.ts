// What onehead wants to know of a migration script's Python, before Alembic's rules are applied to it.

/** The module attributes that Alembic reads. */
export const identifiers = ["revision", "down_revision", "branch_labels", "depends_on"] as const;

/** One of the four. */
export type Identifier = (typeof identifiers)[number];

/** Tells the four from other names. */
export function isIdentifier(name: string): name is Identifier {
  return (identifiers as readonly string[]).includes(name);
}

/** A stretch of text by offsets, the end excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The value of an expression, as far as it can be known without running Python. */
export type Value = Span &
  (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "none" }
    | {
        readonly kind: "sequence";
        readonly of: "tuple" | "list" | "set";
        readonly items: readonly Value[];
      }
    | {
        /** A literal that is neither text nor None; `repr` is null where it takes Python to know it. */
        readonly kind: "other";
        readonly of: "int" | "float" | "complex" | "bool" | "bytes" | "ellipsis";
        readonly repr: string | null;
      }
    | {
        /** `what` follows "`revision` is": "the result of a call", "assigned under a condition". */
        readonly kind: "unknown";
        readonly what: string;
        /** True where the text is not valid Python. */
        readonly invalid: boolean;
      }
  );

/** The last top-level binding of a name. */
export interface Binding {
  readonly value: Value;
  /** The statement, or the part of it that can be written anew. */
  readonly statement: Span;
  /** Where the text that leads up to the value ends. */
  readonly valueFrom: number;
}

/** A file read as Python. */
export interface PythonFacts {
  /** `__doc__`, null without one. */
  readonly docstring: string | null;
  readonly bindings: ReadonlyMap<Identifier, Binding>;
  /** Modules of which everything is imported, as written. */
  readonly starImports: readonly string[];
  readonly hasUpgrade: boolean;
  readonly hasDowngrade: boolean;
  /** Comments that speak to onehead. */
  readonly comments: readonly Span[];
  /** The first place that is certainly not valid Python. */
  readonly conflictMarker: Span | null;
  /** True where nothing could be made of the text as Python. */
  readonly isBeyondParsing: boolean;
}
