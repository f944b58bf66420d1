// A replay as JSON: the same bytes on every machine for the same history, so nothing about time.

import type { ReplayReport } from "../replay/model.ts";
import { printJson } from "./json.ts";

/** The report, as docs/replay-report.schema.json describes it. */
export function jsonOfReplay(report: ReplayReport): string {
  return printJson(report);
}
