// Databases for the doctor's tests: a history, rows, and what git knows.

import type { Evidence, LostScript } from "../../src/doctor/evidence/evidence.ts";
import type { CommitSha, LostRevision, RevisionGraph, RevisionId } from "../../src/model.ts";
import { graphOf } from "./graph.ts";

/** A database that stands at these rows: all of them, unless a message is the only source. Other parts of the evidence may be given. */
export function patient(
  history: string,
  rows: readonly string[],
  given: Partial<Omit<Evidence, "table" | "rows">> & {
    readonly table?: Partial<Evidence["table"]>;
  } = {},
): Evidence {
  const { table, ...rest } = given;
  return {
    directory: {
      name: "migrations",
      config: "alembic.ini",
      section: "alembic",
      versionLocations: ["versions"],
      recursive: false,
      flaskMigrate: false,
    },
    graph: graphOf(history),
    state: { ref: "HEAD", commit: null },
    dialect: null,
    testimony: null,
    catalogue: null,
    lost: new Map(),
    configProblems: [],
    history: "whole",
    elsewhere: null,
    older: null,
    neighbours: [],
    flaskMigrate: null,
    ...rest,
    table: {
      name: "alembic_version",
      schema: null,
      isMissing: null,
      source: "typed",
      ...table,
    },
    rows: { kind: table?.source === "error" ? "at-least" : "all", ids: rows },
  };
}

/** A script that `historic` has, as git tells of it. */
export function lostScript(
  historic: RevisionGraph,
  revision: string,
  given: Partial<LostRevision> = {},
): LostScript {
  const by = (digit: string, date: string, subject: string) => ({
    commit: digit.repeat(40) as CommitSha,
    date: `${date}T09:00:00Z`,
    subject,
  });
  return {
    historic,
    at: "a".repeat(40),
    afterwards: null,
    renamed: new Map(),
    unloaded: new Map(),
    found: {
      revision,
      path: historic.nodes.get(revision as RevisionId)!.script.path,
      addedIn: by("a", "2026-01-05", "Add it"),
      removedIn: by("b", "2026-02-05", "Remove it"),
      heldBy: "a".repeat(40) as CommitSha,
      branches: [],
      tags: [],
      ...given,
    },
  };
}
