// A migration script's text as a Script, or the reason why it is none.

import type {
  AlembicError,
  AllowComment,
  Assignment,
  Located,
  Location,
  ParsedFile,
  RevisionId,
  Script,
  SourceFile,
  Uncertain,
} from "../model.ts";
import { baseName } from "../text/paths.ts";
import { strip } from "../text/python.ts";
import type { Binding, Identifier, PythonFacts, Span } from "./python/facts.ts";
import { Places } from "./python/places.ts";
import { readPython } from "./python/read-python.ts";
import { type Name, type Names, none, readValue } from "./script-values.ts";

type Text = Extract<SourceFile, { kind: "text" }>;

/** Reads one file of a version location. Never throws: damage is data. */
export function parseScript(file: SourceFile): ParsedFile {
  const { path, id } = file;
  if (file.kind === "not-text") return unreadable(file, firstCharacter(path), file.reason, null);
  if (!file.text.includes("\0")) return parseFacts(file, readPython(file.text));
  const error = {
    class: "SyntaxError",
    messages: ["source code string cannot contain null bytes"],
  };
  return { ...unreadable(file, firstCharacter(path), "it holds a NUL byte", error), id };
}

/** What Alembic would make of a file with these facts, and the exceptions written into it. */
export function parseFacts(file: Text, facts: PythonFacts): ParsedFile {
  const places = new Places(file.path, file.text);
  const parsed = loadScript(file, facts, places);
  if (parsed.kind === "script") return parsed;
  const allows = allowsIn(facts.comments, file.text, places);
  return allows.length === 0 ? parsed : { ...parsed, allows };
}

/** In the order in which a value that is no name is told. */
const inOrder: readonly Identifier[] = ["revision", "down_revision", "depends_on", "branch_labels"];

/** `Script._from_path`, then `Script.__init__`. */
function loadScript(file: Text, facts: PythonFacts, places: Places): ParsedFile {
  const { path, id } = file;
  const { conflictMarker, bindings, isBeyondParsing } = facts;
  if (conflictMarker) {
    const at = places.at(conflictMarker);
    return unreadable(file, at, "it holds a conflict marker", {
      class: "SyntaxError",
      messages: [],
    });
  }
  if (isBeyondParsing) {
    return unreadable(
      file,
      firstCharacter(path),
      "it cannot be read as Python: it is none, or too much of it",
      null,
    );
  }
  const values = readIdentifiers(bindings);
  const legacy = bindings.has("revision") ? null : legacyRevision(path);
  const revision = legacy ?? singleName(values.revision);
  const uncertain: Uncertain[] = [];
  for (const name of inOrder) {
    const value = values[name];
    if (value.kind === "names") continue;
    const at = places.at(value.written);
    const reason = `\`${name}\` ${value.reason}`;
    const known = name === "revision" ? null : revision;
    if (value.kind === "refused") {
      return { kind: "refused", path, id, at, reason, error: value.error, revision: known };
    }
    const isOfTheGraph = name === "revision" || name === "down_revision";
    if (!isOfTheGraph && !value.invalid && !value.isTooMuch && revision !== null) {
      uncertain.push({ name, at, reason: value.reason });
      continue;
    }
    const error = value.invalid ? { class: "SyntaxError", messages: [] } : null;
    const follows = namesOf(values.down_revision);
    return {
      ...unreadable(file, at, reason, error),
      revision: known,
      ...(follows && bindings.has("down_revision") && { follows }),
    };
  }
  const missing = findMissing(file, facts, revision, places);
  if (missing) return missing;
  const script = scriptOf(file, facts, values, revision, places);
  if (uncertain.length === 0) return { kind: "script", path, id, script };
  return { kind: "script", path, id, script: { ...script, uncertain } };
}

/** The script, now that nothing stands in its way. Without `revision` of its own, `name` is what the file's name says. */
function scriptOf(
  { path, id, text }: Text,
  facts: PythonFacts,
  values: Record<Identifier, Names>,
  name: RevisionId | null,
  places: Places,
): Script {
  const { bindings, starImports } = facts;
  const down = bindings.get("down_revision")!;
  const quote = quoteOf(text, [down, bindings.get("revision"), bindings.get("depends_on")]);
  const assignment = (binding: Binding): Assignment => ({
    at: places.at(binding.statement),
    prefix: text.slice(binding.statement.from, binding.valueFrom),
    quote,
  });
  const locate = (names: Names): Located<RevisionId>[] =>
    names.kind !== "names" ? [] : names.names.map((name) => located(name, places));
  const dependsOn = bindings.get("depends_on");
  return {
    path,
    id,
    message: messageOf(facts.docstring),
    revision: locate(values.revision)[0] ?? { value: name!, at: firstCharacter(path) },
    revisionIsAssigned: bindings.has("revision"),
    downRevisions: locate(values.down_revision),
    dependsOn: locate(values.depends_on),
    branchLabels: locate(values.branch_labels),
    downRevisionAssignment: assignment(down),
    dependsOnAssignment: dependsOn ? assignment(dependsOn) : null,
    ...docstringLines(facts.docstring, text, places),
    hasUpgrade: facts.hasUpgrade || starImports.length > 0,
    hasDowngrade: facts.hasDowngrade || starImports.length > 0,
    allows: allowsIn(facts.comments, text, places),
  };
}

/** The lines of the docstring that name revisions, as Alembic's template writes them. Looked for before the code begins. */
function docstringLines(
  docstring: string | null,
  text: string,
  places: Places,
): Pick<Script, "docstring"> {
  if (docstring === null || !/^(Revises|Revision ID):/m.test(docstring)) return {};
  const head = text.slice(0, docstring.length + longestPreamble);
  const line = (title: string): Located<string> | undefined => {
    const found = new RegExp(`^${title}:[^\\r\\n"'\\\\]*$`, "m").exec(head);
    if (!found || !docstring.includes(found[0])) return undefined;
    const at = places.at({ from: found.index, to: found.index + found[0].length });
    return { value: found[0], at };
  };
  const [revises, revisionId] = [line("Revises"), line("Revision ID")];
  return { docstring: { ...(revises && { revises }), ...(revisionId && { revisionId }) } };
}

/** Comments and quotes before a docstring. */
const longestPreamble = 2000;

function readIdentifiers(bindings: PythonFacts["bindings"]): Record<Identifier, Names> {
  const read = (name: Identifier) => {
    const binding = bindings.get(name);
    return binding ? readValue[name](binding.value) : none;
  };
  return {
    revision: read("revision"),
    down_revision: read("down_revision"),
    depends_on: read("depends_on"),
    branch_labels: read("branch_labels"),
  };
}

/** A file without `revision` or without `down_revision` (semantics of `Script._from_path`). */
function findMissing(
  file: Text,
  facts: PythonFacts,
  revision: RevisionId | null,
  places: Places,
): ParsedFile | null {
  const { path, id } = file;
  const missing = revision === null ? "revision" : "down_revision";
  if (revision !== null && facts.bindings.has("down_revision")) return null;
  const first = firstCharacter(path);
  const source = facts.starImports.find(
    (module) => !/^(alembic|migrate|sqlalchemy)(\.|$)/.test(module),
  );
  if (source !== undefined) {
    const reason = `\`${missing}\` can only come from \`from ${source} import *\``;
    return { ...unreadable(file, first, reason, null), revision };
  }
  const own = facts.bindings.get("revision");
  const at = own ? places.at(own.statement) : first;
  return { kind: "no-revision", path, id, at, missing, error: missingError(path, missing) };
}

function missingError(path: string, missing: "revision" | "down_revision"): AlembicError {
  const file = baseName(path);
  if (missing === "revision") {
    const text = `Could not determine revision id from filename ${file}. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).`;
    return { class: "CommandError", messages: [text] };
  }
  // load_python_file: every character that is no word character becomes an underscore.
  const module = file.replace(/[^\p{L}\p{N}_]/gu, "_");
  const text = `module '${module}' has no attribute 'down_revision'`;
  return { class: "AttributeError", messages: [text] };
}

/** Alembic 0.1 heritage, `_legacy_rev`: without `revision` the file's name is the identifier. */
function legacyRevision(path: string): RevisionId | null {
  return (/^([a-f0-9]+)\.py$/.exec(baseName(path))?.[1] ?? null) as RevisionId | null;
}

/** `Script.doc`: the stripped docstring up to its first empty line. */
function messageOf(docstring: string | null): string {
  const text = strip(docstring ?? "");
  const end = text.indexOf("\n\n");
  return end < 0 ? text : text.slice(0, end);
}

function quoteOf(text: string, bindings: readonly (Binding | undefined)[]): "'" | '"' {
  for (const binding of bindings) {
    if (!binding) continue;
    const written = text.slice(binding.valueFrom, Math.max(binding.statement.to, binding.value.to));
    const quote = /['"]/.exec(written)?.[0];
    if (quote) return quote as "'" | '"';
  }
  return "'";
}

function allowsIn(comments: readonly Span[], text: string, places: Places): AllowComment[] {
  return comments.flatMap((span) => {
    const comment = text.slice(span.from, span.to);
    const match = /^#[ \t]*onehead:[ \t]*allow[ \t]+([\w-]+)[ \t]*(?::(.*))?$/.exec(comment);
    return match ? [{ rule: match[1]!, reason: (match[2] ?? "").trim(), at: places.at(span) }] : [];
  });
}

function namesOf(names: Names): readonly RevisionId[] | null {
  return names.kind === "names" ? names.names.map(({ name }) => name as RevisionId) : null;
}

function singleName(names: Names): RevisionId | null {
  const [name] = names.kind === "names" ? names.names : [];
  return name ? (name.name as RevisionId) : null;
}

function located({ name, written }: Name, places: Places): Located<RevisionId> {
  return { value: name as RevisionId, at: places.at(written) };
}

function unreadable(
  { path, id }: SourceFile,
  at: Location,
  reason: string,
  error: AlembicError | null,
): ParsedFile & { kind: "unreadable" } {
  return { kind: "unreadable", path, id, at, reason, error, revision: null };
}

function firstCharacter(path: string): Location {
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
