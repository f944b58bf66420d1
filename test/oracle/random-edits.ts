// Two random texts of one script: the same code written in two manners, and sometimes with one thing changed.

import fc from "fast-check";

/** The texts before and after an edit. */
export interface EditCase {
  readonly before: string;
  readonly after: string;
}

type Expression =
  | { readonly kind: "name" | "text" | "number"; readonly number: number }
  | { readonly kind: "call"; readonly number: number; readonly items: readonly Expression[] }
  | {
      readonly kind: "tuple" | "list" | "set" | "sum" | "compare" | "dict";
      readonly items: readonly Expression[];
    };

type Statement =
  | { readonly kind: "expression" | "return" | "assign" | "raise"; readonly value: Expression }
  | {
      readonly kind: "if" | "for" | "with" | "try";
      readonly value: Expression;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "pass" | "import" };

interface Draft {
  readonly module: readonly Statement[];
  readonly upgrade: readonly Statement[];
  readonly downgrade: readonly Statement[];
}

const { statements } = fc.letrec<{
  expression: Expression;
  statement: Statement;
  statements: readonly Statement[];
}>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom("name" as const, "text" as const, "number" as const),
      number: fc.nat(9),
    }),
    fc.record({
      kind: fc.constant("call" as const),
      number: fc.nat(9),
      items: fc.array(tie("expression"), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom(
        "tuple" as const,
        "list" as const,
        "set" as const,
        "sum" as const,
        "compare" as const,
        "dict" as const,
      ),
      items: fc.array(tie("expression"), { minLength: 1, maxLength: 3 }),
    }),
  ),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom(
        "expression" as const,
        "assign" as const,
        "return" as const,
        "raise" as const,
      ),
      value: tie("expression"),
    }),
    fc.record({ kind: fc.constantFrom("pass" as const, "import" as const) }),
    fc.record({
      kind: fc.constantFrom("if" as const, "for" as const, "with" as const, "try" as const),
      value: tie("expression"),
      body: tie("statements"),
    }),
  ),
  statements: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }),
}));

/** Choices of a manner of writing, used one after the other and again from the start. */
const manners = fc.array(fc.nat(11), { minLength: 1, maxLength: 12 });

/** Random edits: about half of them change nothing but the manner. */
export const editCases: fc.Arbitrary<EditCase> = fc
  .record({
    draft: fc.record({ module: statements, upgrade: statements, downgrade: statements }),
    before: manners,
    after: manners,
    changed: fc.option(fc.nat(30)),
  })
  .map(({ draft, before, after, changed }) => ({
    before: new Writer(before, null).script(draft),
    after: new Writer(after, changed).script(draft),
  }));

/** Writes code in one manner. The token with the number `changed` is written as another one. */
class Writer {
  private readonly manner: readonly number[];
  private readonly changed: number | null;
  private choices = 0;
  private tokens = 0;

  constructor(manner: readonly number[], changed: number | null) {
    this.manner = manner;
    this.changed = changed;
  }

  script({ module, upgrade, downgrade }: Draft): string {
    const parts = [
      this.choose(['"""a doc"""\n', '"""another\n\ndoc"""\n', "", "# a comment\n"]),
      "import sqlalchemy as sa\n",
      `revision${this.choose(["", ": str", ": 'Final[str]'"])} = ${this.choose(["'b'", '"b"', "('b')"])}\n`,
      "down_revision = 'a'\n",
      this.block(
        module.filter(({ kind }) => kind !== "return"),
        0,
      ),
      this.function("upgrade", upgrade),
      this.function("downgrade", downgrade),
    ];
    const text = parts.join(this.choose(["", "\n", "\n\n"]));
    return this.choose([text, text, text.replaceAll("\n", "\r\n"), `${text}\n\n`]);
  }

  private function(name: string, body: readonly Statement[]): string {
    const result = this.choose(["", " -> None", " -> 'None'"]);
    const doc = this.choose([
      "",
      '    """Upgrade."""\n',
      "    'one line'\n\n",
      "    # a comment\n",
    ]);
    return `def ${name}()${result}:\n${doc}${this.block(body, 4)}`;
  }

  private block(body: readonly Statement[], indent: number): string {
    return (
      body.map((statement) => this.statement(statement, indent)).join("") ||
      `${" ".repeat(indent)}pass\n`
    );
  }

  private statement(statement: Statement, indent: number): string {
    const before = " ".repeat(indent);
    const end = this.choose([
      "\n",
      "\n",
      "  # a comment\n",
      "\n\n",
      ";\n",
      `\n${before}# a comment\n`,
    ]);
    switch (statement.kind) {
      case "expression":
        return `${before}${this.free(statement.value)}${end}`;
      case "assign":
        return `${before}${this.token("x", "y")}${this.choose(["", "", ": int"])} = ${this.free(statement.value)}${end}`;
      case "return":
        return `${before}return ${this.free(statement.value)}${end}`;
      case "raise":
        return `${before}raise ${this.expression(statement.value)}${end}`;
      case "pass":
        return `${before}pass${end}`;
      case "import":
        return `${before}from a import ${this.choose([`${this.token("b", "d")}, c`, `(${this.token("b", "d")}, c)`, `(\n${this.token("b", "d")},\n    c,\n)`])}${end}`;
      case "if":
        return `${before}if ${this.expression(statement.value)}:\n${this.block(statement.body, indent + this.width())}`;
      case "for":
        return `${before}for ${this.token("i", "j")} in ${this.free(statement.value)}:\n${this.block(statement.body, indent + this.width())}`;
      case "with":
        return `${before}with ${this.expression(statement.value)} as f:\n${this.block(statement.body, indent + this.width())}`;
      case "try":
        return `${before}try:\n${this.block(statement.body, indent + this.width())}${before}finally:\n${before}    pass\n`;
    }
  }

  private width(): number {
    return this.choose([4, 4, 2, 8]);
  }

  /** An expression where a tuple needs no parentheses. */
  private free(expression: Expression): string {
    const { kind } = expression;
    if (kind !== "tuple" || this.choose([true, false, false])) return this.expression(expression);
    const items = expression.items.map((item) => this.expression(item)).join(", ");
    return expression.items.length === 1 ? `${items},` : items;
  }

  private expression(expression: Expression): string {
    const text = this.bare(expression);
    return this.choose([text, text, text, `(${text})`, `(\n    ${text}\n)`, `( # why\n${text})`]);
  }

  private bare(expression: Expression): string {
    switch (expression.kind) {
      case "name":
        return this.token(`n${expression.number}`, "other");
      case "number":
        return this.token(this.number(expression.number), "77");
      case "text":
        return this.token(this.text(expression.number), '"other"');
      case "call": {
        const [first, ...rest] = expression.items;
        if (!first) return `op.f${expression.number}()`;
        return `op.f${expression.number}(${this.list([...rest.map((item) => this.expression(item)), `key=${this.expression(first)}`])})`;
      }
      case "tuple": {
        const items = expression.items.map((item) => this.expression(item));
        return items.length === 1 ? `(${items[0]},)` : `(${this.list(items)})`;
      }
      case "list":
        return `[${this.list(expression.items.map((item) => this.expression(item)))}]`;
      case "set":
        return `{${this.list(expression.items.map((item) => this.expression(item)))}}`;
      case "dict":
        return `{${this.list(expression.items.map((item) => `${this.expression(item)}: 1`))}}`;
      case "sum":
        return `(${expression.items.map((item) => this.expression(item)).join(this.token(" + ", " - "))} + 1)`;
      case "compare":
        return `(${expression.items.map((item) => this.expression(item)).join(" == ")} == ${this.token("1", "2")})`;
    }
  }

  private list(items: readonly string[]): string {
    const separator = this.choose([", ", ", ", ",", ",\n        ", ",  # next\n"]);
    return items.join(separator) + this.choose(["", "", ",", ",\n"]);
  }

  private number(number: number): string {
    return this.choose([
      `${number}`,
      `${number}`,
      `0x${number.toString(16)}`,
      `0b${number.toString(2)}`,
    ]);
  }

  private text(number: number): string {
    const value = [
      "ab",
      "it's",
      "say 'x' ",
      "",
      "two  blanks",
      "ünï",
      "SELECT 1\\nFROM t",
      "a\\tb",
      "100%",
      "{}",
    ][number]!;
    const quoted = [
      `"${value}"`,
      `"""${value}"""`,
      `u"${value}"`,
      `"${value.slice(0, 1)}" "${value.slice(1)}"`,
    ];
    if (!value.includes("'")) quoted.push(`'${value}'`, `'''${value}'''`);
    if (!value.includes("\\")) quoted.push(`r"${value}"`);
    return this.choose(quoted.filter((one) => !one.startsWith('"\\" ')));
  }

  private token(written: string, other: string): string {
    return this.tokens++ === this.changed ? other : written;
  }

  private choose<T>(options: readonly T[]): T {
    const choice = this.manner[this.choices++ % this.manner.length]!;
    return options[choice % options.length]!;
  }
}
