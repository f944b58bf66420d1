// A history in Alembic's own notation, made safe to print.

import { visible } from "../text/foreign-text.ts";
import { harmlessLines } from "./log-lines.ts";

/** The lines of a history with whatever people wrote into revisions and messages made harmless. */
export function historyText(history: string): string {
  return harmlessLines(
    history
      .split("\n")
      .map((line) => visible(line))
      .join("\n"),
  );
}
