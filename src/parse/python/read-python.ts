// The door to Python: a file's facts, by the fast reader where it leaves no doubt, else by the whole tree.

import type { PythonFacts } from "./facts.ts";
import { readTree } from "./read-tree.ts";
import { scan } from "./scan.ts";

/** What a text says as Python, however it is spelled. */
export function readPython(text: string): PythonFacts {
  return scan(text) ?? readTree(text);
}
