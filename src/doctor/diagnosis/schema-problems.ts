// What is wrong between the rows and the schema, as far as the open database shows it.

import type { RevisionId } from "../../model.ts";
import { code, codes, count } from "../../text/sentence.ts";
import type { Catalogue, Evidence } from "../evidence/evidence.ts";
import type { CommandOutcome, RowProblem } from "../model.ts";
import { brokeOff, compareWithSchema, nameOf, type ScriptInSchema } from "./schema.ts";

const mostNames = 5;

/** Looks from the scripts that are due to the tables that are there. */
export function* schemaProblems(
  evidence: Evidence,
  upgradeHeads: CommandOutcome | null,
): Iterable<RowProblem> {
  const { catalogue } = evidence;
  if (!catalogue) return;
  const due = upgradeHeads?.kind === "runs" ? upgradeHeads.revisions : [];
  const scripts = compareWithSchema(evidence, due);
  const elsewhere = tableElsewhere(evidence, catalogue);
  const first = scripts.find(({ there }) => there.length > 0);
  if (elsewhere) yield elsewhere;
  else if (first) yield aheadOf(evidence, first, scripts);
  else yield* withoutRow(evidence, catalogue, scripts);
  yield* leftOver(catalogue, evidence, due);
}

const few = (names: readonly string[]) => codes(names, mostNames);

function aheadOf(
  { rows, dialect }: Evidence,
  first: ScriptInSchema,
  scripts: readonly ScriptInSchema[],
): RowProblem {
  const { revision, there, missing } = first;
  const isThere = `${few(there.map(nameOf))}, which ${code(revision)} makes, ${there.length === 1 ? "is" : "are"} there already`;
  const stands =
    rows.ids.length === 0
      ? "No row says that anything ran, but"
      : `The rows say ${few(rows.ids)}, but`;
  if (brokeOff(scripts, dialect) === first) {
    return {
      kind: "half-run",
      rows: rows.ids,
      what: `${stands} ${isThere}, and ${few(missing.map(nameOf))} ${missing.length === 1 ? "is" : "are"} not: ${code(revision)} looks as if it had broken off in the middle. \`upgrade heads\` stops at what is there.`,
    };
  }
  const gap =
    missing.length > 0
      ? `, although ${few(missing.map(nameOf))} ${missing.length === 1 ? "is" : "are"} not`
      : "";
  return {
    kind: rows.ids.length === 0 ? "unrecorded-schema" : "schema-ahead",
    rows: rows.ids,
    what: `${stands} ${isThere}${gap}: it looks as if ${code(revision)} ran and was not recorded, or as if another program made the tables (\`create_all()\`, a dump without the version table). \`upgrade heads\` stops at what is there.`,
  };
}

/** A version table of the same name in another schema, or of another name where none has this one. */
function tableElsewhere(
  { table, rows }: Evidence,
  { versionTables, defaultSchema }: Catalogue,
): RowProblem | null {
  if (rows.ids.length > 0 || table.source !== "database") return null;
  const sameName = versionTables.filter(({ name }) => name === table.name);
  const found = sameName.length > 0 ? sameName : table.isMissing ? versionTables : [];
  const [first] = found;
  if (!first) return null;
  const full = (one: { schema: string | null; name: string }) => `${one.schema}.${one.name}`;
  const option = sameName.length > 0 ? `--schema ${first.schema}` : `--version-table ${first.name}`;
  const setting =
    sameName.length > 0
      ? `\`version_table_schema="${first.schema}"\``
      : `\`version_table="${first.name}"\``;
  const here = table.isMissing ? "there is no" : "there is an empty";
  return {
    kind: "table-elsewhere",
    rows: [],
    what: `In ${code(table.schema ?? defaultSchema ?? "this schema")} ${here} ${code(table.name)}, but there ${found.length === 1 ? "is" : "are"} ${few(found.map(full))}. If that is this application's, look at it with ${code(option)}; \`env.py\` has to say ${setting} in \`context.configure\`, or Alembic takes the database for an empty one.`,
  };
}

/** Tables but no row: whether the scripts made them cannot be told where they make nothing that is written out. */
function* withoutRow(
  { rows, table }: Evidence,
  { tables }: Catalogue,
  scripts: readonly ScriptInSchema[],
): Iterable<RowProblem> {
  if (rows.ids.length > 0 || tables.length === 0 || scripts.length === 0) return;
  const told = scripts.find(({ missing }) => missing.length > 0);
  // Scripts that make tables, none of which is there: what is there is another program's.
  if (told) return;
  yield {
    kind: "tables-without-row",
    rows: [],
    what: `There ${tables.length === 1 ? "is" : "are"} ${count(tables.length, "table")} (${few(tables.map(({ name }) => name))}), and ${table.isMissing ? `no ${code(table.name)}` : `no row in ${code(table.name)}`}. What the scripts make cannot be read from their text, so it is not known whether they made these. If they did, \`upgrade heads\` fails at the first of them.`,
  };
}

const temporary = "_alembic_tmp_";

/** SQLite's batch operations copy a table and rename the copy; one that broke off leaves it. */
function* leftOver(
  { tables }: Catalogue,
  { upgradeOf }: Evidence,
  due: readonly RevisionId[],
): Iterable<RowProblem> {
  for (const { name, schema } of tables) {
    if (!name.startsWith(temporary)) continue;
    const original = name.slice(temporary.length);
    const isThere = tables.some((one) => one.schema === schema && one.name === original);
    const isNext = due.some((revision) =>
      (upgradeOf?.(revision) ?? []).some((step) =>
        step.kind === "other"
          ? step.batch === original || step.source.includes(original)
          : step.table === original,
      ),
    );
    yield {
      kind: isNext || !isThere ? "broken-batch" : "left-over-table",
      rows: [],
      what: isThere
        ? `${code(name)} is left over from a batch operation that broke off. ${code(original)} is whole beside it, so the copy can go: \`DROP TABLE ${name}\`. The next batch operation on ${code(original)} fails as long as it stands there.`
        : `${code(name)} is left over from a batch operation that broke off after it had dropped ${code(original)}, which is gone: the copy holds its rows. Make a copy of the database file, then \`ALTER TABLE ${name} RENAME TO ${original}\`.`,
    };
  }
}
