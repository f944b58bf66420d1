// `onehead graph`: the revision graph of each script directory in one state.

import { WrongUsage } from "../cannot-check.ts";
import { drawGraph } from "../drawing/draw.ts";
import { printDrawnHistory } from "../drawing/drawn-history.ts";
import { printHistory } from "../graph/history.ts";
import { resolve } from "../graph/resolve.ts";
import type { RevisionGraph, RevisionId } from "../model.ts";
import { dotDrawing } from "../report/dot.ts";
import { graphJson } from "../report/graph-json.ts";
import { historyText } from "../report/history.ts";
import { mermaidDrawing } from "../report/mermaid.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { type GraphOfDirectory, readGraphs } from "./heads.ts";
import { formatOf, text, texts } from "./options.ts";

/** Draws each script directory's graph, one after the other. Throws CannotCheck and WrongUsage. */
export async function runGraph(options: TypedOptions): Promise<Answer> {
  const format = formatOf("graph", options);
  const graphs = await readGraphs(options);
  const around = findRevisions(graphs, texts(options, "around"));
  const asked = graphs.filter(({ graph }) => !around || around.some((one) => graph.nodes.has(one)));
  if (format === "mermaid" && asked.length > 1) {
    const names = asked.map(({ directory }) => `\`${directory.name}\``).join(", ");
    throw new WrongUsage(
      `One Mermaid drawing shows one script directory, and there are ${asked.length}: ${names}. Name one with \`--config FILE\` or \`--versions DIR\`.`,
    );
  }
  return {
    output: render(format, asked, around),
    exitCode: 0,
    file: text(options, "output"),
  };
}

/** The revisions that were named as one names them to Alembic; null where none was. */
function findRevisions(
  graphs: readonly GraphOfDirectory[],
  names: readonly string[],
): readonly RevisionId[] | null {
  if (names.length === 0) return null;
  return names.flatMap((name) => {
    const found = graphs.flatMap(({ graph }) => revisionsNamed(graph, name));
    if (found.length > 0) return found;
    throw new WrongUsage(
      `\`--around ${name}\`: no script has that revision. \`onehead graph\` lists them.`,
    );
  });
}

function revisionsNamed(graph: RevisionGraph, name: string): readonly RevisionId[] {
  const exact = [...graph.nodes.keys()].filter((revision) => revision === name);
  if (exact.length > 0 || graph.loadError) return exact;
  const found = resolve(graph, name);
  return found.kind === "found" ? found.revisions : [];
}

function render(
  format: string,
  graphs: readonly GraphOfDirectory[],
  around: readonly RevisionId[] | null,
): string {
  const drawings = graphs.map(({ directory, graph }) =>
    drawGraph(graph, { name: directory.name, ...(around ? { around } : { whole: true }) }),
  );
  switch (format) {
    case "json":
      return graphJson(drawings);
    case "mermaid":
      return drawings.map(mermaidDrawing).join("\n");
    case "dot":
      return drawings.map(dotDrawing).join("\n");
    default:
      return graphs
        .map(({ directory, graph }, index) => {
          const title = graphs.length > 1 ? `${directory.name}\n\n` : "";
          const lines = around ? printDrawnHistory(graph, drawings[index]!) : printHistory(graph);
          return `${title}${lines}`;
        })
        .map(historyText)
        .join("\n");
  }
}
