// The forms of `check`'s result, one reporter each.

import type { Checked } from "../model.ts";
import type { Typed } from "../settings.ts";
import { homepage, rulePages } from "../version.ts";
import { workflowCommands } from "./annotations.ts";
import { jsonReport } from "./json.ts";
import { markdownReport } from "./markdown.ts";
import { type SarifRule, sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

/** A form of the result, as `--format` names it. */
export type Format = NonNullable<Typed<"check">["format"]>;

/** What a reporter may know besides the result. */
export interface Surroundings {
  readonly colour: boolean;
  readonly rules: readonly SarifRule[];
}

/** The result in one of its forms. */
export type Reporter = (checked: Checked, surroundings: Surroundings) => string;

/** One reporter a form; a form without one does not compile. */
export const reporters: Readonly<Record<Format, Reporter>> = {
  text: (checked, { colour }) => textReport(checked, { colour, rules: rulePages }),
  json: ({ report }) => jsonReport(report),
  sarif: ({ report }, { rules }) => sarifReport(report, rules, { homepage, rules: rulePages }),
  github: ({ report }) => workflowCommands(report, rulePages),
  markdown: (checked) => markdownReport(checked, { rules: rulePages }),
};
