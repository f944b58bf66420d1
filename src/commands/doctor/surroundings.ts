// What `onehead doctor` takes from outside besides its options.

import { readFileSync } from "node:fs";
import type { ReadVersionTable } from "../../doctor/database/answer.ts";

/** Variables, standard input and the drivers; tests bring their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => string;
  /** The drivers, loaded when a database is named and not before. */
  readonly loadDatabases: () => Promise<{ readonly readVersionTable: ReadVersionTable }>;
}

/** In a variable, since the bundler would take a new URL on the spot for a file to bundle. */
const here = import.meta.url;

/** Those of this process. The drivers are a bundle of their own beside this one. */
export const ofThisProcess: Surroundings = {
  env: process.env,
  readStdin: () => readFileSync(0, "utf8"),
  loadDatabases: () => import(/* webpackIgnore: true */ new URL("../doctor/index.js", here).href),
};
