// Rows as people type or pipe them: a list with commas, or what a database's own client prints.

/** A list with commas. Blanks in front of a row are the typist's; those behind it may be the row's. */
export function readTypedRows(text: string): readonly string[] {
  if (text.trim() === "") return [];
  return text.split(",").map((row) => unquote(row.trimStart()));
}

/** Lines that `psql`, `mysql` and `sqlite3` print around rows. */
const decoration = /^(?:\(\d+ rows?\)|\d+ rows? in set.*|[-+=| ]+|version_num)$/;

/** One row a line; a header, rules and frames of a client are passed over. */
export function readPipedRows(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      /^\s*\|.*\|\s*$/.test(line) ? line.trim().slice(1, -1).trim() : line.trimStart(),
    )
    .filter((line) => line !== "" && !decoration.test(line.trim()))
    .map(unquote);
}

/** `''` or `""` is an empty row. */
function unquote(row: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(row);
  return quoted ? quoted[2]! : row;
}
