// Drawings as JSON, for other programs.

import type { Drawing } from "../model.ts";
import { printJson } from "./json.ts";

/** One drawing for each script directory, as the model has them. */
export function graphJson(drawings: readonly Drawing[]): string {
  return printJson(drawings);
}
