// Settings files: whatever they hold, they are settings or one calm message.

import { WrongUsage } from "../../../src/cannot-check.ts";
import { parseSettingsFile } from "../../../src/parse/settings.ts";
import { mergeSettings } from "../../../src/settings/merge.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "../target.ts";
import { settingsWords } from "./words.ts";

interface SettingsText {
  readonly path: string;
  readonly text: string;
}

export const settings: Target<SettingsText> = {
  make(random) {
    const path = random.pick([".github/onehead.yml", ".github/onehead.yml", "pyproject.toml"]);
    const start = path === "pyproject.toml" ? "[tool.onehead]\n" : "";
    const text = start + random.list(8, () => random.pick(settingsWords)).join("");
    return { path, text: random.chance(80) ? mutate(random, text, settingsWords) : text };
  },

  async run({ path, text }) {
    try {
      const values = await parseSettingsFile(path, text);
      mergeSettings([{ source: `\`${path}\``, isFile: true, values }]);
    } catch (error) {
      if (!(error instanceof WrongUsage)) throw error;
      if (!/[.?]$/.test(error.message)) throw new Error(`no sentence: ${error.message}`);
    }
  },
};
