// A value in quotes, as CSV, SQL and people write it.

/** `''` or `""` is an empty row. */
export function unquote(row: string): string {
  const [, quote = "", inner] = /^(['"])(.*)\1$/s.exec(row) ?? [];
  return inner === undefined ? row : inner.replaceAll(quote + quote, quote);
}
