// The product's code beside Alembic's answer: every point on which they differ, in words.

import { buildGraph } from "../../src/graph/build.ts";
import type { ParsedFile, RevisionGraph, Tree } from "../../src/model.ts";
import { listScriptFiles } from "../../src/parse/config.ts";
import { parseScript } from "../../src/parse/script.ts";
import type { Answer, Request, Revision } from "./alembic-answer.ts";
import { areLabelsOpen, isPlanOpen } from "./left-open.ts";
import { foretell, isForetold, isSaidBy } from "./plan-agreement.ts";

/** What the product reads out of a request's scripts, in load order. */
export function parseRequest(request: Request): readonly ParsedFile[] {
  if ("revisions" in request) {
    return request.revisions.map((revision, index) =>
      parseText(`versions/${index}.py`, scriptText(revision)),
    );
  }
  const texts = new Map(
    Object.entries(request.files).map(([path, text]) => [`versions/${path}`, text]),
  );
  const tree: Tree = new Map(
    [...texts.keys()].sort().map((path) => [path, { mode: "file", id: path }]),
  );
  const { loaded } = listScriptFiles(tree, {
    name: "versions",
    config: null,
    section: "alembic",
    versionLocations: (request.locations ?? [""]).map((place) => `versions/${place}`),
    recursive: request.recursive ?? false,
    flaskMigrate: false,
  });
  return loaded.map((path) => parseText(path, texts.get(path)!));
}

/** Where the product and Alembic differ; empty when they agree. A file that cannot be read leaves everything open. */
export function disagreements(request: Request, answer: Answer): readonly string[] {
  const files = parseRequest(request);
  const graph = buildGraph(files);
  if (!graph.isCertain) return [];
  const differences = new Differences();
  if (files.some(({ kind }) => kind === "refused")) {
    compareRefusal(differences, graph, answer);
  } else {
    differences.compare("warnings", graph.warnings, warningsOf(answer));
    compareLoading(differences, graph, answer);
    for (const plan of answer.plans ?? []) {
      // What `alembic check` asks first is nothing that the product foretells.
      if (plan.op === "uptodate") continue;
      if (!isForetold(graph, plan) && !isPlanOpen(graph, plan))
        differences.compare("plan", foretell(graph, plan), plan);
    }
  }
  return differences.found;
}

/** A script with these identifiers, as somebody might write it. JSON's strings are Python's as well. */
export function scriptText({ revision, doc, ...identifiers }: Revision): string {
  const names = Object.entries({ revision, ...identifiers });
  const lines = names.map(([name, value]) => `${name} = ${pythonValue(value)}`);
  return [
    JSON.stringify(doc ?? ""),
    ...lines,
    "def upgrade(): pass",
    "def downgrade(): pass",
    "",
  ].join("\n");
}

function pythonValue(value: Revision["down_revision"]): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "string") return JSON.stringify(value);
  return `(${value.map((item) => `${JSON.stringify(item)},`).join(" ")})`;
}

function parseText(path: string, text: string): ParsedFile {
  return parseScript({ kind: "text", path, id: `${path}\0${text}`, text });
}

/** A file that two locations hold is loaded once without a word; Alembic warns. */
function warningsOf({ warnings }: Answer): readonly string[] {
  return warnings.filter((warning) => !warning.includes(" loaded twice! ignoring."));
}

class Differences {
  readonly found: string[] = [];

  compare(what: string, ours: unknown, alembics: unknown): void {
    const [a, b] = [JSON.stringify(ours), JSON.stringify(alembics)];
    if (a !== b) this.found.push(`${what}: ${a}, but Alembic: ${b}`);
  }
}

/** A value that is no text may get through the loading and be refused by the first plan; its repr, and so the message, may take Python to know. */
function compareRefusal(differences: Differences, graph: RevisionGraph, answer: Answer): void {
  const error = answer.error ?? answer.plans?.find((plan) => plan.error !== null)?.error ?? null;
  if (graph.loadError?.messages.length === 0 && graph.loadError.class === error?.class) return;
  if (!isSaidBy(graph.loadError, error)) differences.compare("refusal", graph.loadError, error);
}

function compareLoading(differences: Differences, graph: RevisionGraph, answer: Answer): void {
  if (answer.error?.class === "NeverEnds" && areLabelsOpen(graph)) return;
  if (answer.error !== null || graph.loadError !== null) {
    const isSyntax = isSyntaxError(graph.loadError) && isSyntaxError(answer.error);
    if (!isSyntax && !isSaidBy(graph.loadError, answer.error)) {
      differences.compare("loading", graph.loadError, answer.error);
    }
    return;
  }
  differences.compare("heads", graph.heads, answer.heads);
  differences.compare("real heads", graph.realHeads, answer.real_heads);
  differences.compare("bases", graph.bases, answer.bases);
  differences.compare("branch points", graph.branchPoints, answer.branch_points);
  differences.compare("merge points", graph.mergePoints, answer.merge_points);
  const nodes = [...graph.nodes.values()];
  differences.compare(
    "revisions",
    nodes.map((node) => ({
      id: node.revision,
      down: node.down,
      depends_on: node.dependencies,
      normalized: node.normalized,
      labels: areLabelsOpen(graph) ? [] : node.labels,
      next: node.next.toSorted(),
      all_next: node.allNext.toSorted(),
      doc: node.script.message,
    })),
    answer.revisions.map((revision) => ({
      id: revision.id,
      down: once(revision.down),
      depends_on: once(revision.depends_on),
      normalized: once([...revision.down, ...revision.normalized_depends_on]),
      // A number is a label too, and of no use.
      labels: areLabelsOpen(graph)
        ? []
        : revision.labels.filter((label) => typeof label === "string"),
      next: revision.next,
      all_next: revision.all_next,
      doc: revision.doc,
    })),
  );
}

/** Python's releases word these differently, so no text is foreseen. */
function isSyntaxError(error: { readonly class: string } | null): boolean {
  return error !== null && ["SyntaxError", "IndentationError", "TabError"].includes(error.class);
}

function once(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
