// A settings file in YAML as a value. Apart, because loading the YAML parser takes longer than most runs spend on settings.

import { type Document, isNode, isScalar, parseDocument, visit } from "yaml";
import { WrongUsage } from "../cannot-check.ts";

/** The value that a text holds, null where it holds none. Throws WrongUsage where it is no YAML, or more than settings need. Prints nothing, as the library would by itself with the text in it. */
export function parseYaml(path: string, text: string): unknown {
  const refuse = (what: string, offset = 0) => {
    const line = text.slice(0, offset).split("\n").length;
    return new WrongUsage(`\`${path}\` ${what}, at line ${line}. Mend the file.`);
  };
  try {
    const document = parseDocument(text, { logLevel: "error", prettyErrors: false });
    const [trouble] = document.errors;
    if (trouble) throw refuse("is no valid YAML", trouble.pos[0]);
    const tagged = findTag(document) ?? document.warnings[0]?.pos[0];
    if (tagged !== undefined)
      throw refuse("has a tag or a directive, which settings do without", tagged);
    const odd = findOddKey(document);
    if (odd !== undefined) throw refuse("has a list or a table for a name", odd);
    return document.toJS({ maxAliasCount: 10 });
  } catch (error) {
    // The parser calls itself for every level, and the stack has an end.
    if (error instanceof RangeError) throw refuse("is nested too deeply");
    if (error instanceof WrongUsage) throw error;
    // Aliases and merges that lead nowhere are plain errors of several kinds.
    throw refuse("is no valid YAML");
  }
}

/** Where the first key stands that is no plain name. The library writes such a key out as text, and again for each level of keys in it. */
function findOddKey(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair(_, { key }) {
      if (!isNode(key) || isScalar(key)) return;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the first value stands that is given a type of its own: `!!binary`, `!secret`. */
function findTag(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, (_, node) => {
    if (!isNode(node) || !("tag" in node) || node.tag === undefined) return;
    offset = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return offset;
}
