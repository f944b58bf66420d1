// Settings files as text → raw values; settings.ts checks them.

import { parse as parseToml, TomlError } from "smol-toml";
import { WrongUsage } from "../cannot-check.ts";
import { longestSettings } from "./limits.ts";

/** The values that `pyproject.toml` (`[tool.onehead]`) or a YAML file holds, {} where there is no table for onehead. Throws WrongUsage where settings are there and cannot be read. */
export async function parseSettingsFile(
  path: string,
  text: string,
): Promise<Readonly<Record<string, unknown>>> {
  return path.endsWith(".toml") ? fromToml(path, text) : fromYaml(path, text);
}

function fromToml(path: string, text: string): Readonly<Record<string, unknown>> {
  if (!text.includes("onehead")) return {};
  try {
    const tool = parseToml(text)["tool"];
    return isTable(tool) && isTable(tool["onehead"]) ? tool["onehead"] : {};
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new WrongUsage(`\`${path}\` is no valid TOML, at line ${error.line}. Mend the file.`);
  }
}

async function fromYaml(path: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  if (text.length > longestSettings) {
    throw new WrongUsage(
      `\`${path}\` is larger than ${longestSettings / 1024} KB, and settings never are. Mend the file.`,
    );
  }
  const { parseYaml } = await import(/* webpackMode: "eager" */ "./settings-yaml.ts");
  const value = parseYaml(path, text) ?? {};
  if (!isTable(value))
    throw new WrongUsage(`\`${path}\` must hold names and values, such as \`max-heads: 2\`.`);
  return value;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
