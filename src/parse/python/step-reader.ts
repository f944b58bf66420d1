// The statements of a function's body, one after the other: tables and columns that they surely make, and the rest.

import type { SyntaxNode } from "@lezer/common";
import type { UpgradeStep } from "../../model.ts";
import { type Call, readCall, textOf } from "./calls.ts";
import { childrenOf, isBareString, statementsOf } from "./tree.ts";

type Made = Exclude<UpgradeStep, { kind: "other" }> & {
  readonly source: string;
  readonly batch: string | null;
};
/** A step as it was read: with its source, and whether it may leave the function. */
export type ReadStep =
  | Made
  | {
      readonly kind: "other";
      readonly source: string;
      readonly batch: string | null;
      readonly line: number;
      readonly mayLeave: boolean;
    };

/** The table that `with op.batch_alter_table("t") as batch_op` opens. */
interface Batch {
  readonly name: string;
  readonly schema: string | null | undefined;
  readonly table: string;
}

/** Deeper blocks than this are not looked into. */
const deepest = 8;

/** With a plain name; `IF NOT EXISTS`, temporary tables and names in quotes are another matter. */
const createTable = /^\s*CREATE\s+TABLE\s+(?!IF\b)(?:(\w{1,64})\.)?(\w{1,64})\s*\(/i;

/** Reads bodies of one text. */
export class StepReader {
  readonly #text: string;
  #lineStarts: readonly number[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = [
      0,
      ...[...text.matchAll(/\r\n?|\n/g)].map(({ 0: end, index }) => index + end.length),
    ];
  }

  block(body: SyntaxNode, batch: Batch | null = null, depth = 0): readonly ReadStep[] {
    return statementsOf(body)
      .filter((statement) => statement.name !== "PassStatement" && !isBareString(statement))
      .flatMap((statement) => this.#statement(statement, batch, depth));
  }

  #statement(statement: SyntaxNode, batch: Batch | null, depth: number): readonly ReadStep[] {
    const [first] = childrenOf(statement);
    if (depth < deepest && statement.name === "WithStatement") {
      const opened = this.#batch(statement);
      const body = statement.getChild("Body");
      if (opened && body) return this.block(body, opened, depth + 1);
    }
    if (depth < deepest && statement.name === "IfStatement") {
      const both = this.#branches(statement, batch, depth);
      if (both) return both;
    }
    const call =
      statement.name === "ExpressionStatement" && first ? readCall(first, this.#text) : null;
    if (call?.receiver === "op" && call.name === "execute")
      return this.#executed(call, batch, statement);
    const made = call ? this.#made(call, batch, statement) : null;
    return [made ?? this.#other(statement, batch)];
  }

  /** What every branch of `if … else …` makes is made whatever the condition says. */
  #branches(statement: SyntaxNode, batch: Batch | null, depth: number): readonly ReadStep[] | null {
    const bodies = statement.getChildren("Body");
    if (bodies.length < 2 || statement.getChild("else") === null) return null;
    const [first = [], ...others] = bodies.map((body) => this.block(body, batch, depth + 1));
    if (/\breturn\b/.test(this.#source(statement))) return null;
    const inAll = first.filter(
      (one) =>
        one.kind !== "other" && others.every((steps) => steps.some((step) => isSame(step, one))),
    );
    const rest = first.length + others.flat().length > inAll.length * bodies.length;
    return rest ? [...inAll, this.#other(statement, batch)] : inAll;
  }

  #batch(statement: SyntaxNode): Batch | null {
    const parts = childrenOf(statement);
    const call = parts[1] ? readCall(parts[1], this.#text) : null;
    const name = statement.getChild("VariableName");
    if (call?.receiver !== "op" || call.name !== "batch_alter_table" || !name) return null;
    const table = textOf(call.positional[0] ?? call.named.get("table_name"), this.#text);
    if (table === null) return null;
    return { name: this.#text.slice(name.from, name.to), schema: this.#schema(call), table };
  }

  /** `op.execute("CREATE TABLE …")`: the first statement of a text that is written out. */
  #executed(call: Call, batch: Batch | null, statement: SyntaxNode): readonly ReadStep[] {
    const [given] = call.positional;
    const inner = given ? readCall(given, this.#text) : null;
    const written = inner?.name === "text" ? inner.positional[0] : given;
    const sql = textOf(written, this.#text) ?? "";
    const [, schema, table] = createTable.exec(sql) ?? [];
    if (table === undefined) return [this.#other(statement, batch)];
    const made: Made = {
      kind: "create-table",
      schema: schema ?? null,
      table,
      columns: [],
      line: this.#line(statement.from),
      source: this.#source(statement),
      batch: batch?.table ?? null,
    };
    return /;\s*\S/.test(sql) ? [made, this.#other(statement, batch)] : [made];
  }

  #made(call: Call, batch: Batch | null, statement: SyntaxNode): Made | null {
    const common = {
      line: this.#line(statement.from),
      source: this.#source(statement),
      batch: batch?.table ?? null,
    };
    // What is there already does not stop these.
    if (call.named.has("if_not_exists") || call.isOpen) return null;
    if (call.receiver === "op" && call.name === "create_table") {
      const table = textOf(call.positional[0] ?? call.named.get("table_name"), this.#text);
      if (table === null) return null;
      const columns = call.positional.slice(1).flatMap((node) => this.#column(node) ?? []);
      return { kind: "create-table", schema: this.#schema(call), table, columns, ...common };
    }
    if (call.name !== "add_column") return null;
    if (batch !== null && call.receiver === batch.name) {
      const column = this.#column(call.positional[0] ?? call.named.get("column"));
      const { schema, table } = batch;
      return column === null ? null : { kind: "add-column", schema, table, column, ...common };
    }
    if (call.receiver !== "op") return null;
    const table = textOf(call.positional[0] ?? call.named.get("table_name"), this.#text);
    const column = this.#column(call.positional[1] ?? call.named.get("column"));
    if (table === null || column === null) return null;
    return { kind: "add-column", schema: this.#schema(call), table, column, ...common };
  }

  #schema({ named }: Call): string | null | undefined {
    const given = named.get("schema");
    if (!given || given.name === "None") return null;
    return textOf(given, this.#text) ?? undefined;
  }

  /** `sa.Column("name", …)` */
  #column(node: SyntaxNode | undefined): string | null {
    const call = node ? readCall(node, this.#text) : null;
    if (call?.name !== "Column") return null;
    return textOf(call.positional[0] ?? call.named.get("name"), this.#text);
  }

  #other(statement: SyntaxNode, batch: Batch | null): ReadStep {
    const source = this.#source(statement);
    const isPlain = /^(?:Expression|Assign)Statement$/.test(statement.name);
    const mayLeave = !isPlain && /\b(?:return|raise|break|continue)\b/.test(source);
    return {
      kind: "other",
      source,
      batch: batch?.table ?? null,
      line: this.#line(statement.from),
      mayLeave,
    };
  }

  #source({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  #line(offset: number): number {
    const at = this.#lineStarts.findIndex((start) => start > offset);
    return at < 0 ? this.#lineStarts.length : at;
  }
}

function isSame(a: ReadStep, b: ReadStep): boolean {
  const key = ({ source: _, line: __, ...step }: Made) => JSON.stringify(step);
  return a.kind !== "other" && b.kind !== "other" && key(a) === key(b);
}
