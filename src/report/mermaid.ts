// A drawing as a Mermaid flowchart, within Mermaid's limits, readable on light and dark pages.

import type { Drawing, DrawnEdge, DrawnRevision } from "../model.ts";
import { escapeMermaid } from "./escape-mermaid.ts";
import { fitDrawing } from "./fit-drawing.ts";
import { count } from "./wording.ts";

const mostNodes = 120;
const mostEdges = 480;
const mostCharacters = 20_000;

/** What a box can mean, with its colours and the words of the legend. */
const looks = {
  trouble: {
    style: "fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#1f2328",
    legend: "red: a finding names it",
  },
  added: {
    style: "fill:#dafbe1,stroke:#1a7f37,stroke-width:2px,color:#1f2328",
    legend: "green: new in this change",
  },
  kept: {
    style: "fill:#eaeef2,stroke:#59636e,stroke-width:1px,color:#1f2328",
    legend: "grey: on the target branch",
  },
  removed: {
    style: "fill:#ffffff,stroke:#59636e,stroke-width:2px,stroke-dasharray:6 4,color:#59636e",
    legend: "dashed: removed by this change",
  },
  missing: {
    style: "fill:#ffffff,stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4,color:#a40e26",
    legend: "red and dashed: no script has it",
  },
} as const;

type Look = keyof typeof looks;

/** A flowchart and the words that explain it. */
export interface Picture {
  readonly diagram: string;
  readonly legend: string;
}

interface Node {
  readonly look: Look;
  readonly names: readonly string[];
  readonly label: string;
}

/** The drawing as a Mermaid flowchart with its legend, bases on the left. What does not fit is left out and counted. */
export function mermaidPicture(drawing: Drawing, limit = mostNodes): Picture {
  for (let nodes = limit; ; nodes = Math.floor(nodes / 2)) {
    const fitted = fitDrawing(drawing, nodes);
    const diagram = flowchart(fitted);
    if (diagram.length <= mostCharacters || nodes <= 1) return { diagram, legend: legend(fitted) };
  }
}

/** The diagram as a file of its own. */
export function mermaidDrawing(drawing: Drawing): string {
  const { diagram, legend } = mermaidPicture(drawing);
  return drawing.leftOut > 0 || legend.includes("not drawn")
    ? `%% ${legend}\n${diagram}\n`
    : `${diagram}\n`;
}

function flowchart(drawing: Drawing): string {
  const nodes = nodesOf(drawing);
  const ids = new Map(
    nodes.flatMap(({ names }, index) => names.map((name) => [name, `n${index}`])),
  );
  const used = (Object.keys(looks) as Look[]).filter((look) => nodes.some((n) => n.look === look));
  return [
    "flowchart LR",
    ...nodes.map(({ label, look }, index) => `  n${index}["${label}"]:::${look}`),
    ...drawing.edges.slice(0, mostEdges).flatMap((edge) => arrow(edge, ids, drawing)),
    ...used.map((look) => `  classDef ${look} ${looks[look].style}`),
  ].join("\n");
}

function nodesOf({ revisions, runs, missing }: Drawing): readonly Node[] {
  return [
    ...runs.map(({ from, to, count: number }) => ({
      look: "kept" as const,
      names: [from, to],
      label: `${name(from)} #8230; ${name(to)}<br/>${count(number, "revision")} in a row`,
    })),
    ...revisions.map((revision) => ({
      look: revision.isTrouble ? ("trouble" as const) : revision.state,
      names: [revision.revision],
      label: labelOf(revision),
    })),
    ...missing.map((missed) => ({
      look: "missing" as const,
      names: [missed],
      label: `${name(missed)}<br/>no such script`,
    })),
  ];
}

function name(revision: string): string {
  return escapeMermaid(revision, 40);
}

function labelOf({ revision, message, state, isHead, labels }: DrawnRevision): string {
  const words = { added: "new", removed: "removed", kept: "" }[state];
  const role = [words, isHead ? "head" : ""].filter((word) => word !== "").join(" ");
  const branch = labels.length === 0 ? "" : `(${escapeMermaid(labels.join(", "), 40)})`;
  const lines = [name(revision), escapeMermaid(message, 40), branch, role];
  return lines.filter((line) => line !== "").join("<br/>");
}

function arrow(
  { from, to, kind }: DrawnEdge,
  ids: ReadonlyMap<string, string>,
  { missing }: Drawing,
): readonly string[] {
  const start = ids.get(from);
  const end = ids.get(to);
  if (start === undefined || end === undefined || start === end) return [];
  const isDotted = missing.includes(from);
  if (kind === "depends_on") return [`  ${start} -. depends_on .-> ${end}`];
  return [`  ${start} ${isDotted ? "-.->" : "-->"} ${end}`];
}

function legend(drawing: Drawing): string {
  const present = new Set(nodesOf(drawing).map(({ look }) => look));
  const words = (Object.keys(looks) as Look[])
    .filter((look) => present.has(look))
    .map((look) => looks[look].legend);
  const rest = drawing.leftOut > 0 ? [`${count(drawing.leftOut, "revision")} not drawn`] : [];
  const text = [...words, ...rest].join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
