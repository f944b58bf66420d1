// What Alembic would call a new script's file: `ScriptDirectory._rev_path`.

import type { RevisionId, ScriptDirectory } from "../model.ts";

const usual = "%(rev)s_%(slug)s";

/** The file's path below its version location; null for a template that says something else than Alembic knows, or that leads out. */
export function fileNameOf(
  { fileTemplate = usual, slugLength = 40 }: ScriptDirectory,
  revision: RevisionId,
  message: string,
  now: Date,
): string | null {
  const fields: Readonly<Record<string, string | number>> = {
    rev: revision,
    slug: slugOf(message, slugLength),
    epoch: Math.floor(now.getTime() / 1000),
    year: now.getFullYear(),
    month: now.getMonth() + 1,
    day: now.getDate(),
    hour: now.getHours(),
    minute: now.getMinutes(),
    second: now.getSeconds(),
  };
  let isKnown = true;
  const name = fileTemplate.replace(
    /%(?:\((\w+)\)(0?)(\d{0,2})(?:\.(\d+))?([sd])|%|)/g,
    (all, field, zero, width, digits, kind) => {
      if (all === "%%") return "%";
      const value = field === undefined ? undefined : fields[field];
      if (value === undefined || (kind === "d" && typeof value === "string")) isKnown = false;
      const text = String(value ?? "");
      const padded = kind === "d" && digits ? text.padStart(Number(digits), "0") : text;
      return padded.padStart(Number(width || 0), zero ? "0" : " ");
    },
  );
  const isSafe = isKnown && !/(^|\/)\.{0,2}(\/|$)|[\\\0\r\n]/.test(name);
  return isSafe ? `${name}.py` : null;
}

/** Words of the message, cut at a length and then back to the last `_`, which is kept. */
function slugOf(message: string, length: number): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join("_").toLowerCase();
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length);
  return `${cut.includes("_") ? cut.slice(0, cut.lastIndexOf("_")) : cut}_`;
}
