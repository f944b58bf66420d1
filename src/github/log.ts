// What the action prints, line by line and remark by remark, and what becomes of work that fails.

import { error, info, notice, warning } from "@actions/core";
import { CannotCheck, WrongUsage } from "../cannot-check.ts";
import type { Severity } from "../model.ts";
import { harmlessLines } from "../report/log-lines.ts";
import { visible } from "../text/foreign-text.ts";

/** Prints one line. All that this action prints goes through here or through a reporter: text from a repository could hold commands to the runner. */
export function say(line: string): void {
  info(harmlessLines(visible(line)));
}

/** The toolkit's annotations, by level. */
export const print = { error, warning, notice };

/** Prints a remark about the run itself as an annotation. */
export function remark(message: string, level: Severity = "notice"): void {
  print[level](harmlessLines(visible(message)), { title: "onehead" });
}

/** Prints where a bug happened. */
export function sayStack(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  for (const line of stack.split("\n")) say(line);
}

/** Does work that the verdict does not depend on: where it fails, it costs what it was for (`what`) and one notice. */
export async function attempt(what: string, work: () => void | Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isTold(error)) remark(`Left out, ${what}: ${(error as Error).message}`);
    else {
      sayStack(error);
      remark(`Left out, ${what}, by a bug of onehead's own; the log has its stack.`);
    }
    return false;
  }
}

/** Trouble with a remedy, or something that the operating system refused. */
function isTold(error: unknown): boolean {
  return (
    error instanceof CannotCheck ||
    error instanceof WrongUsage ||
    (error instanceof Error && "syscall" in error)
  );
}
