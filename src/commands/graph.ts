// `onehead graph`: the revision graph of each script directory in one state.

import { WrongUsage } from "../cannot-check.ts";
import { drawGraph } from "../drawing/draw.ts";
import { printDrawnHistory } from "../drawing/drawn-history.ts";
import { rowsOf } from "../drawing/rows.ts";
import { printHistory } from "../graph/history.ts";
import { resolve } from "../graph/resolve.ts";
import type { Drawing, RevisionGraph, RevisionId } from "../model.ts";
import { dotDrawing } from "../report/dot.ts";
import { type GraphOnPage, graphPage } from "../report/graph-html.ts";
import { graphJson } from "../report/graph-json.ts";
import { historyText } from "../report/history.ts";
import { mermaidDrawing } from "../report/mermaid.ts";
import type { Typed } from "../settings.ts";
import { choices } from "../text/sentence.ts";
import type { Answer } from "./answer.ts";
import { configTrouble } from "./config-trouble.ts";
import { type GraphOfDirectory, readState } from "./heads.ts";
import type { Looking } from "./question.ts";

type Format = NonNullable<Typed<"graph">["format"]>;

/** What there is to draw. */
interface ToDraw {
  readonly graphs: readonly GraphOfDirectory[];
  readonly drawings: readonly Drawing[];
  readonly isWhole: boolean;
}

/** The forms of a drawing. */
const reporters = {
  text: historyOf,
  mermaid: ({ drawings }) => drawings.map(mermaidDrawing).join("\n"),
  dot: ({ drawings }) => drawings.map(dotDrawing).join("\n"),
  json: ({ drawings }) => graphJson(drawings),
  html: ({ drawings }) => graphPage(drawings.map(onPage)),
} satisfies Readonly<Record<Format, (drawn: ToDraw) => string>>;

/** Draws each script directory's graph, one after the other. Nothing here has a colour, `--no-color` or not. Throws CannotCheck and WrongUsage. */
export async function runGraph({
  format = "text",
  output: file,
  around: names = [],
  ...looking
}: Looking & Pick<Typed<"graph">, "format" | "output" | "around" | "no-color">): Promise<Answer> {
  const { graphs: all, snapshot } = await readState(looking);
  const around = findRevisions(all, names);
  const graphs = all.filter(({ graph }) => !around || around.some((one) => graph.nodes.has(one)));
  if (format === "mermaid" && graphs.length > 1) {
    const listed = choices(graphs.map(({ directory }) => directory.name));
    throw new WrongUsage(
      `One Mermaid drawing shows one script directory, and there are ${graphs.length}: ${listed}. Name one with \`--config FILE\` or \`--versions DIR\`.`,
    );
  }
  // A page folds straight runs by itself, and can unfold them.
  const part = around ? { around } : { whole: true, collapse: format !== "html" };
  const drawings = graphs.map(({ directory: { name }, graph }) =>
    drawGraph(graph, { name, ...part }),
  );
  const notes = graphs.flatMap(({ directory }) => configTrouble(snapshot, directory) ?? []);
  const output = reporters[format]({ graphs, drawings, isWhole: !around });
  return { output, exitCode: notes.length > 0 ? 3 : 0, notes, file };
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

function historyOf({ graphs, drawings, isWhole }: ToDraw): string {
  return graphs
    .map(({ directory, graph }, index) => {
      const title = graphs.length > 1 ? `${directory.name}\n\n` : "";
      const lines = isWhole ? printHistory(graph) : printDrawnHistory(graph, drawings[index]!);
      return `${title}${lines}`;
    })
    .map(historyText)
    .join("\n");
}

function onPage(drawing: Drawing): GraphOnPage {
  const { scriptDirectory: name, leftOut } = drawing;
  return { name, rows: rowsOf(drawing), leftOut };
}
