// Rows below a header `version_num`, with or without a frame: psql, mysql, sqlite3 in their table modes, CSV.

import type { FormReading } from "./form.ts";
import { isNoise, isRule } from "./noise.ts";
import { unquote } from "./unquote.ts";

/** Reads what stands below the header; null where there is no header, and no line that says how many rows there are. */
export function readTable(lines: readonly string[]): FormReading | null {
  const header = lines.findIndex((line) => cells(line).some((cell) => cell === "version_num"));
  const counted = countOf(lines);
  if (header < 0) return counted === 0 ? { ...nothing, counted } : null;
  const names = cells(lines[header]!);
  const column = names.indexOf("version_num");
  const isRuled = lines.slice(header + 1, header + 3).some((line) => isRule(line));
  const rows: string[] = [];
  const blank: number[] = [];
  const passedOver = lines.slice(0, header).filter((line) => !isNoise(line) && !isRule(line));
  for (const line of bodyOf(lines.slice(header + 1))) {
    const isInFrame = /^\s*[|│║].*[|│║]\s*$/.test(line);
    const row = cells(line)[column] ?? "";
    if (isRule(line) || row === "version_num") continue;
    if (line.trim() === "" || (isInFrame && row === "")) {
      blank.push(rows.length);
      if (isInFrame) rows.push("");
    } else if (isInFrame || isRuled || names.length > 1) rows.push(row);
    else if (isPlain(row)) rows.push(row);
    else if (!isNoise(line)) passedOver.push(line);
  }
  // An empty row is a blank line in a table without a frame; the client's count tells.
  const missing = counted === null ? 0 : counted - rows.length;
  const added = missing > 0 && missing === blank.length ? blank.map(() => "") : [];
  return { rows: [...rows, ...added], passedOver, counted, isFramed: true };
}

const nothing = { rows: [], passedOver: [], isFramed: true } as const;

/** Everything up to the client's own footer. */
function bodyOf(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => footer.test(line) || inSet.test(line));
  return end < 0 ? lines.filter((line) => !isNoise(line)) : lines.slice(0, end);
}

function cells(line: string): readonly string[] {
  const bare = line.trim().replace(/^[|│║]|[|│║]$/g, "");
  return bare.split(/[|│║┃\t]/).map((cell) => unquote(cell.trim()));
}

/** A word that can be a revision, whatever a person called it. */
function isPlain(row: string): boolean {
  return row !== "" && !/[\s:=/()[\]{}<>;]/.test(row);
}

/** `(2 rows)`, `(2 Zeilen)`, `(2 строки)`, `(2 行)`, `（2 行记录）` */
const footer = /^\s*[(（](\d{1,9}) ?\S{1,30}[)）]\s*$/;
const inSet = /^\s*(\d{1,9}) rows? in set\b/;

function countOf(lines: readonly string[]): number | null {
  for (const line of lines) {
    if (/^\s*Empty set\b/.test(line)) return 0;
    const [, count] = footer.exec(line) ?? inSet.exec(line) ?? [];
    if (count !== undefined) return Number(count);
  }
  return null;
}
