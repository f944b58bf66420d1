// Python's % operator, which Alembic applies to settings.

import type { Location } from "../../model.ts";
import { pythonRepr } from "../../text/python.ts";
import { Refused } from "./refused.ts";

/** `text % {"here": here}`, which Alembic applies to every string of `pyproject.toml`. Throws Refused where Python raises. */
export function formatPercent(text: string, here: string, at: Location): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf("%"); start >= 0; start = text.indexOf("%", from)) {
    pieces.push(text.slice(from, start));
    const directive = /%(?:\(([^()]*)\))?[-#0 +]*\d*(?:\.\d*)?[hlL]?/y;
    directive.lastIndex = start;
    const [whole, key] = directive.exec(text)!;
    if (key === undefined && text[start + 1] === "(") {
      throw new Refused(at, "ValueError: incomplete format key");
    }
    const conversion = text[start + whole.length];
    if (key !== undefined && key !== "here") throw new Refused(at, `KeyError: ${pythonRepr(key)}`);
    const isWhole = key === undefined;
    pieces.push(convert(conversion, start + whole.length, here, isWhole, at));
    from = start + whole.length + 1;
  }
  return pieces.join("") + text.slice(from);
}

/** One conversion: of the whole dictionary, or of `here` in it. */
function convert(
  conversion: string | undefined,
  index: number,
  here: string,
  isWhole: boolean,
  at: Location,
): string {
  if (conversion === undefined) throw new Refused(at, "ValueError: incomplete format");
  if (conversion === "%") return "%";
  const type = isWhole ? "dict" : "str";
  if ("diu".includes(conversion)) {
    throw new Refused(
      at,
      `TypeError: %${conversion} format: a real number is required, not ${type}`,
    );
  }
  if ("oxX".includes(conversion)) {
    throw new Refused(at, `TypeError: %${conversion} format: an integer is required, not ${type}`);
  }
  if ("eEfFgG".includes(conversion)) {
    throw new Refused(at, `TypeError: must be real number, not ${type}`);
  }
  if (conversion === "c") throw new Refused(at, "TypeError: %c requires int or char");
  if (conversion === "s" && !isWhole) return here;
  if ("sra".includes(conversion))
    return isWhole ? `{'here': ${pythonRepr(here)}}` : pythonRepr(here);
  const code = conversion.codePointAt(0)!.toString(16);
  throw new Refused(
    at,
    `ValueError: unsupported format character ${pythonRepr(conversion)} (0x${code}) at index ${index}`,
  );
}
