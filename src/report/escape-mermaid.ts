// Foreign text in a Mermaid label.

import { spaced } from "../text/foreign-text.ts";

/**
 * Text for a quoted label: everything but letters, digits, blanks and a few harmless signs becomes `#code;`.
 * Mermaid looks for `$$` (a formula) and `fa:fa-` (an icon) only after it has read those, so a zero width space parts them.
 */
export function escapeMermaid(text: string, limit: number): string {
  return spaced(text, limit)
    .replace(/\$(?=\$)|:(?=fa-)/g, "$&\u200b")
    .replace(/[^\p{L}\p{N} _.,:/()@+=-]/gu, (character) => `#${character.codePointAt(0)};`);
}
