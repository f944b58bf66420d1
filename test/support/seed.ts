// Random tests draw the same cases on every run, so that a change is judged by what it changed. ORACLE_SEED=random draws others, ORACLE_SEED=<number> those again.

import fc from "fast-check";

const given = process.env["ORACLE_SEED"] ?? "20261120";

/** The seed of every random test of this run. */
export const seed = given === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(given);

fc.configureGlobal({ seed });
