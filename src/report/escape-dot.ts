// Foreign text in a Graphviz string.

import { visible } from "../text/foreign-text.ts";

/** A quoted string that shows literally. Graphviz reads backslashes and HTML entities in labels, so both are escaped. */
export function quoteDot(text: string, limit = Number.POSITIVE_INFINITY): string {
  const escaped = visible(text, limit).replace(/[\\"]/g, "\\$&").replaceAll("&", "&amp;");
  return `"${escaped}"`;
}
