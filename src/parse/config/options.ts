// What Alembic reads out of a configuration, as `ScriptDirectory.from_config` of the newest Alembic does it.

import type { Located, ScriptDirectory } from "../../model.ts";
import { pythonRepr, strip } from "../../text/python.ts";
import { getOption, type Ini } from "./ini.ts";
import { Refused, startOf } from "./refused.ts";
import { getTomlOption, type Toml, typeName } from "./toml.ts";

/** One way to run Alembic: a section of an ini file, the `pyproject.toml` beside it, or both. */
export interface Configuration {
  /** The file that a person would name. */
  readonly path: string;
  readonly ini: Ini | null;
  readonly section: string;
  readonly toml: Toml | null;
}

/** The options that decide which scripts are loaded. After an error, what can be told without the faulty option. */
export interface Options {
  readonly scriptLocation: Located<string> | null;
  readonly prependSysPath: readonly string[];
  /** Null for the default: `versions` in the script directory. */
  readonly versionLocations: Located<readonly string[]> | null;
  readonly recursive: boolean;
  readonly sourceless: boolean;
  /** How new files are called: `file_template`, and how long a slug may be. */
  readonly naming: Pick<ScriptDirectory, "fileTemplate" | "slugLength">;
  /** What Alembic raises first. */
  readonly refused: Refused | null;
  /** `version_locations` is one string in `pyproject.toml`, which Alembic takes apart into characters. */
  readonly isSpelledOut: boolean;
}

/** Reads the options in Alembic's order. `inMemory`: the script location that a program sets, whatever is written. */
export function readOptions(
  configuration: Configuration,
  inMemory: Located<string> | null = null,
): Options {
  const { ini, toml } = configuration;
  let refused: Refused | null = ini?.error ?? null;
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused ??= error;
      return otherwise;
    }
  };
  const text = (name: string) => attempt(() => option(configuration, name), null);

  const scriptLocation = inMemory ?? attempt(() => readScriptLocation(configuration), null);
  const slugLength = attempt(() => readTruncateSlugLength(configuration), null);
  const prependSysPath = attempt(() => readPrependSysPath(configuration), []);
  const recursive = attempt(() => isTrue(configuration, "recursive_version_locations"), false);
  const fileTemplate = text("file_template")?.value;
  const sourceless = attempt(() => isTrue(configuration, "sourceless"), false);
  text("output_encoding");
  const versionLocations = attempt(() => readVersionLocations(configuration), null);
  text("timezone");
  attempt(() => readHooks(configuration), null);

  const isInToml = versionLocations !== null && versionLocations.at.path === toml?.path;
  return {
    scriptLocation,
    prependSysPath,
    versionLocations: versionLocations?.value.length ? versionLocations : null,
    recursive,
    sourceless,
    naming: {
      ...(typeof fileTemplate === "string" && fileTemplate !== "" && { fileTemplate }),
      ...(slugLength !== null && { slugLength }),
    },
    refused,
    isSpelledOut: isInToml && typeof toml?.table["version_locations"] === "string",
  };
}

/** True where `script_location` is written, readable or not. */
export function setsScriptLocation({ ini, section, toml }: Configuration): boolean {
  const options = ini?.sections.get(section);
  const isInIni = options?.has("script_location") || ini?.defaults.has("script_location");
  return (options && isInIni) || (toml !== null && Object.hasOwn(toml.table, "script_location"));
}

/** `Config.get_alembic_option`: the ini first, then the table, key by key. */
function option({ ini, section, toml }: Configuration, name: string): Located<unknown> | null {
  return (ini && getOption(ini, section, name)) ?? (toml && getTomlOption(toml, name));
}

function readScriptLocation(configuration: Configuration): Located<string> {
  const found = option(configuration, "script_location");
  if (!found) throw noScriptLocation(configuration.path);
  if (typeof found.value === "string") return { value: found.value, at: found.at };
  const type = typeName(found.value);
  throw new Refused(found.at, `TypeError: expected str, bytes or os.PathLike object, not ${type}`);
}

/** What Alembic says where no configuration names a script directory. */
export function noScriptLocation(path: string): Refused {
  const what = `\`${path}\` sets no \`script_location\`, so Alembic finds no script directory by it.`;
  return new Refused(startOf(path), "No 'script_location' key found in configuration.", what);
}

function readTruncateSlugLength(configuration: Configuration): number | null {
  const found = option(configuration, "truncate_slug_length");
  if (typeof found?.value === "string" && !/^[+-]?\d+(?:_\d+)*$/.test(strip(found.value))) {
    const text = pythonRepr(found.value);
    throw new Refused(found.at, `ValueError: invalid literal for int() with base 10: ${text}`);
  }
  const length = Number(String(found?.value ?? "").replaceAll("_", ""));
  return Number.isInteger(length) && length > 0 ? length : null;
}

/** `Config.get_alembic_boolean_option`. */
function isTrue({ ini, section, toml }: Configuration, name: string): boolean {
  const found = ini && getOption(ini, section, name);
  if (found) return found.value === "true";
  const value = toml && Object.hasOwn(toml.table, name) ? toml.table[name] : false;
  if (typeof value === "boolean") return value;
  throw new Refused(
    toml!.placeOf(name),
    `boolean value expected for TOML parameter ${pythonRepr(name)}`,
  );
}

/** `Config.get_prepend_sys_paths_list`. */
function readPrependSysPath(configuration: Configuration): readonly string[] {
  const names = ["path_separator"];
  return readList(configuration, "prepend_sys_path", names, /, *| +|:/)?.value ?? [];
}

/** `Config.get_version_locations_list`. */
function readVersionLocations(configuration: Configuration): Located<readonly string[]> | null {
  const names = ["path_separator", "version_path_separator"];
  return readList(configuration, "version_locations", names, /, *| +/);
}

function readList(
  configuration: Configuration,
  name: string,
  separatorNames: readonly string[],
  legacy: RegExp,
): Located<readonly string[]> | null {
  const { ini, section, toml } = configuration;
  const written = ini && getOption(ini, section, name);
  if (ini && written?.value) {
    const separator = readSeparator(ini, section, separatorNames, written.value);
    const value =
      separator === null
        ? written.value.split(legacy)
        : written.value.split(separator).filter(Boolean).map(strip);
    return { value, at: written.at };
  }
  const found = toml && getTomlOption(toml, name);
  return found && { value: iterate(found), at: found.at };
}

/** What Python's `for … in value or ()` goes through. */
function iterate({ value, at }: Located<unknown>): readonly string[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (typeName(value) === "dict") return Object.keys(value as object);
  if (!value) return [];
  throw new Refused(at, `TypeError: '${typeName(value)}' object is not iterable`);
}

/** `Config._get_file_separator_char`; null for the legacy split. */
function readSeparator(
  ini: Ini,
  section: string,
  names: readonly string[],
  list: string,
): string | null {
  for (const name of names) {
    const found = getOption(ini, section, name);
    if (!found) continue;
    switch (found.value) {
      case "space":
        return " ";
      case "newline":
        return "\n";
      case "os":
        // The machine that runs Alembic decides. Nobody has a semicolon in a path.
        return list.includes(";") ? ";" : ":";
      case ":":
      case ";":
        return found.value;
    }
    throw new Refused(
      found.at,
      `ValueError: '${found.value}' is not a valid value for ${name}; expected 'space', 'newline', 'os', ':', ';'`,
      /^\S+\s+[#;]/.test(found.value)
        ? `The value of \`${name}\` is no separator, since a comment behind a value is part of it: move the comment to a line of its own.`
        : `The value of \`${name}\` is no separator: write \`os\`, \`space\`, \`newline\`, \`:\` or \`;\`.`,
    );
  }
  return null;
}

/** `Config.get_hooks_list`, for its errors: it reads the whole section. */
function readHooks({ ini, toml }: Configuration): void {
  const hooks = ini?.sections.get("post_write_hooks");
  if (ini && hooks) {
    for (const name of new Set([...ini.defaults.keys(), ...hooks.keys()])) {
      getOption(ini, "post_write_hooks", name);
    }
    return;
  }
  const found = toml && getTomlOption(toml, "post_write_hooks");
  for (const hook of Array.isArray(found?.value) ? found.value : []) {
    if (typeName(hook) === "dict" && !Object.hasOwn(hook, "name")) {
      throw new Refused(found!.at, "KeyError: 'name'");
    }
  }
}
