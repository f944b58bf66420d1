// The product's planner beside what Alembic did with the same rows.

import { resolve } from "../../src/graph/resolve.ts";
import type { AlembicError, RevisionGraph } from "../../src/model.ts";
import {
  type Outcome,
  planCurrent,
  planDowngrade,
  planStamp,
  planUpgrade,
} from "../../src/plan/index.ts";
import type { Failure, PlanAnswer } from "./alembic-answer.ts";

/** What came of an operation, as far as both sides tell it. */
type Told = Pick<PlanAnswer, "steps" | "rows_after" | "current" | "resolved"> & {
  readonly error: AlembicError | null;
};

/** True where the product foretells what Alembic did. */
export function isForetold(graph: RevisionGraph, answer: PlanAnswer): boolean {
  const { error, ...rest } = foretell(graph, answer);
  return isSaidBy(error, answer.error) && isIncluded(rest, answer);
}

/** What the product says of this operation, in the oracle's words. */
export function foretell(graph: RevisionGraph, { op, rows }: PlanAnswer): Told {
  const [name, target = ""] = split(op);
  switch (name) {
    case "upgrade":
      return tellOutcome(planUpgrade(graph, rows, target));
    case "downgrade":
      return tellOutcome(planDowngrade(graph, rows, target));
    case "stamp":
    case "stamp!":
      return tellStamp(planStamp(graph, rows, target.split(","), { purge: name === "stamp!" }));
    case "current": {
      const current = planCurrent(graph, rows);
      if (current.kind === "fails") return { error: current.error };
      return { error: null, current: current.revisions.toSorted() };
    }
    case "resolve": {
      const resolved = resolve(graph, target);
      if (resolved.kind === "fails") return { error: resolved.error };
      return { error: null, resolved: resolved.revisions };
    }
  }
  throw new Error(`There is no operation ${op}.`);
}

/** The class must be the same, and the text one of those foreseen: several where the order of a Python set decides which it is. */
export function isSaidBy(ours: AlembicError | null, alembics: Failure | null): boolean {
  if (ours === null || alembics === null) return ours === alembics;
  return ours.class === alembics.class && ours.messages.includes(alembics.message);
}

function split(op: string): readonly string[] {
  const colon = op.indexOf(":");
  return colon < 0 ? [op] : [op.slice(0, colon), op.slice(colon + 1)];
}

/** The oracle gives up on what never ends, with this class and text. */
const neverEnds: AlembicError = { class: "NeverEnds", messages: ["no end after 0.3 seconds"] };

function tellOutcome(outcome: Outcome): Told {
  switch (outcome.kind) {
    case "never-ends":
      return { error: neverEnds };
    case "runs":
      return { error: null, steps: outcome.steps, rows_after: outcome.rows };
    case "fails": {
      const { error, steps, rows } = outcome;
      return steps.length === 0 ? { error } : { error, steps, rows_after: rows };
    }
  }
}

function tellStamp(stamped: ReturnType<typeof planStamp>): Told {
  const steps = stamped.steps.map(({ from, to }) => `${from.join(",")}->${to ?? ""}`);
  if (stamped.kind === "stamps") return { error: null, steps, rows_after: stamped.rows };
  return steps.length === 0 ? { error: stamped.error } : { error: stamped.error, steps };
}

function isIncluded(ours: Omit<Told, "error">, answer: PlanAnswer): boolean {
  return Object.entries(ours).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(answer[key as keyof PlanAnswer]),
  );
}
