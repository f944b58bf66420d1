// A settings file in YAML as a value. Apart, because loading the YAML parser takes longer than most runs spend on settings.

import { parse, YAMLParseError } from "yaml";
import { WrongUsage } from "../cannot-check.ts";

/** The value that a text holds, null where it holds none. Throws WrongUsage where it is no YAML. */
export function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10, prettyErrors: false });
  } catch (error) {
    // The parser calls itself for every level, and the stack has an end.
    if (error instanceof RangeError) {
      throw new WrongUsage(`\`${path}\` is nested too deeply. Mend the file.`);
    }
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    const start = error instanceof YAMLParseError ? error.pos[0] : 0;
    const line = text.slice(0, start).split("\n").length;
    throw new WrongUsage(`\`${path}\` is no valid YAML, at line ${line}. Mend the file.`);
  }
}
