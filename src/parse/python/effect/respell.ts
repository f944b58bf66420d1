// Spellings of one statement: what may be read in place of a node without another statement reaching the database.
import type { SyntaxNode } from "@lezer/common";
import { marker, type Respell, stringToken } from "../canonical.ts";
import { decodeString } from "../string-literal.ts";
import { childrenOf, statementsOf, withoutParentheses } from "../tree.ts";
import type { Names } from "./names.ts";

/** Methods of a logger that only tell. */
const tells = /^(debug|info|warn|warning|error|exception|critical|log|fatal|success|trace)$/;

/** Functions that only turn a value into another. */
const harmless = /^(len|str|repr|int|float|sorted|list|tuple|set|sum|min|max|type|round)$/;

/** A name that SQLAlchemy's `text` takes for a parameter. */
const bindParameter = /(?<![:\w\\]):\w+(?!:)|\\:/;

/** How the nodes of a file with these names may be read. */
export function respellings(module: SyntaxNode, names: Names, text: string): Respell {
  const source = ({ from, to }: SyntaxNode) => text.slice(from, to);
  const isOnce = (name: string) => names.bound.get(name) === 1;
  const loggers = new Set(
    statementsOf(module)
      .filter(isLogger)
      .map((statement) => source(childrenOf(statement)[0]!)),
  );

  return (node) => {
    switch (node.name) {
      case "ExpressionStatement":
        return isTelling(node) ? [] : null;
      case "AssignStatement":
        return isLogger(node) || isUnusedAlias(node) ? [] : null;
      case "TypeDefinition":
        return isUnused(childrenOf(node)[1]) ? [] : null;
      case "FunctionDefinition":
        return isUnusedHelper(node) ? [] : null;
      case "UnaryExpression":
        return negated(node);
      case "CallExpression":
        return literalInText(node) ?? formatted(node);
      case "BinaryExpression":
        return interpolated(node);
      case "FormatString":
        return filledIn(node);
      default:
        return null;
    }
  };

  /** `print(…)`, `warnings.warn(…)`, `log.info(…)`, whose arguments do nothing either. */
  function isTelling(statement: SyntaxNode): boolean {
    const [call, ...more] = childrenOf(statement);
    if (call?.name !== "CallExpression" || more.length > 0) return false;
    const [callee, list] = childrenOf(call);
    if (!callee || list?.name !== "ArgList" || !isHarmless(list)) return false;
    if (callee.name === "VariableName")
      return (
        (source(callee) === "print" && !names.bound.has("print")) ||
        isNamed(callee, "warnings", "warn")
      );
    const [object, , method] = callee.name === "MemberExpression" ? childrenOf(callee) : [];
    if (object?.name !== "VariableName" || method?.name !== "PropertyName") return false;
    const module = names.imported.get(source(object));
    if (module?.name === "" && module.module === "warnings")
      return isOnce(source(object)) && source(method) === "warn";
    return tells.test(source(method)) && isLoggerName(source(object));
  }

  function isHarmless(list: SyntaxNode): boolean {
    let found = true;
    list.cursor().iterate((ref) => {
      const { node } = ref;
      if (/^(NamedExpression|AwaitExpression|YieldExpression)$/.test(ref.name)) found = false;
      if (ref.name === "CallExpression") {
        const callee = childrenOf(node)[0];
        const isKnown =
          callee?.name === "VariableName" &&
          harmless.test(source(callee)) &&
          !names.bound.has(source(callee));
        const [object, , method] = callee?.name === "MemberExpression" ? childrenOf(callee) : [];
        const isFormat =
          object?.name === "String" && method !== undefined && source(method) === "format";
        found &&= isKnown || isFormat;
      }
      return found;
    });
    return found;
  }

  function isNamed(callee: SyntaxNode, module: string, name: string): boolean {
    const imported = names.imported.get(source(callee));
    return isOnce(source(callee)) && imported?.module === module && imported.name === name;
  }

  /** A logger: the module `logging`, what `getLogger` gave, or a logger that another module gives. */
  function isLoggerName(name: string): boolean {
    if (!isOnce(name)) return false;
    const imported = names.imported.get(name);
    if (imported) {
      const isModule = imported.module === "logging" && imported.name === "";
      return isModule || (imported.module === "loguru" && imported.name === "logger");
    }
    return loggers.has(name);
  }

  /** `log = logging.getLogger(…)` at the module's level. */
  function isLogger(statement: SyntaxNode): boolean {
    if (statement.name !== "AssignStatement" || statement.parent?.name !== "Script") return false;
    const [target, operator, value, ...more] = childrenOf(statement).filter(
      ({ name }) => name !== "TypeDef",
    );
    if (target?.name !== "VariableName" || operator?.name !== "AssignOp" || more.length > 0)
      return false;
    if (value?.name !== "CallExpression" || !isOnce(source(target))) return false;
    const [callee, list] = childrenOf(value);
    return (
      /(^|\.)(getLogger|get_logger)$/.test(callee ? source(callee) : "") &&
      list !== undefined &&
      isHarmless(list)
    );
  }

  function isUnused(name: SyntaxNode | undefined): boolean {
    return (
      name?.name === "VariableName" &&
      !names.isOpen &&
      !names.fixed.has(source(name)) &&
      isOnce(source(name)) &&
      !names.read.has(source(name))
    );
  }

  /** `Names = Sequence[str] | None`, which only annotations name. */
  function isUnusedAlias(statement: SyntaxNode): boolean {
    if (statement.parent?.name !== "Script") return false;
    const [target, operator, value, ...more] = childrenOf(statement).filter(
      ({ name }) => name !== "TypeDef",
    );
    if (operator?.name !== "AssignOp" || !value || more.length > 0 || !isUnused(target))
      return false;
    let isType = value.name === "MemberExpression" || value.name === "BinaryExpression";
    value.cursor().iterate((ref) => {
      isType &&=
        /^(MemberExpression|BinaryExpression|VariableName|PropertyName|None|BitOp|String|[[\].,|])$/.test(
          ref.name,
        );
      return isType;
    });
    return isType;
  }

  /** A function of the module that nothing mentions, not even itself from elsewhere. */
  function isUnusedHelper(definition: SyntaxNode): boolean {
    if (definition.parent?.name !== "Script" || names.isOpen) return false;
    const name = definition.getChild("VariableName");
    const list = definition.getChild("ParamList");
    if (
      !name ||
      !list ||
      names.fixed.has(source(name)) ||
      !isOnce(source(name)) ||
      !isHarmless(list)
    )
      return false;
    let inside = 0;
    definition.cursor().iterate((ref) => {
      if (ref.name === "VariableName" && source(ref.node) === source(name)) inside += 1;
    });
    return (names.read.get(source(name)) ?? 0) === inside - 1;
  }

  /** `not a in b` is `a not in b`, and with `is` likewise. */
  function negated(node: SyntaxNode): ReturnType<Respell> {
    const [not, operand] = childrenOf(node);
    const comparison = not?.name === "not" && operand ? withoutParentheses(operand) : null;
    const [left, operator, right, ...more] =
      comparison?.name === "BinaryExpression" ? childrenOf(comparison) : [];
    if (!left || !operator || !right || more.length > 0) return null;
    const isChained = [left, right].some(
      (side) =>
        side.name === "BinaryExpression" &&
        /(^| )(in|is|CompareOp)/.test(
          childrenOf(side)
            .map(({ name }) => name)
            .join(" "),
        ),
    );
    if (isChained) return null;
    const begin = marker("<BinaryExpression", node.from);
    const end = marker(">", node.to);
    const at = operator.from;
    if (operator.name === "in")
      return [begin, left, marker("not", at), marker("in", at), right, end];
    if (operator.name === "is")
      return [begin, left, marker("is", at), marker("not", at), right, end];
    return null;
  }

  /** `text("…")` is its literal where that has no parameter. */
  function literalInText(call: SyntaxNode): ReturnType<Respell> {
    const [callee, list] = childrenOf(call);
    if (!callee || list?.name !== "ArgList" || !isText(callee)) return null;
    const [, literal, ...more] = childrenOf(list).filter(({ name }) => name !== ",");
    if (!literal || more.length !== 1) return null;
    const value = plainText(withoutParentheses(literal));
    return value === null || bindParameter.test(value) ? null : [literal];
  }

  function isText(callee: SyntaxNode): boolean {
    const ofSqlalchemy = (module: string) => /^sqlalchemy(\.|$)/.test(module);
    if (callee.name === "VariableName") {
      const imported = names.imported.get(source(callee));
      return isOnce(source(callee)) && imported?.name === "text" && ofSqlalchemy(imported.module);
    }
    const [object, , method] = callee.name === "MemberExpression" ? childrenOf(callee) : [];
    if (object?.name !== "VariableName" || !method || source(method) !== "text") return false;
    const imported = names.imported.get(source(object));
    return isOnce(source(object)) && imported?.name === "" && imported.module === "sqlalchemy";
  }

  /** What a literal without replacement fields says; null for anything else, bytes included. */
  function plainText(node: SyntaxNode): string | null {
    const literals = node.name === "ContinuedString" ? childrenOf(node) : [node];
    let whole = "";
    for (const literal of literals) {
      if (literal.name !== "String") return null;
      const { isBytes, isClosed, text: part } = decodeString(source(literal));
      if (isBytes || !isClosed || part === null) return null;
      whole += part;
    }
    return whole;
  }

  /** A literal as `str` shows it: a text, or a plain whole number. */
  function shown(node: SyntaxNode): string | null {
    const inner = withoutParentheses(node);
    if (inner.name === "Number") return /^(0|[1-9]\d*)$/.test(source(inner)) ? source(inner) : null;
    return plainText(inner);
  }

  /** `"a %s" % "b"`. */
  function interpolated(node: SyntaxNode): ReturnType<Respell> {
    const [left, operator, right, ...more] = childrenOf(node);
    if (!left || !right || more.length > 0 || !operator || source(operator) !== "%") return null;
    const format = plainText(withoutParentheses(left));
    const inner = withoutParentheses(right);
    const items =
      inner.name === "TupleExpression"
        ? childrenOf(inner).filter(({ name }) => !/^[(),]$/.test(name))
        : [right];
    const values = items.map(shown);
    if (format === null || values.includes(null)) return null;
    const fields = format.match(/%[\s\S]?/g) ?? [];
    if (fields.some((field) => field !== "%s" && field !== "%%")) return null;
    if (fields.filter((field) => field === "%s").length !== values.length) return null;
    let next = 0;
    return [
      stringToken(
        format.replace(/%[s%]/g, (field) => (field === "%%" ? "%" : values[next++]!)),
        node,
      ),
    ];
  }

  /** `"a {}".format("b")`. */
  function formatted(call: SyntaxNode): ReturnType<Respell> {
    const [callee, list] = childrenOf(call);
    const [object, , method] = callee?.name === "MemberExpression" ? childrenOf(callee) : [];
    if (!object || !method || source(method) !== "format" || list?.name !== "ArgList") return null;
    const format = plainText(withoutParentheses(object));
    const values = new Map<string, string>();
    let position = 0;
    const items = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
    for (let at = 0; at < items.length; at += 1) {
      const isKeyword = items[at + 1]?.name === "AssignOp";
      const value = items[isKeyword ? at + 2 : at];
      const text = value ? shown(value) : null;
      if (text === null) return null;
      values.set(isKeyword ? source(items[at]!) : String(position++), text);
      if (isKeyword) at += 2;
    }
    return format === null ? null : fill(format, values, call);
  }

  function fill(
    format: string,
    values: ReadonlyMap<string, string>,
    at: SyntaxNode,
  ): ReturnType<Respell> {
    let next = 0;
    let isKnown = true;
    const parts = format.replace(/\{\{|\}\}|\{(\w*)\}|[{}]/g, (field, name: string | undefined) => {
      if (field === "{{" || field === "}}") return field[0]!;
      const value =
        name === undefined ? undefined : values.get(name === "" ? String(next++) : name);
      isKnown &&= value !== undefined;
      return value ?? "";
    });
    return isKnown ? [stringToken(parts, at)] : null;
  }

  /** An f-string all of whose fields are literals. */
  function filledIn(node: SyntaxNode): ReturnType<Respell> {
    const fields = node.getChildren("FormatReplacement");
    const { isFormatted, isBytes, isClosed } = decodeString(source(node));
    if (fields.length === 0 || !isFormatted || isBytes || !isClosed) return null;
    const values = fields.map((field) => {
      const [open, value, close, ...more] = childrenOf(field);
      return open && value && close?.name === "}" && more.length === 0 ? shown(value) : null;
    });
    if (values.includes(null)) return null;
    // The literal without its fields, each a mark that no text has.
    let written = "";
    let at = node.from;
    for (const [index, field] of fields.entries()) {
      written += `${text.slice(at, field.from)}\u0000${index}\u0000`;
      at = field.to;
    }
    const { text: decoded } = decodeString(written + text.slice(at, node.to));
    if (decoded === null) return null;
    const whole = decoded
      .replace(/\{\{/g, "{")
      .replace(/\}\}/g, "}")
      .replace(/\0(\d+)\0/g, (_, index) => values[Number(index)]!);
    return [stringToken(whole, node)];
  }
}
