// A drawing as a Mermaid flowchart, within Mermaid's limits, readable on light and dark pages.

import type { Drawing, DrawnRevision } from "../model.ts";
import { count } from "../text/sentence.ts";
import { drawingDepth } from "./drawing-depth.ts";
import { escapeMermaid } from "./escape-mermaid.ts";
import { fitDrawing } from "./fit-drawing.ts";

const mostNodes = 120;
const mostEdges = 480;
const mostCharacters = 20_000;
/** Beside one another, more boxes than these are scaled down until nobody can read them. */
const mostAcross = 5;

/** What a box can mean, with its colours and the words of the legend. `trouble` adds a border to the others. */
const looks = {
  added: {
    style: "fill:#c8f5d0,stroke:#1a7f37,stroke-width:2px,color:#1f2328",
    legend: "green: new in this change",
  },
  kept: {
    style: "fill:#eaeef2,stroke:#818b98,stroke-width:1px,color:#1f2328",
    legend: "grey: on the target branch",
  },
  removed: {
    style: "fill:#ffffff,stroke:#59636e,stroke-width:2px,stroke-dasharray:6 4,color:#59636e",
    legend: "dashed: removed by this change",
  },
  missing: {
    style: "fill:#ffffff,stroke:#cf222e,stroke-width:3px,stroke-dasharray:6 4,color:#a40e26",
    legend: "red and dashed: no script has it",
  },
  trouble: {
    style: "stroke:#cf222e,stroke-width:4px",
    legend: "red border: named by a finding",
  },
} as const;

/** Arrows into what is new, and out of what does not exist; both show on light and on dark pages. */
const newArrow = "stroke:#2da44e,stroke-width:3px";
const brokenArrow = "stroke:#cf222e,stroke-width:3px";

type Look = Exclude<keyof typeof looks, "trouble">;

/** A flowchart and the words that explain it. */
export interface Picture {
  readonly diagram: string;
  readonly legend: string;
  /** How many revisions are not drawn. */
  readonly leftOut: number;
}

interface Node {
  readonly look: Look;
  readonly isTrouble: boolean;
  readonly names: readonly string[];
  readonly label: string;
}

/** The drawing as a Mermaid flowchart with its legend, bases on the left (on top of a deep one). What does not fit is left out and counted. */
export function mermaidPicture(drawing: Drawing, limit = mostNodes): Picture {
  for (let nodes = limit; ; nodes = Math.floor(nodes / 2)) {
    const fitted = fitDrawing(drawing, nodes);
    const diagram = flowchart(fitted);
    if (diagram.length <= mostCharacters || nodes <= 1) {
      return { diagram, legend: legend(fitted), leftOut: fitted.leftOut };
    }
  }
}

/** The diagram as a file of its own. */
export function mermaidDrawing(drawing: Drawing): string {
  const { diagram, leftOut } = mermaidPicture(drawing);
  return leftOut === 0 ? `${diagram}\n` : `%% ${notDrawn(leftOut)}\n${diagram}\n`;
}

function notDrawn(number: number): string {
  return `${count(number, "revision")} not drawn`;
}

function flowchart(drawing: Drawing): string {
  const nodes = nodesOf(drawing);
  const ids = new Map(nodes.flatMap(({ names }, index) => names.map((name) => [name, index])));
  const arrows = drawing.edges.flatMap(({ from, to, kind }) => {
    const [start, end] = [ids.get(from), ids.get(to)];
    if (start === undefined || end === undefined || start === end) return [];
    const line = kind === "depends_on" ? "-. depends_on .->" : "-->";
    return [{ text: `  n${start} ${line} n${end}`, start: nodes[start]!, end: nodes[end]! }];
  });
  const drawn = arrows.slice(0, mostEdges);
  return [
    drawingDepth(drawing) > mostAcross ? "flowchart TB" : "flowchart LR",
    ...nodes.map(({ label, look }, index) => `  n${index}["${label}"]:::${look}`),
    ...drawn.map(({ text }) => text),
    ...classLines(nodes),
    ...linkStyle(
      drawn.map(({ start }) => start.look === "missing"),
      brokenArrow,
    ),
    ...linkStyle(
      drawn.map(({ start, end }) => start.look !== "missing" && end.look === "added"),
      newArrow,
    ),
  ].join("\n");
}

function classLines(nodes: readonly Node[]): readonly string[] {
  const troubled = nodes.flatMap(({ isTrouble }, index) => (isTrouble ? [`n${index}`] : []));
  return [
    ...looksOf(nodes).map((look) => `  classDef ${look} ${looks[look].style}`),
    ...(troubled.length === 0 ? [] : [`  class ${troubled.join(",")} trouble`]),
  ];
}

/** The meanings that a drawing has, in the order of the legend. */
function looksOf(nodes: readonly Node[]): readonly (keyof typeof looks)[] {
  return (Object.keys(looks) as (keyof typeof looks)[]).filter((look) =>
    nodes.some((node) => (look === "trouble" ? node.isTrouble : node.look === look)),
  );
}

function linkStyle(chosen: readonly boolean[], style: string): readonly string[] {
  const numbers = chosen.flatMap((isChosen, index) => (isChosen ? [index] : []));
  return numbers.length === 0 ? [] : [`  linkStyle ${numbers.join(",")} ${style}`];
}

function nodesOf({ revisions, runs, missing }: Drawing): readonly Node[] {
  return [
    ...runs.map(({ from, to, count: number }) => ({
      look: "kept" as const,
      isTrouble: false,
      names: [from, to],
      label: `${name(from)} #8230; ${name(to)}<br/>${number} in a row`,
    })),
    ...revisions.map((revision) => ({
      look: revision.state,
      isTrouble: revision.isTrouble,
      names: [revision.revision],
      label: labelOf(revision),
    })),
    ...missing.map((missed) => ({
      look: "missing" as const,
      isTrouble: false,
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
  const lines = [name(revision), escapeMermaid(message, 32), branch, role];
  return lines.filter((line) => line !== "").join("<br/>");
}

function legend(drawing: Drawing): string {
  const words = looksOf(nodesOf(drawing)).map((look) => looks[look].legend);
  const rest = drawing.leftOut > 0 ? [notDrawn(drawing.leftOut)] : [];
  const text = [...words, ...rest].join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
