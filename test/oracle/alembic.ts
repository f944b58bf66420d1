// Talks to alembic_oracle.py: one long-lived Python for each release of Alembic.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AlembicVersion, alembicVersions, python } from "./venvs.ts";

/** A value of a script's identifier; a list reaches Python as a tuple. */
export type Identifier = string | readonly string[] | null;

/** A script that exists in memory only. */
export interface Revision {
  readonly revision: string;
  readonly down_revision?: Identifier;
  readonly depends_on?: Identifier;
  readonly branch_labels?: Identifier;
  readonly doc?: string;
}

/** An operation (`upgrade:heads`, `current`, …) on a database with these rows in `alembic_version`. */
export interface PlanRequest {
  readonly op: string;
  readonly rows: readonly string[];
}

/** What Alembic is asked to load, and what to do then. */
export type Request = (
  | { readonly revisions: readonly Revision[] }
  | {
      readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
      readonly locations?: readonly string[];
      readonly recursive?: boolean;
    }
) & { readonly plans?: readonly PlanRequest[] };

/** An exception: its class, its text, and how the command line shows it. `NeverEnds` where Alembic does not come back. */
export interface Failure {
  readonly stage: "load" | "plan" | "apply";
  readonly class: string;
  readonly message: string;
  readonly cli: "FAILED" | "traceback";
}

/** What came of an operation; `steps` and `rows_after` are there once a plan was made. */
export interface PlanAnswer extends PlanRequest {
  readonly error: Failure | null;
  readonly steps?: readonly string[];
  readonly rows_after?: readonly string[];
  readonly current?: readonly string[];
  readonly uptodate?: boolean;
  readonly resolved?: readonly string[];
}

/** One revision as Alembic's map holds it. */
export interface RevisionAnswer {
  readonly id: string;
  readonly down: readonly string[];
  readonly depends_on: readonly string[];
  readonly normalized_depends_on: readonly string[];
  readonly labels: readonly string[];
  readonly next: readonly string[];
  readonly all_next: readonly string[];
  readonly doc: string;
  readonly path: string;
}

/** What Alembic made of the scripts. */
export type Answer = {
  readonly warnings: readonly string[];
  readonly plans?: readonly PlanAnswer[];
} & (
  | { readonly error: Failure }
  | {
      readonly error: null;
      readonly heads: readonly string[];
      readonly real_heads: readonly string[];
      readonly bases: readonly string[];
      readonly branch_points: readonly string[];
      readonly merge_points: readonly string[];
      readonly revisions: readonly RevisionAnswer[];
    }
);

/** Whether two texts mean the same to Python, or why Python cannot tell. */
export type Comparison = { readonly same: boolean } | { readonly error: string };

/** A running Alembic. Requests that are made at the same time travel together. */
export interface Alembic {
  readonly version: AlembicVersion;
  ask(request: Request): Promise<Answer>;
  compare(before: string, after: string): Promise<Comparison>;
  stop(): void;
}

const mostInABatch = 250;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the Alembic of one release. The seed pins the iteration order of sets of strings, as far as Python lets it. */
export function startAlembic(version: AlembicVersion, hashSeed = 0): Alembic {
  const oracle = spawn(python(version), [join(import.meta.dirname, "alembic_oracle.py")], {
    env: { ...process.env, PYTHONHASHSEED: String(hashSeed), PYTHONUTF8: "1" },
  });
  const post = connect(oracle);
  return {
    version,
    ask: (request) => post<Answer>(request),
    compare: (before, after) => post<Comparison>({ compare: [before, after] }),
    stop: () => oracle.stdin.end(),
  };
}

/** Both Alembics at once. */
export function startAlembics(): readonly Alembic[] {
  return alembicVersions.map((version) => startAlembic(version));
}

function connect(oracle: ChildProcessWithoutNullStreams): <T>(request: unknown) => Promise<T> {
  const underWay = new Map<number, readonly Waiting[]>();
  let requests: unknown[] = [];
  let waiting: Waiting[] = [];
  let batches = 0;
  let stderr = "";
  let ended: Error | null = null;

  function send(): void {
    if (requests.length === 0) return;
    underWay.set(++batches, waiting);
    oracle.stdin.write(`${JSON.stringify({ id: batches, requests })}\n`);
    requests = [];
    waiting = [];
  }

  oracle.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk).slice(-4000);
  });
  createInterface({ input: oracle.stdout }).on("line", (line) => {
    const batch = JSON.parse(line) as { id: number; answers: never[] };
    const answered = underWay.get(batch.id) ?? [];
    underWay.delete(batch.id);
    for (const [index, { resolve }] of answered.entries()) resolve(batch.answers[index]!);
  });
  oracle.on("close", (code) => {
    ended = new Error(`The oracle's Python ended with exit code ${code}.\n${stderr}`);
    for (const { reject } of [...underWay.values(), waiting].flat()) reject(ended);
  });
  oracle.stdin.on("error", () => {}); // "close" tells why

  return <T>(request: unknown) =>
    new Promise<T>((resolve, reject) => {
      if (ended !== null) return reject(ended);
      if (requests.length === 0) setImmediate(send);
      requests.push(request);
      waiting.push({ resolve, reject });
      if (requests.length === mostInABatch) send();
    });
}
