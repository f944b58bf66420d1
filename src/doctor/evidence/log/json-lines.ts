// A log's line as JSON, as containers and structured loggers write it → the sentences in it.

/** Beyond this, text is no line of a log. */
const longest = 4_000_000;
const deepest = 6;

/** Every text in a JSON value, one a line; null where this is none. What stands in a text as JSON is opened too. */
export function stringsOfJson(text: string): string | null {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed) || !/[\]}]$/.test(trimmed) || trimmed.length > longest) return null;
  const value = parse(trimmed);
  if (value === undefined) return null;
  return [...strings(value, 0)].join("\n");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* strings(value: unknown, depth: number): Iterable<string> {
  if (typeof value === "string") yield stringsOfJson(value) ?? value;
  if (typeof value !== "object" || value === null || depth === deepest) return;
  for (const part of Object.values(value)) yield* strings(part, depth + 1);
}
