// The test vectors: what Alembic 1.19 answered, and where 1.8.1 answered otherwise.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build.ts";
import { resolve } from "../../src/graph/resolve.ts";
import type { AlembicError, RevisionGraph, RevisionNode, Tree } from "../../src/model.ts";
import { listScriptFiles } from "../../src/parse/config.ts";
import { parseScript } from "../../src/parse/script.ts";
import {
  type Outcome,
  planCurrent,
  planDowngrade,
  planStamp,
  planUpgrade,
} from "../../src/plan/index.ts";
import { graphOfLine } from "../support/graph.ts";

/** An answer of the oracle, with every field it has: loading, the map, and what operations do. */
interface Answer {
  readonly error: Failure | null;
  readonly warnings: readonly string[];
  readonly heads?: readonly string[];
  readonly real_heads?: readonly string[];
  readonly bases?: readonly string[];
  readonly branch_points?: readonly string[];
  readonly merge_points?: readonly string[];
  readonly plans?: readonly Plan[];
  readonly revisions?: readonly object[];
}

interface Result {
  readonly error: Failure | null;
  readonly [field: string]: unknown;
}

interface Plan extends Result {
  readonly op: string;
  readonly rows: readonly string[];
}

interface Failure {
  readonly stage: string;
  readonly class: string;
  readonly message: string;
  readonly cli: string;
}

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly request: {
    readonly graph?: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly locations?: readonly string[];
    readonly recursive?: boolean;
  };
  readonly expect: Answer;
  readonly "expect_1.8.1"?: Answer;
}

const vectors = readFileSync(new URL("../fixtures/vectors.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line));

/** The fields in which 1.8.1 differs from the newest Alembic, which the product predicts. */
const differencesOf1_8_1: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  V31: { error: "a colon is allowed" },
  V35: { error: "an empty down_revision is a base", warnings: "so nothing is missing" },
  V38: { error: "a set is refused" },
  V54: { warnings: "a directory inside another is listed as a file of it" },
  V69: { plans: "a downgrade keeps the redundant parent as a row" },
};

test("there are 78 vectors", () => {
  expect(vectors).toHaveLength(78);
});

test.each(vectors)("$id: $title", ({ request, expect: expected }) => {
  expect(answer(request, expected)).toEqual(expected);
});

const differing = vectors.filter((vector) => vector["expect_1.8.1"]);

test.each(differing)("$id: Alembic 1.8.1 differs only where that is known", (vector) => {
  const expected = vector["expect_1.8.1"]!;
  const ours = answer(vector.request, expected);
  const fields = Object.keys(expected).filter((field) => field in ours) as (keyof Answer)[];
  const differ = fields.filter((field) => !isDeepStrictEqual(ours[field], expected[field]));
  expect(differ).toEqual(Object.keys(differencesOf1_8_1[vector.id]!));
});

test("every vector in which 1.8.1 differs is told", () => {
  expect(Object.keys(differencesOf1_8_1)).toEqual(differing.map(({ id }) => id));
});

// --------------------------------------------------------------- from requests

const root = "versions";

function graphOfRequest({ graph, files = {}, ...request }: Vector["request"]): RevisionGraph {
  if (graph !== undefined) return graphOfLine(graph);
  const paths = new Set(locationsOf(request).flatMap((one) => pathsIn([one], files, request)));
  expect(pathsIn(locationsOf(request), files, request)).toEqual([...paths]);
  return buildGraph(
    [...paths].map((path) => {
      const text = files[path.slice(root.length + 1)]!;
      return parseScript({ kind: "text", path, id: path, text });
    }),
  );
}

/** What Alembic warns of while it lists files; the product counts such a file once and says nothing. */
function listedTwice({ files = {}, ...request }: Vector["request"]): readonly string[] {
  const paths = locationsOf(request).flatMap((one) => pathsIn([one], files, request));
  return paths
    .filter((path, i) => paths.indexOf(path) < i)
    .map((path) => path.replace(root, "<root>"))
    .map(
      (path) => `File ${path} loaded twice! ignoring. Please ensure version_locations is unique.`,
    );
}

function locationsOf({ locations = [""] }: Vector["request"]): readonly string[] {
  return locations.map((name) => (name === "" ? root : `${root}/${name}`));
}

function pathsIn(
  versionLocations: readonly string[],
  files: Readonly<Record<string, string>>,
  { recursive = false }: Vector["request"],
): readonly string[] {
  const paths = Object.keys(files).map((name) => `${root}/${name}`);
  const tree: Tree = new Map(paths.sort().map((path) => [path, { mode: "file", id: path }]));
  const layout = { name: ".", config: null, section: "alembic", flaskMigrate: false };
  return listScriptFiles(tree, { ...layout, versionLocations, recursive }).loaded;
}

/** What `alembic check` asks first is nothing that the product foretells. */
function isAsked({ op }: Plan): boolean {
  return op !== "uptodate";
}

// ------------------------------------------------------------ to the oracle's words

/** What the product answers. Where several texts are possible and the expected one is among them, it is that one. */
function answer(request: Vector["request"], expected: Answer): Answer {
  const graph = graphOfRequest(request);
  const error = failure("load", graph.loadError, expected.error);
  const loading = { error, warnings: [...listedTwice(request), ...graph.warnings] };
  if (error !== null) return loading;
  return {
    ...loading,
    heads: graph.heads,
    real_heads: graph.realHeads,
    bases: graph.bases,
    branch_points: graph.branchPoints,
    merge_points: graph.mergePoints,
    revisions: [...graph.nodes.values()].map((node) => describeNode(node, request)),
    ...(expected.plans && {
      plans: expected.plans.map((plan) => (isAsked(plan) ? operate(graph, plan) : plan)),
    }),
  };
}

function failure(
  stage: string,
  error: AlembicError | null,
  expected: Failure | null,
): Failure | null {
  if (error === null) return null;
  const { class: kind, messages } = error;
  // Python's own words for a file it cannot compile differ from version to version.
  const isExpected =
    messages.includes(expected?.message ?? "") || (kind === "SyntaxError" && messages.length === 0);
  const message = isExpected ? expected!.message : (messages[0] ?? "");
  return { stage, class: kind, message, cli: kind === "CommandError" ? "FAILED" : "traceback" };
}

function describeNode(node: RevisionNode, request: Vector["request"]): object {
  return {
    id: node.revision,
    down: node.down,
    depends_on: node.dependencies,
    normalized_depends_on: node.dependencies.filter((name) => node.normalized.includes(name)),
    labels: node.labels,
    path: request.files ? node.script.path.slice("versions/".length) : `<${node.revision}>`,
  };
}

function operate(graph: RevisionGraph, { op, rows, error }: Plan): Plan {
  const [operation, target = ""] = op.split(":");
  const fails = (stage: string, ours: AlembicError) => failure(stage, ours, error);
  switch (operation) {
    case "upgrade":
      return { op, rows, ...tellOutcome(planUpgrade(graph, rows, target), error) };
    case "downgrade":
      return { op, rows, ...tellOutcome(planDowngrade(graph, rows, target), error) };
    case "stamp":
    case "stamp!": {
      const purge = operation === "stamp!";
      const stamped = planStamp(graph, rows, target.split(","), { purge });
      if (stamped.kind === "fails") return { op, rows, error: fails("plan", stamped.error) };
      const steps = stamped.steps.map(({ from, to }) => `${from.join(",")}->${to}`);
      return { op, rows, steps, rows_after: stamped.rows, error: null };
    }
    case "current": {
      const current = planCurrent(graph, rows);
      if (current.kind === "fails") return { op, rows, error: fails("plan", current.error) };
      return { op, rows, current: current.revisions.toSorted(), error: null };
    }
    case "resolve": {
      const resolved = resolve(graph, target);
      if (resolved.kind === "fails") return { op, rows, error: fails("plan", resolved.error) };
      return { op, rows, resolved: resolved.revisions, error: null };
    }
    default:
      throw new Error(`The vectors have an operation that this test does not know: ${op}`);
  }
}

function tellOutcome(outcome: Outcome, expected: Failure | null): Result {
  switch (outcome.kind) {
    case "runs":
      return { steps: outcome.steps, rows_after: outcome.rows, error: null };
    case "never-ends":
      return {
        error: {
          stage: "plan",
          class: "TimeoutError",
          message: "no answer after 3 s",
          cli: "traceback",
        },
      };
    case "fails": {
      if (outcome.ran.length === 0) return { error: failure("plan", outcome.error, expected) };
      const error = failure("apply", outcome.error, expected);
      // The oracle tells the rows only where a step before the failing one went well.
      const isTold = outcome.ran.length > 1;
      return { steps: outcome.steps, ...(isTold && { rows_after: outcome.rows }), error };
    }
  }
}
