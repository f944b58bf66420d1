// Lines such as `Running upgrade a1 -> b2, message`: what Alembic began to run.

import type { LoggedStep } from "../evidence.ts";
import { phrase } from "./phrase.ts";
import type { At } from "./position.ts";

const running = phrase(
  "Running {} {}",
  "(upgrade|downgrade|stamp_revision|branch_upgrade|new_branch_upgrade)",
  "([^\\n>→]{0,600}?)\\s{0,40}(?:->|→|=>)([^\\n]{0,600})",
);
const arrowAtEnd = /(?:->|→|=>)[ \t]*\n\s*/g;

/** The steps in the order of their lines. */
export function readSteps(text: string): readonly At<LoggedStep>[] {
  // An arrow at a line's end leads to the next one, unless a downgrade ends at nothing.
  const whole = text.replace(arrowAtEnd, (end, at: number) =>
    /^\w[\w.]*(?:,|\n|$)/.test(text.slice(at + end.length, at + end.length + 201))
      ? "-> ".padEnd(end.length)
      : end,
  );
  return [...whole.matchAll(running)].map(({ 1: what = "", 2: from = "", 3: to = "", index }) => ({
    kind: what === "stamp_revision" ? "stamp" : what === "downgrade" ? "downgrade" : "upgrade",
    from: idsOf(from),
    to: what === "downgrade" ? leadingIds(to) : idsOf(to.split(",")[0] ?? ""),
    position: index,
  }));
}

/** Only what could be a revision: the rest of the line may be a message. */
function leadingIds(text: string): readonly string[] {
  if (/^\s*(?:,|$)/.test(text)) return [];
  const parts = text.split(",").map((part) => part.trim());
  const end = parts.findIndex((part) => part === "" || /\s/.test(part));
  return end < 0 ? parts : parts.slice(0, end);
}

function idsOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim().replace(/\s*\(.*\)$/, ""))
    .filter((part) => part !== "" && part !== "<base>" && !/\s/.test(part));
}
