// What a person names instead of having everything found: `--config` and `--versions`.

/** Repository-relative names; empty lists mean "find everything". */
export interface Named {
  /** An ini file or `pyproject.toml`; `FILE#SECTION` for one section of an ini file. */
  readonly configs: readonly string[];
  /** One entry is one script directory; its version locations are separated by commas. */
  readonly versions: readonly string[];
}

/** A file and perhaps one of its sections. */
export interface NamedConfig {
  readonly path: string;
  readonly section: string | null;
}

/** True for the files whose texts `findScriptDirectories` wants to see. */
export function isConfigurationFile(path: string, named?: Named): boolean {
  if (path.endsWith(".ini") || path.endsWith(".cfg")) return true;
  if (path === "pyproject.toml" || path.endsWith("/pyproject.toml")) return true;
  return named?.configs.some((text) => text === path || splitConfig(text).path === path) ?? false;
}

/** Takes `FILE#SECTION` apart, written with or without a leading `./`. */
export function splitConfig(text: string): NamedConfig {
  const [path = "", ...section] = text.replace(/^(?:\.\/)+/, "").split("#");
  return { path, section: section.length > 0 ? section.join("#") : null };
}
