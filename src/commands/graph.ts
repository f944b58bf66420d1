// `onehead graph`: the revision graph of each script directory in one state.

import { drawGraph } from "../graph/draw.ts";
import { printHistory } from "../graph/history.ts";
import { dotDrawing } from "../report/dot.ts";
import { graphJson } from "../report/graph-json.ts";
import { mermaidDrawing } from "../report/mermaid.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { type GraphOfDirectory, readGraphs } from "./heads.ts";
import { formatOf, text, texts } from "./options.ts";

/** Draws each script directory's graph, one after the other. Throws CannotCheck and WrongUsage. */
export async function runGraph(options: TypedOptions): Promise<Answer> {
  const format = formatOf("graph", options);
  const graphs = await readGraphs(options);
  const drawn = graphs.map((one) => render(format, one, texts(options, "around")));
  return { output: drawn.join("\n"), exitCode: 0, file: text(options, "output") };
}
