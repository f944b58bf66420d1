// Scripts that send nothing on the way up: placeholders and merge revisions.
import type { SyntaxNode } from "@lezer/common";
import { canonicalTokens } from "../canonical.ts";
import { hasError, isBareString, parseTree, statementsOf } from "../tree.ts";
import { readNames } from "./names.ts";
import { respellings } from "./respell.ts";

/** True where `upgrade` surely does nothing but print or log, and the module's own code calls nothing else. */
export function isIdle(text: string): boolean {
  const module = parseTree(text).topNode;
  if (hasError(module)) return false;
  const respell = respellings(module, readNames(module, text), text);
  const upgrades: SyntaxNode[] = [];
  for (const statement of statementsOf(module)) {
    const name =
      statement.name === "FunctionDefinition" ? statement.getChild("VariableName") : null;
    if (name && /^upgrade(_|$)/.test(text.slice(name.from, name.to))) upgrades.push(statement);
    else if (!name && statement.name !== "ImportStatement" && !isBareString(statement)) {
      const isQuiet = statement.name === "AssignStatement" && !holdsCall(statement);
      if (!isQuiet && respell(statement)?.length !== 0) return false;
    }
  }
  return upgrades.length > 0 && upgrades.every((one) => isEmpty(one, text, respell));
}

function holdsCall(statement: SyntaxNode): boolean {
  let found = false;
  statement.cursor().iterate((ref) => {
    found ||= ref.name === "CallExpression" || ref.name === "AwaitExpression";
    return !found;
  });
  return found;
}

/** No statement but `pass`, a bare string, a bare `return` or what only tells. */
function isEmpty(
  definition: SyntaxNode,
  text: string,
  respell: ReturnType<typeof respellings>,
): boolean {
  const body = definition.getChild("Body");
  const parameters = definition.getChild("ParamList");
  if (!body || (parameters && holdsCall(parameters))) return false;
  return statementsOf(body).every((statement) => {
    const tokens = canonicalTokens(statement, text, respell).map((token) => token.text);
    return tokens.length === 0 || tokens.join(" ") === "<ReturnStatement return >";
  });
}
