// A script that broke off, told by a log: which one, at which line, what it met, and what it left behind.

import { ancestors } from "../../graph/walk.ts";
import type { RevisionGraph, RevisionId, UpgradeStep } from "../../model.ts";
import { code, codes } from "../../text/sentence.ts";
import type {
  ErrorKind,
  Evidence,
  NamedObject,
  SpokenError,
  Testimony,
} from "../evidence/evidence.ts";
import type { RowProblem } from "../model.ts";
import { isPreparation, nameOf } from "./schema.ts";

/** Tells of an error of the database's in the middle of a script; nothing where the database shows that it is over. */
export function* brokenOff(evidence: Evidence): Iterable<RowProblem> {
  const { testimony, graph } = evidence;
  const error = testimony?.error;
  if (!testimony || !error || !inScript.has(error.kind) || whyItIsOver(evidence) !== null) return;
  const revision = scriptThatBrokeOff(testimony, graph);
  if (error.object === null && (revision === null || !endsIn(testimony, graph, revision))) return;
  const sentences = [
    ...whatItMet(evidence, error, revision),
    ...(revision === null ? [] : whatItLeft(evidence, testimony, revision)),
  ];
  const rows = revision === null ? [] : [...(graph.nodes.get(revision)?.down ?? [])];
  yield { kind: "broke-off", rows, what: sentences.join(" ") };
}

/** Errors that come while a script runs. */
const inScript = new Set<ErrorKind>(["already-exists", "does-not-exist", "script-failed"]);

/** Why an error in a log says nothing of the database as it is now, in a sentence; null where it may. */
export function whyItIsOver({ testimony, graph, rows, catalogue }: Evidence): string | null {
  const error = testimony?.error;
  if (!testimony || !error || !inScript.has(error.kind)) return null;
  const revision = scriptThatBrokeOff(testimony, graph);
  const ran = ancestors(graph, rows.ids as readonly RevisionId[]);
  if (
    rows.kind === "all" &&
    revision !== null &&
    (ran.has(revision) || rows.ids.includes(revision))
  )
    return `The log tells of ${code(revision)}, which the rows say has run since.`;
  if (!error.object) return null;
  const { type, name } = error.object;
  const isGone =
    error.kind === "already-exists" &&
    type === "table" &&
    catalogue?.isWhole === true &&
    ![...catalogue.tables, ...catalogue.versionTables].some((table) => table.name === name);
  return isGone
    ? `The table ${code(name)}, which stood in the way then, is not there any more.`
    : null;
}

/** Whether the traceback's own file is that script. */
function endsIn({ frame }: Testimony, { nodes }: RevisionGraph, revision: RevisionId): boolean {
  const file = frame?.path.slice(frame.path.lastIndexOf("/") + 1);
  return file !== undefined && nodes.get(revision)?.script.path.endsWith(file) === true;
}

/** The script in which the traceback ends, or the last one that was begun. */
export function scriptThatBrokeOff(
  { frame, steps }: Testimony,
  { nodes }: RevisionGraph,
): RevisionId | null {
  if (frame) {
    const file = frame.path.slice(frame.path.lastIndexOf("/") + 1);
    const own = [...nodes.values()].filter(({ script }) => script.path.endsWith(`/${file}`));
    if (own.length === 1) return own[0]!.revision;
  }
  const last = steps.at(-1);
  const [begun] = last?.kind === "upgrade" ? last.to : [];
  return begun !== undefined && nodes.has(begun as RevisionId) ? (begun as RevisionId) : null;
}

function* whatItMet(
  evidence: Evidence,
  { object, kind, says }: SpokenError,
  revision: RevisionId | null,
): Iterable<string> {
  const { graph, upgradeOf, testimony } = evidence;
  const line = testimony?.frame ? ` at line ${testimony.frame.line}` : "";
  const who = revision === null ? "A script" : code(revision);
  if (!object) {
    yield `${who} broke off${line}: ${code(says.length > 300 ? `${says.slice(0, 300)}…` : says)}.`;
    return;
  }
  const named = nameObject(object);
  if (kind === "already-exists") {
    yield `${who} broke off${line}: it makes ${named}, which is there already.`;
    return;
  }
  yield `${who} broke off${line}: it needs ${named}, which is not there.`;
  if (!upgradeOf) return;
  const table = object.table ?? object.name.split(".").at(-1);
  const makers = [...graph.nodes.keys()].filter((one) =>
    upgradeOf(one).some((step) =>
      step.kind === "add-column"
        ? step.column === object.name
        : step.kind === "create-table" && step.table === table,
    ),
  );
  if (makers.length > 0)
    yield `It is made by ${codes(makers)}: either that did not run here although the rows say so (a \`stamp\`, a dump without it), or it ran in another schema.`;
}

function nameObject({ type, name, table }: NamedObject): string {
  return `the ${type} ${code(name)}${table === null ? "" : ` of ${code(table)}`}`;
}

/** Databases that take nothing back when a script breaks off. */
function keepsWhatRan({ isTransactional, dialect }: Testimony): boolean | null {
  if (isTransactional !== null) return !isTransactional;
  return dialect === null ? null : dialect !== "postgresql";
}

function* whatItLeft(
  { upgradeOf }: Evidence,
  testimony: Testimony,
  revision: RevisionId,
): Iterable<string> {
  const keeps = keepsWhatRan(testimony);
  if (keeps === null) return;
  if (!keeps) {
    yield "The database takes back what a script did that breaks off, so this attempt left nothing behind.";
    return;
  }
  const { frame, steps } = testimony;
  const whole = steps.slice(0, -1).flatMap(({ to }) => to);
  if (whole.length > 0)
    yield `${codes(whole)} ran to the end before, and stay${whole.length === 1 ? "s" : ""}.`;
  const own = (upgradeOf?.(revision) ?? []).filter(
    (step) => step.kind !== "other" || !isPreparation(step.source),
  );
  if (!frame || own.length === 0) {
    yield `This database takes nothing back: what ${code(revision)} did before stays.`;
    return;
  }
  const before = own.filter(
    (_, at) => (own[at + 1]?.line ?? Number.POSITIVE_INFINITY) <= frame.line,
  );
  yield before.length === 0
    ? `It was the first statement of ${code(revision)}, so this attempt left nothing behind; what is there is from an earlier attempt, or from another program.`
    : `This database takes nothing back: what ${code(revision)} did before line ${frame.line} stays (${before.slice(0, 5).map(told).join(", ")}${before.length > 5 ? ", …" : ""}).`;
}

function told(step: UpgradeStep): string {
  if (step.kind !== "other") return code(nameOf(step));
  const [first = ""] = step.source.split(/\r|\n/, 1);
  return code(first.length > 60 ? `${first.slice(0, 60)}…` : first);
}
