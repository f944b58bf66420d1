// Drawings for Graphviz.

import type { Drawing, DrawnRevision } from "../model.ts";
import { count } from "../text/sentence.ts";
import { quoteDot } from "./escape-dot.ts";
import { harmlessLines } from "./log-lines.ts";

const styles = {
  trouble: 'style="filled,bold", fillcolor="#ffebe9", color="#cf222e"',
  added: 'style="filled", fillcolor="#dafbe1", color="#1a7f37"',
  kept: 'style="filled", fillcolor="#eaeef2", color="#59636e"',
  removed: 'style="dashed", color="#59636e"',
  missing: 'style="dashed", color="#cf222e"',
} as const;

const longest = 200;

/** The drawing as a digraph, bases on the left. Nodes are named by their revision. */
export function dotDrawing(drawing: Drawing): string {
  const { revisions, runs, missing, edges, leftOut, scriptDirectory } = drawing;
  const ends = new Map<string, string>(runs.map(({ from, to }) => [to, from]));
  const end = (name: string) => quoteDot(ends.get(name) ?? name);
  const title = leftOut > 0 ? `${scriptDirectory}, ${count(leftOut, "revision")} not drawn` : null;
  const lines = [
    "rankdir=LR;",
    "node [shape=box, fontname=monospace];",
    ...(title === null ? [] : [`label=${quoteDot(title)};`]),
    ...runs.map(
      ({ from, to, count: number }) =>
        `${quoteDot(from)} [label=${quoteDot(`${from} … ${to}, ${count(number, "revision")}`, longest)}, ${styles.kept}];`,
    ),
    ...revisions.map(
      (one) =>
        `${quoteDot(one.revision)} [label=${quoteDot(label(one), longest)}, ${styleOf(one)}];`,
    ),
    ...missing.map(
      (name) =>
        `${quoteDot(name)} [label=${quoteDot(`${name}, no such script`, longest)}, ${styles.missing}];`,
    ),
    ...edges
      .filter(({ from, to }) => end(from) !== end(to))
      .map(
        ({ from, to, kind }) =>
          `${end(from)} -> ${end(to)}${kind === "depends_on" ? " [style=dotted]" : ""};`,
      ),
  ];
  const body = lines.map((line) => `  ${line}\n`).join("");
  return harmlessLines(`digraph ${quoteDot(scriptDirectory)} {\n${body}}\n`);
}

function label({ revision, message, labels, isHead }: DrawnRevision): string {
  const branch = labels.length === 0 ? "" : ` (${labels.join(", ")})`;
  const head = isHead ? " (head)" : "";
  return `${revision}${branch}${head}${message === "" ? "" : `, ${message}`}`;
}

function styleOf({ isTrouble, state }: DrawnRevision): string {
  return styles[isTrouble ? "trouble" : state];
}
