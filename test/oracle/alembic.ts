// Talks to alembic_oracle.py: one long-lived Python for each release of Alembic.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Comparison, Request } from "../support/alembic-answer.ts";
import { type AlembicVersion, alembicVersions, python } from "./venvs.ts";

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
