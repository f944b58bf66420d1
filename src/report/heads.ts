// What `onehead heads` prints: the heads of each script directory, marked as `alembic heads` marks them.

import { visible } from "../text/foreign-text.ts";
import { count } from "../text/sentence.ts";
import { harmlessLines } from "./log-lines.ts";

/** The heads of one script directory. */
export interface ListedHeads {
  readonly name: string;
  readonly heads: readonly string[];
  readonly realHeads: readonly string[];
  readonly scripts: number;
  /** Why the list may be wrong, null where it is not. */
  readonly trouble: string | null;
  /** What is not known of the script directory. */
  readonly partial: readonly string[];
}

/** The list as text. A head that some script still depends on is an effective head. */
export function headsReport(directories: readonly ListedHeads[]): string {
  const blocks = directories.map(({ name, heads, realHeads, scripts, trouble, partial }) =>
    [
      `${visible(name)}: ${count(heads.length, "head")}, ${count(scripts, "script")}`,
      ...heads.map(
        (head) => `  ${visible(head)} ${realHeads.includes(head) ? "(head)" : "(effective head)"}`,
      ),
      ...(trouble === null ? [] : [`  ${visible(trouble)}`]),
      ...partialLines(partial.filter((reason) => reason !== trouble)),
    ].join("\n"),
  );
  return harmlessLines(`${blocks.join("\n")}\n`);
}

function partialLines(partial: readonly string[]): readonly string[] {
  const more = partial.length > 3 ? [`and ${partial.length - 3} more of this kind`] : [];
  return [...partial.slice(0, 3), ...more].map((reason) => `  known in part: ${visible(reason)}`);
}
