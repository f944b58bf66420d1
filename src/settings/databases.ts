// The setting `rows`: databases that a change must not strand, `production: a1, b2`, one a line.

import { WrongUsage } from "../cannot-check.ts";
import type { DeployedDatabase } from "../model.ts";
import { inPlace, type Kind } from "./kind.ts";
import { readLines, texts } from "./kinds.ts";

/** Databases by name, with the rows of their `alembic_version`. */
export const databases: Kind<readonly DeployedDatabase[]> = {
  absent: [],
  schema: texts.schema,
  read: (value, place) =>
    readLines(value, place).map((line) => {
      const [, name = "", rows = ""] = /^([^:]+):(.*)$/.exec(line) ?? [];
      if (name === "") {
        throw new WrongUsage(
          `${inPlace(place)} has the line \`${line}\`, which names no database; write for example \`production: a1b2c3d4e5f6\`.`,
        );
      }
      const revisions = rows.split(",").map((row) => row.trim());
      return { name: name.trim(), rows: revisions.filter((row) => row !== "") };
    }),
};
