// One comment on the pull request that is kept up to date: found by marker and author, never written twice.

import type { Api } from "./api.ts";

/** When to comment. */
export type CommentMode = "never" | "on-problems" | "always";

/** In a comment that reports problems, or once did. */
const troubled = "<!-- had problems -->";
const resolved = "**Resolved.** The problems that stood here are gone.";

/** Writes, edits or leaves the comment. `key` tells the comments of several configurations apart. */
export async function keepComment(
  api: Api,
  number: number,
  key: string,
  mode: Exclude<CommentMode, "never">,
  text: { readonly body: string; readonly isProblem: boolean },
): Promise<void> {
  const marker = `<!-- onehead:comment:${key} -->`;
  const all = await api.comments(number);
  // Anybody can plant the marker: only a comment of our own account is ours.
  const old = all.find((comment) => comment.isOwn && comment.body.startsWith(marker));
  if (!old && !text.isProblem && mode === "on-problems") return;
  const hadProblems = text.isProblem || old?.body.includes(troubled) === true;
  const body = [
    marker + (hadProblems ? troubled : ""),
    ...(hadProblems && !text.isProblem ? [resolved, ""] : []),
    text.body,
  ].join("\n");
  if (!old) await api.addComment(number, body);
  else if (lines(old.body) !== lines(body)) await api.editComment(old.id, body);
}

/** GitHub may hand a text back with other line ends and without the last one. */
function lines(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
