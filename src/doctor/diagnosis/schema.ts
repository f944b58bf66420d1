// The next scripts laid beside the database's catalogue: which of what they make is there already.

import type { RevisionId, UpgradeStep } from "../../model.ts";
import type { Catalogue, Evidence } from "../evidence/evidence.ts";

/** A table or a column that a script makes. */
export type Made = Exclude<UpgradeStep, { kind: "other" }>;

/** One script that is due. */
export interface ScriptInSchema {
  readonly revision: RevisionId;
  /** What it makes and the database has already. */
  readonly there: readonly Made[];
  /** What it makes and the database has not. */
  readonly missing: readonly Made[];
  /** What it makes, is not there, and may have been taken away or renamed by what is due after it. */
  readonly gone: readonly Made[];
  /** Statements of which no catalogue tells whether they ran. */
  readonly unseen: readonly UpgradeStep[];
}

/** A statement that may take away or rename something, with its place among all that are due. */
interface Disturbance {
  readonly source: string;
  readonly batch: string | null;
  readonly at: number;
}

/** Lays scripts beside the catalogue, in the order in which they would run. */
export function compareWithSchema(
  { catalogue, upgradeOf, dialect }: Evidence,
  due: readonly RevisionId[],
): readonly ScriptInSchema[] {
  if (!catalogue || !upgradeOf) return [];
  const has = lookUp(catalogue, dialect === "sqlite");
  const steps = due.flatMap((revision) => upgradeOf(revision).map((step) => ({ revision, step })));
  const disturbances = steps.flatMap(({ step }, at): readonly Disturbance[] =>
    step.kind === "other" && /drop|rename|replace|new_column_name|for\s/i.test(step.source)
      ? [{ source: step.source, batch: step.batch, at }]
      : [],
  );
  const scripts = new Map(
    due.map((revision) => [
      revision,
      {
        revision,
        there: [] as Made[],
        missing: [] as Made[],
        gone: [] as Made[],
        unseen: [] as UpgradeStep[],
      },
    ]),
  );
  for (const [at, { revision, step }] of steps.entries()) {
    const script = scripts.get(revision)!;
    if (step.kind === "other") {
      if (!isPreparation(step.source)) script.unseen.push(step);
      continue;
    }
    const isDisturbed = disturbances.some((one) => one.at < at && mentions(one, step.table));
    if (isDisturbed) script.unseen.push(step);
    else if (has(step)) script.there.push(step);
    else if (disturbances.some((one) => one.at > at && takesAway(one, step)))
      script.gone.push(step);
    else script.missing.push(step);
  }
  return [...scripts.values()];
}

/** A statement that changes nothing: it only asks the connection. */
export function isPreparation(source: string): boolean {
  return /^\w+\s*=\s*(?:op\.get_(?:bind|context)|(?:sa\.)?inspect|\w*is_\w+)\s*\([^()]*(?:\([^()]*\))?[^()]*\)$/.test(
    source,
  );
}

/** A statement that names the table, or that names nothing at all. */
function mentions({ source, batch }: Disturbance, name: string): boolean {
  return batch === name || !/["']\w/.test(source) || hasWord(source, name);
}

/** Whether a later statement is why something is not there: a table that was dropped or renamed, a column likewise. */
function takesAway(one: Disturbance, step: Made): boolean {
  const { source, batch } = one;
  const isOfTable = /drop_table|rename_table|drop\s+table|rename\s+to/i.test(source);
  if (isOfTable && mentions(one, step.table)) return true;
  if (!/["']\w/.test(source)) return true;
  return (
    step.kind === "add-column" &&
    /drop_column|new_column_name|drop\s+column|rename/i.test(source) &&
    hasWord(source, step.column) &&
    (batch === null ? hasWord(source, step.table) : batch === step.table)
  );
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<!\\w)${word.replace(/\W/g, "\\$&")}(?!\\w)`, "i").test(text);
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

/** The script that broke off in the middle, and nothing ran after it: null where that is not what the schema shows. PostgreSQL takes back what breaks off. */
export function brokeOff(
  scripts: readonly ScriptInSchema[],
  dialect: Evidence["dialect"],
): ScriptInSchema | null {
  if (dialect === "postgresql") return null;
  const at = scripts.findIndex(({ missing }) => missing.length > 0);
  const script = scripts[at];
  if (!script || script.there.length === 0) return null;
  return scripts.slice(at + 1).some(({ there }) => there.length > 0) ? null : script;
}
