// The JSON schema of the settings file, for editors and for tests.

import { options } from "../settings.ts";
import { homepage } from "../version.ts";
import { levelSchema } from "./rule-levels.ts";

/** Schema of `.github/onehead.yml`, and of the table `[tool.onehead]` in `pyproject.toml`. */
export function settingsSchema(): Readonly<Record<string, unknown>> {
  const inFiles = options.filter(({ file }) => file);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${homepage}/blob/v1/docs/settings.schema.json`,
    title: "Settings of onehead",
    description: "`.github/onehead.yml`, or the table `[tool.onehead]` of `pyproject.toml`.",
    type: "object",
    properties: Object.fromEntries(
      inFiles.map(({ name, sentence, default: fallback, kind }) => [
        name,
        { description: `${sentence} Default: ${fallback}.`, ...kind.schema },
      ]),
    ),
    additionalProperties: false,
    $defs: { level: levelSchema },
  };
}
