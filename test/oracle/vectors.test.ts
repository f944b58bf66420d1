// The test vectors, which `npm test` plays without Python: both Alembics still answer as they are written down.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import type { Answer, Request } from "../support/alembic-answer.ts";
import { parseLine } from "../support/graph.ts";
import { type Alembic, startAlembic } from "./alembic.ts";
import { alembicVersions } from "./venvs.ts";

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly request: {
    readonly graph?: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly locations?: readonly string[];
    readonly recursive?: boolean;
    readonly rows?: readonly string[];
    readonly ops?: readonly string[];
  };
  readonly expect: object;
  readonly "expect_1.8.1"?: object;
}

const vectors = readFileSync(new URL("../fixtures/vectors.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line));

/** Set in `recursive_version_locations`, which came with 1.10. */
const isRecent = ({ request }: Vector) => request.recursive === true;

test("there are 78 vectors", () => {
  expect(vectors).toHaveLength(78);
});

describe.each(alembicVersions)("Alembic %s", (version) => {
  let alembic: Alembic;
  beforeAll(() => {
    alembic = startAlembic(version);
  });
  afterAll(() => alembic.stop());

  const played = vectors.filter((vector) => version === "newest" || !isRecent(vector));
  test.each(played)("$id: $title", async (vector) => {
    const request = requestOf(vector.request);
    const answer = await alembic.ask(request);
    const isOlder = version !== "newest" && "expect_1.8.1" in vector;
    expect(answer).toMatchObject(
      expected(isOlder ? vector["expect_1.8.1"]! : vector.expect, answer),
    );
    if (!isOlder) expect(disagreements(request, answer)).toEqual([]);
  });
});

function requestOf({ graph, rows = [], ops = [], ...files }: Vector["request"]): Request {
  const plans = ops.map((op) => ({ op, rows }));
  if (graph === undefined) return { files: {}, ...files, plans };
  const revisions = parseLine(graph).map((entry) => ({
    revision: entry.revision,
    down_revision: shape(entry.downRevisions),
    depends_on: shape(entry.dependsOn),
    branch_labels: shape(entry.branchLabels),
  }));
  return { revisions, plans };
}

function shape(names: readonly string[]): string | readonly string[] | null {
  return names.length > 1 ? names : (names[0] ?? null);
}

/** What is written down, in the words of this oracle, which names in-memory scripts by number and gives up earlier. */
function expected(written: object, answer: Answer): object {
  return JSON.parse(JSON.stringify(written), (key, value) => {
    if (key === "path" && /^<.*>$/.test(value)) return undefined;
    if (value === "TimeoutError") return "NeverEnds";
    if (value === "no answer after 3 s") return "no end after 0.3 seconds";
    return isOtherWayRound(value, answer.error?.message) ? answer.error!.message : value;
  });
}

/** Of two scripts with one label, the order of a set decides which is named first. */
function isOtherWayRound(written: unknown, said: string | undefined): boolean {
  const pattern = /^(Branch name '.*' in revision )(\w+)( already used by revision )(\w+)$/;
  return typeof written === "string" && written.replace(pattern, "$1$4$3$2") === said;
}
