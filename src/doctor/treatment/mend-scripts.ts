// Plans the upgrade from repaired rows; where a script's redundant down revision would crash it, takes that out.

import { dependOn, follow } from "../../advice/repair.ts";
import { buildGraph } from "../../graph/build.ts";
import { ancestors } from "../../graph/walk.ts";
import type { ParsedFile, RevisionGraph, RevisionId, RevisionNode, Script } from "../../model.ts";
import { planUpgrade } from "../../plan/index.ts";
import { code, codes } from "../../text/sentence.ts";
import type { RepairStep } from "../model.ts";
import { editStep } from "./steps.ts";

/** The scripts with which the upgrade works, the edits that lead there, and what then runs. */
export interface Mended {
  readonly graph: RevisionGraph;
  readonly steps: readonly RepairStep[];
  readonly runs: readonly RevisionId[];
}

/** More edits than these are no small repair. */
const mostEdits = 10;

/**
 * Null where `upgrade heads` cannot be made to work from these rows. It works when it runs exactly what the
 * rows do not cover, and leaves rows with which nothing is left to do.
 */
export function mendScripts(graph: RevisionGraph, rows: readonly RevisionId[]): Mended | null {
  const steps: RepairStep[] = [];
  let now = graph;
  for (let edits = 0; edits <= mostEdits; edits += 1) {
    const outcome = planUpgrade(now, rows, "heads");
    if (outcome.kind === "runs") {
      return isWhole(now, rows, outcome) ? { graph: now, steps, runs: outcome.steps } : null;
    }
    const crashed = outcome.kind === "fails" ? now.nodes.get(outcome.ran.at(-1)!) : undefined;
    const edit = crashed && dropRedundant(now, crashed);
    if (!edit) return null;
    steps.push(edit.step);
    now = edit.graph;
  }
  return null;
}

function isWhole(
  graph: RevisionGraph,
  rows: readonly RevisionId[],
  outcome: { readonly steps: readonly RevisionId[]; readonly rows: readonly string[] },
): boolean {
  const covered = ancestors(graph, rows);
  const due = [...ancestors(graph, graph.realHeads)].filter((one) => !covered.has(one));
  const runs = new Set(outcome.steps);
  const again = planUpgrade(graph, outcome.rows, "heads");
  return (
    outcome.steps.length === due.length &&
    due.every((one) => runs.has(one)) &&
    again.kind === "runs" &&
    again.steps.length === 0
  );
}

/** Takes out of a script's lists what lies below another of them. */
function dropRedundant(
  graph: RevisionGraph,
  { script, down, dependencies }: RevisionNode,
): { readonly graph: RevisionGraph; readonly step: RepairStep } | null {
  const listed = [...down, ...dependencies];
  const useless = new Set<string>(
    listed.filter((one) =>
      listed.some((other) => other !== one && ancestors(graph, [other]).has(one)),
    ),
  );
  const without = <T extends { readonly value: string }>(names: readonly T[]) =>
    names.filter(({ value }) => !useless.has(graph.labels.get(value) ?? value));
  const isDown = down.some((one) => useless.has(one));
  const mended: Script = isDown
    ? { ...script, downRevisions: without(script.downRevisions) }
    : { ...script, dependsOn: without(script.dependsOn) };
  const names = (isDown ? mended.downRevisions : mended.dependsOn).map(({ value }) => value);
  const say = `Take ${codes(useless)} out of the script ${code(script.revision.value)}, which lists what stands on ${useless.size === 1 ? "it" : "them"}:`;
  const [edit] = isDown ? follow(script, names) : dependOn(script, names);
  if (useless.size === 0 || edit?.kind !== "edit") return null;
  return {
    graph: buildGraph(graph.files.map((file) => replace(file, script, mended))),
    step: editStep(say, { path: edit.at.path, line: edit.at.line, to: edit.to }),
  };
}

function replace(file: ParsedFile, script: Script, mended: Script): ParsedFile {
  return file.kind === "script" && file.script === script
    ? { ...file, id: `${file.id} mended`, script: { ...mended, id: `${mended.id} mended` } }
    : file;
}
