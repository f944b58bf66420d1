// Documents that repeat the sources: rule pages, the README's lists, the inputs in action.yml.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rulePages } from "../../src/commands/rule-page.ts";
import { rules } from "../../src/rules/index.ts";
import { settingsSchema } from "../../src/settings/schema.ts";
import { options, placeholderOf } from "../../src/settings.ts";

/** Path from the repository's root → the text it must have. */
export async function generatedDocuments(root: string): Promise<Readonly<Record<string, string>>> {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  return {
    ...(await rulePages()),
    "README.md": fill(fill(read("README.md"), "rules", ruleTable()), "settings", settingsTable()),
    "action.yml": fillInputs(read("action.yml")),
    "docs/settings.schema.json": `${JSON.stringify(settingsSchema(), null, 2)}\n`,
  };
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no place for ${name}`);
  return `${text.slice(0, from + start.length)}\n${content}${text.slice(to)}`;
}

function ruleTable(): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [\`${id}\`](docs/rules/${id}.md) | ${severity} | ${title} |\n`,
  );
  return `| rule | level | reports |\n| --- | --- | --- |\n${rows.join("")}`;
}

function settingsTable(): string {
  const rows = options
    .filter(({ input, file }) => input || file)
    .map((option) => {
      const { name, sentence, default: fallback, input, file } = option;
      const value = placeholderOf(option) ?? "";
      const places = [input && "action", file && "settings file"].filter(Boolean).join(", ");
      return `| \`${name}\` | ${sentence} \`${value.replaceAll("|", "\\|")}\` | ${fallback.replace(/^\$.*$/, "`$&`")} | ${places} |\n`;
    });
  return `| setting | meaning | default | where |\n| --- | --- | --- | --- |\n${rows.join("")}`;
}

/** The block `inputs:` of action.yml, up to the next top-level key. */
function fillInputs(text: string): string {
  const inputs = options
    .filter(({ input }) => input)
    .map((option) => {
      const { name, sentence, default: fallback } = option;
      const given =
        placeholderOf(option) === "true|false" || name === "token"
          ? `    default: ${fallback}\n`
          : "";
      return `  ${name}:\n    description: ${JSON.stringify(`${sentence} Default: ${fallback.replace(/^\$.*$/, "the job's token")}.`)}\n    required: false\n${given}`;
    });
  return text.replace(/^inputs:\n(?: .*\n|\n)*/m, `inputs:\n${inputs.join("")}\n`);
}
