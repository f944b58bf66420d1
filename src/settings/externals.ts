// The setting `external`: revisions that other packages hold, by name, by pattern (`dbdb*`), or all of them (`true`).

import { WrongUsage } from "../cannot-check.ts";
import { inPlace, type Kind } from "./kind.ts";
import { readLines } from "./kinds.ts";

/** Patterns in which `*` stands for anything; `["*"]` where every missing revision is meant. */
export const externals: Kind<readonly string[]> = {
  absent: [],
  schema: {
    anyOf: [{ const: true }, { type: "string" }, { type: "array", items: { type: "string" } }],
  },
  read(value, place) {
    if (value === true || value === "true") return ["*"];
    if (value === false || value === "false") return [];
    const patterns = readLines(value, place).flatMap((line) => line.split(/[\s,]+/));
    if (patterns.some((one) => one.length > 200 || one.split("*").length > 5)) {
      throw new WrongUsage(`${inPlace(place)} holds a pattern that no revision is as long as.`);
    }
    return patterns.filter((one) => one !== "");
  },
};
