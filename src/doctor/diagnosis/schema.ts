// The next scripts laid beside the database's catalogue: which of what they make is there already.

import type { RevisionId, UpgradeStep } from "../../model.ts";
import type { Catalogue, Evidence } from "../evidence/evidence.ts";

/** A table or a column that a script makes. */
export type Made = Exclude<UpgradeStep, { kind: "other" }>;

/** One script that is due. */
export interface ScriptInSchema {
  readonly revision: RevisionId;
  /** What it makes and the database has already, and what it makes that is not there. */
  readonly there: readonly Made[];
  readonly missing: readonly Made[];
  /** Statements of which no catalogue tells whether they ran. */
  readonly unseen: readonly UpgradeStep[];
}

/** Lays scripts beside the catalogue, in the order in which they would run. */
export function compareWithSchema(
  { catalogue, upgradeOf, dialect }: Evidence,
  due: readonly RevisionId[],
): readonly ScriptInSchema[] {
  if (!catalogue || !upgradeOf) return [];
  const has = lookUp(catalogue, dialect === "sqlite");
  /** Statements so far that may take away or rename what is there. */
  const disturbing: string[] = [];
  return due.map((revision) => {
    const script = {
      revision,
      there: [] as Made[],
      missing: [] as Made[],
      unseen: [] as UpgradeStep[],
    };
    for (const step of upgradeOf(revision)) {
      if (step.kind === "other") {
        script.unseen.push(step);
        if (/drop|rename|replace|for\s/i.test(step.source))
          disturbing.push(`${step.source} "${step.batch ?? ""}"`);
      } else if (disturbing.some((source) => mayTouch(source, step.table))) {
        script.unseen.push(step);
      } else (has(step) ? script.there : script.missing).push(step);
    }
    return script;
  });
}

/** A statement that names the table, or that names nothing at all. */
function mayTouch(source: string, table: string): boolean {
  return (
    !/["']\w/.test(source) || new RegExp(`\\b${table.replace(/\W/g, "\\$&")}\\b`, "i").test(source)
  );
}

function lookUp(
  { defaultSchema, tables }: Catalogue,
  ignoresCase: boolean,
): (step: Made) => boolean {
  const fold = (name: string) => (ignoresCase ? name.toLowerCase() : name);
  const known = new Map(
    tables.map(({ schema, name, columns }) => [
      JSON.stringify([fold(schema), fold(name)]),
      new Set(columns.map(fold)),
    ]),
  );
  return (step) => {
    const schema = step.schema === null ? defaultSchema : step.schema;
    if (schema === null || schema === undefined) return false;
    const columns = known.get(JSON.stringify([fold(schema), fold(step.table)]));
    return step.kind === "add-column"
      ? (columns?.has(fold(step.column)) ?? false)
      : columns !== undefined;
  };
}

/** A made thing in a sentence: `users`, or `users.email`. */
export function nameOf(step: Made): string {
  const table = step.schema ? `${step.schema}.${step.table}` : step.table;
  return step.kind === "add-column" ? `${table}.${step.column}` : table;
}
