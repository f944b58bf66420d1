// What Alembic's commands would do, in the words of the report.

import { alembicError } from "../../graph/alembic-error.ts";
import { quote } from "../../graph/quote.ts";
import type { AlembicError, RevisionGraph } from "../../model.ts";
import {
  type Outcome,
  planCurrent,
  planDowngrade,
  planStamp,
  planUpgrade,
} from "../../plan/index.ts";
import type { CommandOutcome } from "../model.ts";

/** An outcome of the planner's for the report. */
export function toOutcome(outcome: Outcome): CommandOutcome {
  switch (outcome.kind) {
    case "runs":
      return { kind: "runs", revisions: outcome.steps, rowsAfter: outcome.rows };
    case "fails":
      return fails([outcome.error, ...outcome.orElse], outcome.ran);
    case "never-ends":
      return { kind: "never-ends" };
  }
}

/** `alembic current`. */
export function foretellCurrent(graph: RevisionGraph, rows: readonly string[]): CommandOutcome {
  const current = planCurrent(graph, rows);
  return current.kind === "shows" ? current : fails([current.error], []);
}

/** A command that changes rows, with its target. */
export interface Command {
  /** As it was typed. */
  readonly typed: string;
  readonly name: "upgrade" | "downgrade" | "stamp";
  readonly targets: readonly string[];
  readonly purge: boolean;
}

/** Any command that changes rows. `upgrade` and `downgrade` take one target. */
export function foretell(
  graph: RevisionGraph,
  rows: readonly string[],
  { name, targets, purge }: Command,
): CommandOutcome {
  const [target = ""] = targets;
  if (name !== "stamp" && target.includes(":")) {
    return fails([alembicError("CommandError", "Range revision not allowed")], []);
  }
  switch (name) {
    case "upgrade":
      return toOutcome(planUpgrade(graph, rows, target));
    case "downgrade":
      return toOutcome(planDowngrade(graph, rows, target));
    case "stamp": {
      const stamped = planStamp(graph, rows, targets, { purge });
      return stamped.kind === "stamps"
        ? { kind: "stamps", rowsAfter: stamped.rows }
        : fails([stamped.error], []);
    }
  }
}

function fails(
  errors: readonly AlembicError[],
  ran: Extract<CommandOutcome, { kind: "fails" }>["ran"],
): CommandOutcome {
  const texts = errors.flatMap((error) =>
    error.messages.length === 0
      ? [quote(error)]
      : error.messages.map((message) => quote({ ...error, messages: [message] })),
  );
  const [says = "", ...orElse] = texts;
  return { kind: "fails", says, orElse, ran };
}
