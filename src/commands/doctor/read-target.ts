// `--target`: the command that is asked about, as it would be typed behind `alembic`.

import { WrongUsage } from "../../cannot-check.ts";
import type { Command } from "../../doctor/diagnosis/foretell.ts";

const names = ["upgrade", "downgrade", "stamp"] as const;

/** Reads `downgrade -1`, `stamp --purge a1 b2`, or a target alone, which is one of `upgrade`. Throws WrongUsage. */
export function readTarget(typed: string): Command {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  const named = names.find((name) => name === words[0]);
  const rest = named ? words.slice(1) : words;
  const name = named ?? "upgrade";
  const purge = name === "stamp" && rest.includes("--purge");
  const targets = rest.filter((word) => !(purge && word === "--purge"));
  if (targets.length === 0 || (name !== "stamp" && targets.length > 1)) {
    throw new WrongUsage(
      `\`--target\` takes one command of Alembic's with its target, such as \`upgrade +1\`, \`downgrade -1\`, \`stamp a1b2\` or a target alone, and not \`${typed}\`.`,
    );
  }
  return { typed: `${name} ${rest.join(" ")}`, name, targets, purge };
}
