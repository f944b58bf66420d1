// What the doctor is given of a world: all of it, or a part.

import type { Evidence, OtherCode } from "../../../src/doctor/evidence/evidence.ts";
import { readLog } from "../../../src/doctor/evidence/log/read-log.ts";
import { buildGraph } from "../../../src/graph/build.ts";
import type { CommitSha, LostRevision, RevisionGraph } from "../../../src/model.ts";
import { parseScript } from "../../../src/parse/script.ts";
import type { Failure } from "../../support/alembic-answer.ts";
import type { Files } from "./world.ts";

/** The graph of some files. */
export function graphOfFiles(files: Files): RevisionGraph {
  return buildGraph(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => {
        const path = `versions/${name}`;
        return parseScript({ kind: "text", path, id: `${path}\0${text}`, text });
      }),
  );
}

/** Evidence about these scripts, with nothing known besides. */
export function evidenceOf(graph: RevisionGraph, given: Partial<Evidence>): Evidence {
  return {
    directory: {
      name: "versions",
      config: null,
      section: "alembic",
      versionLocations: ["versions"],
      recursive: false,
      flaskMigrate: false,
    },
    graph,
    state: { ref: "HEAD", commit: null },
    table: { name: "alembic_version", schema: null, isMissing: false, source: "typed" },
    rows: { kind: "all", ids: [] },
    dialect: null,
    testimony: null,
    catalogue: null,
    configProblems: [],
    history: "whole",
    lost: new Map(),
    elsewhere: null,
    older: null,
    neighbours: [],
    flaskMigrate: null,
    ...given,
  };
}

/** Only a message: the rows that it names, and whatever else there is not. */
export function fromLog(graph: RevisionGraph, log: string, given: Partial<Evidence>): Evidence {
  const testimony = readLog(log);
  return evidenceOf(graph, {
    ...given,
    testimony,
    table: { name: "alembic_version", schema: null, isMissing: null, source: "error" },
    rows: { kind: "at-least", ids: testimony.error?.rows ?? [] },
  });
}

export const past = "0".repeat(40);

/** What git tells of revisions that are in other scripts and not here. */
export function lostFrom(
  graph: RevisionGraph,
  other: RevisionGraph,
  given: {
    readonly removed: boolean;
    readonly afterwards?: RevisionGraph;
    readonly also?: readonly string[];
  },
): Evidence["lost"] {
  const by = { commit: past as CommitSha, date: "2026-01-01T00:00:00Z", subject: "Change it" };
  const names = [...other.nodes.values()].filter(
    ({ revision }) => !graph.nodes.has(revision) || given.also?.includes(revision),
  );
  return new Map(
    names.map(({ revision, script }) => {
      const found: LostRevision = {
        revision,
        path: script.path,
        removedIn: given.removed ? by : null,
        addedIn: by,
        heldBy: past as CommitSha,
        branches: [],
        tags: [],
      };
      return [
        revision,
        {
          found,
          at: past,
          historic: other,
          afterwards: given.afterwards ?? null,
          renamed: new Map(),
          unloaded: new Map(),
        },
      ];
    }),
  );
}

/** A release. */
export function release(name: string, graph: RevisionGraph): OtherCode {
  return { kind: "tag", name, graph };
}

/** How logs are decorated. */
export const decorations = ["plain", "compose", "stamped", "json", "colour", "repr"] as const;
export type Decoration = (typeof decorations)[number];

/** The log of a run that failed, as Alembic prints it, and as it comes out of a container. */
export function logOf(
  { steps = [], error }: { readonly steps?: readonly string[]; readonly error: Failure },
  how: Decoration,
): string {
  const lines = [
    "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.",
    "INFO  [alembic.runtime.migration] Will assume non-transactional DDL.",
    ...steps.map(
      (step) => `INFO  [alembic.runtime.migration] Running upgrade  -> ${step}, something`,
    ),
    error.cli === "FAILED" ? `FAILED: ${error.message}` : `${error.class}: ${error.message}`,
  ];
  const decorated = lines.map((line, index) => decorate(line, index, how));
  if (how === "repr")
    decorated[lines.length - 1] = `CommandError(${JSON.stringify(error.message)})`;
  return `${decorated.join("\n")}\n`;
}

function decorate(line: string, index: number, how: Decoration): string {
  switch (how) {
    case "plain":
    case "repr":
      return line;
    case "compose":
      return `api-1  | ${line}`;
    case "stamped":
      return `2026-11-25T09:00:0${index % 10}.000000Z ${line}`;
    case "json":
      return JSON.stringify({ log: `${line}\n`, stream: "stderr", time: "2026-11-25T09:00:00Z" });
    case "colour":
      return `\x1b[32m${line}\x1b[0m`;
  }
}
