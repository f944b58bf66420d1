// Foreign text in HTML and SVG, as text or inside a quoted attribute.

import { spaced } from "../text/foreign-text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that shows literally in HTML and XML. */
export function escapeHtml(text: string): string {
  return spaced(text).replace(/[&<>"']/g, (character) => entities[character]!);
}
