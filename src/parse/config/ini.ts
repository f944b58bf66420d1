// Python's ConfigParser, as Alembic uses it: strict, no inline comments, interpolation on reading.

import type { Located, Location } from "../../model.ts";
import { baseName } from "../../text/paths.ts";
import { indent, pythonRepr, strip, stripEnd } from "../../text/python.ts";
import { Refused } from "./refused.ts";

type Options = Map<string, Located<string>>;

/** An ini file read to its end, however broken. Option names are lower-case. */
export interface Ini {
  readonly path: string;
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, Located<string>>>;
  /** `[DEFAULT]`, and `here`. */
  readonly defaults: ReadonlyMap<string, Located<string>>;
  /** The exception that Python raises on reading the file. */
  readonly error: Refused | null;
}

/** Reads an ini file as `RawConfigParser._read` does; after an error it goes on, so that what the file means can still be told. */
export function parseIni(path: string, text: string, here: string): Ini {
  const reader = new Reader(path, here);
  reader.read(text);
  return { path, sections: reader.sections, defaults: reader.defaults, error: reader.error() };
}

/** One line of a value. */
interface Part {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

class Reader {
  readonly sections = new Map<string, Options>();
  readonly defaults: Options;
  readonly #path: string;
  /** Alembic opens the file by a `Path`; people run it beside the file. */
  readonly #source: string;
  readonly #seen = new Set<string>();
  readonly #unparsed: { at: Location; line: string }[] = [];
  #fatal: Refused | null = null;
  #section: { readonly name: string; readonly options: Options } | null = null;
  #option: { readonly name: string; readonly parts: Part[] } | null = null;
  #indent = 0;

  constructor(path: string, here: string) {
    this.#path = path;
    this.#source = `PosixPath(${pythonRepr(baseName(path))})`;
    this.defaults = new Map([["here", { value: here, at: this.#at(1, 0, 0) }]]);
  }

  read(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    lines.forEach((line, index) => {
      const isLast = index === lines.length - 1;
      if (!isLast || line !== "") this.#readLine(line, index + 1, isLast ? line : `${line}\n`);
    });
    this.#endOption();
  }

  error(): Refused | null {
    if (this.#fatal || this.#unparsed.length === 0) return this.#fatal;
    const lines = this.#unparsed
      .slice(0, 20)
      .map(({ at, line }) => `\n\t[line ${String(at.line).padStart(2)}]: ${pythonRepr(line)}`);
    return new Refused(
      this.#unparsed[0]!.at,
      `configparser.ParsingError: Source contains parsing errors: ${this.#source}${lines.join("")}`,
    );
  }

  #readLine(line: string, number: number, raw: string): void {
    const value = strip(line);
    if (value.startsWith("#") || value.startsWith(";")) return;
    if (value === "") {
      this.#option?.parts.push({ text: "", line: number, column: 0 });
      return;
    }
    const column = indent(line);
    if (this.#option && column > this.#indent) {
      this.#option.parts.push({ text: value, line: number, column });
      return;
    }
    this.#indent = column;
    const at = this.#at(number, column, column + value.length);
    const header = /^\[([^\n]+)\]/.exec(value);
    if (header) this.#startSection(header[1]!, at);
    else if (!this.#section) this.#readBeforeSections(line, at, raw);
    else this.#startOption(value, at, raw);
  }

  #startSection(name: string, at: Location): void {
    this.#endOption();
    const key = `[${name}]`;
    if (this.#seen.has(key)) {
      this.#fail(at, "DuplicateSectionError", `section ${pythonRepr(name)} already exists`);
    }
    if (name === "DEFAULT") {
      this.#section = { name, options: this.defaults };
      return;
    }
    this.#seen.add(key);
    const options = this.sections.get(name) ?? new Map();
    this.sections.set(name, options);
    this.#section = { name, options };
  }

  #readBeforeSections(line: string, at: Location, raw: string): void {
    this.#fatal ??= new Refused(
      at,
      `configparser.MissingSectionHeaderError: File contains no section headers.\nfile: ${this.#source}, line: ${at.line}\n${pythonRepr(raw)}`,
    );
    const header = /^\ufeff\s*\[([^\n]+)\]/.exec(line);
    if (header) this.#startSection(header[1]!, at);
  }

  #startOption(value: string, at: Location, raw: string): void {
    const delimiter = value.search(/[=:]/);
    if (delimiter <= 0) this.#unparsed.push({ at, line: raw });
    if (delimiter < 0) return;
    this.#endOption();
    const name = stripEnd(value.slice(0, delimiter)).toLowerCase();
    const rest = value.slice(delimiter + 1);
    const { name: section } = this.#section!;
    const key = `${section}\n${name}`;
    if (this.#seen.has(key)) {
      const what = `option ${pythonRepr(name)} in section ${pythonRepr(section)} already exists`;
      this.#fail(at, "DuplicateOptionError", what);
    }
    this.#seen.add(key);
    const column = at.column - 1 + delimiter + 1 + indent(rest);
    const part = { text: strip(rest), line: at.line, column };
    if (name === "") this.#section!.options.set("", { value: part.text, at });
    else this.#option = { name, parts: [part] };
  }

  /** `_join_multiline_values`, for one option. */
  #endOption(): void {
    if (!this.#option) return;
    const { name, parts } = this.#option;
    const value = stripEnd(parts.map((part) => part.text).join("\n"));
    const written = parts.filter((part) => part.text !== "");
    const first = written[0] ?? parts[0]!;
    const last = written.at(-1) ?? first;
    const at = {
      path: this.#path,
      line: first.line,
      column: first.column + 1,
      endLine: last.line,
      endColumn: last.column + last.text.length + 1,
    };
    this.#section!.options.set(name, { value, at });
    this.#option = null;
  }

  #fail(at: Location, exception: string, what: string): void {
    const line = String(at.line).padStart(2);
    this.#fatal ??= new Refused(
      at,
      `configparser.${exception}: While reading from ${this.#source} [line ${line}]: ${what}`,
    );
  }

  #at(line: number, start: number, end: number): Location {
    return { path: this.#path, line, column: start + 1, endLine: line, endColumn: end + 1 };
  }
}

/** `ConfigParser.get` with a fallback of None: the interpolated value of an option. Throws Refused where Python raises. */
export function getOption(ini: Ini, section: string, name: string): Located<string> | null {
  const found = findOption(ini, section, name);
  if (!found) return null;
  const interpolation: Interpolation = { ini, section, name, at: found.at, length: 0 };
  return { value: interpolate(interpolation, found.value, 1), at: found.at };
}

function findOption(ini: Ini, section: string, name: string): Located<string> | null {
  const options = ini.sections.get(section);
  return options ? (options.get(name) ?? ini.defaults.get(name) ?? null) : null;
}

interface Interpolation {
  readonly ini: Ini;
  readonly section: string;
  readonly name: string;
  readonly at: Location;
  /** How much was put in so far: values that repeat each other could grow without end. */
  length: number;
}

/** `BasicInterpolation._interpolate_some`. */
function interpolate(of: Interpolation, text: string, depth: number): string {
  const { ini, section, name } = of;
  const option = `option ${pythonRepr(name)} in section ${pythonRepr(section)}`;
  const raw = () => pythonRepr(findOption(ini, section, name)!.value);
  if (depth > 10) {
    const what = `Recursion limit exceeded in value substitution: ${option} contains an interpolation key which cannot be substituted in 10 steps. Raw value: ${raw()}`;
    throw new Refused(of.at, `configparser.InterpolationDepthError: ${what}`);
  }
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf("%"); start >= 0; start = text.indexOf("%", from)) {
    pieces.push(text.slice(from, start));
    if (text[start + 1] === "%") {
      pieces.push("%");
      from = start + 2;
      continue;
    }
    const reference = /%\(([^)]+)\)s/y;
    reference.lastIndex = start;
    const match = reference.exec(text);
    if (!match) throw syntaxError(of.at, text.slice(start));
    const key = match[1]!.toLowerCase();
    const value = findOption(ini, section, key)?.value;
    if (value === undefined) {
      const what = `Bad value substitution: ${option} contains an interpolation key ${pythonRepr(key)} which is not a valid option name. Raw value: ${raw()}`;
      throw new Refused(of.at, `configparser.InterpolationMissingOptionError: ${what}`);
    }
    of.length += value.length + 1;
    if (of.length > 1_000_000) throw new Refused(of.at, null);
    pieces.push(value.includes("%") ? interpolate(of, value, depth + 1) : value);
    from = reference.lastIndex;
  }
  return pieces.join("") + text.slice(from);
}

function syntaxError(at: Location, rest: string): Refused {
  const what = rest.startsWith("%(")
    ? `bad interpolation variable reference ${pythonRepr(rest)}`
    : `'%' must be followed by '%' or '(', found: ${pythonRepr(rest)}`;
  return new Refused(at, `configparser.InterpolationSyntaxError: ${what}`);
}
