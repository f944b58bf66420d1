// `onehead graph`: the revision graph of each script directory in one state.

import { WrongUsage } from "../cannot-check.ts";
import { drawGraph } from "../graph/draw.ts";
import { printHistory } from "../graph/history.ts";
import { resolve } from "../graph/resolve.ts";
import type { Drawing, RevisionGraph, RevisionId } from "../model.ts";
import { dotDrawing } from "../report/dot.ts";
import { graphJson } from "../report/graph-json.ts";
import { historyText } from "../report/history.ts";
import { mermaidDrawing } from "../report/mermaid.ts";
import type { Answer } from "./answer.ts";
import type { TypedOptions } from "./arguments.ts";
import { type GraphOfDirectory, readGraphs } from "./heads.ts";
import { formatOf, text, texts } from "./options.ts";
