// What an option may hold: how it is read wherever it stands, what it is where it was not given, and its schema.

/** Where a value stands, for messages: "`max-heads` in the command line". */
export interface Place {
  readonly name: string;
  readonly source: string;
}

/** Values of one kind. */
export interface Kind<T> {
  /** Where it was not given. */
  readonly absent: T;
  /** The words it may be, where there are only some. */
  readonly words?: readonly string[];
  /** JSON schema of the value in a settings file. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Reads a text as typed, or a value out of a settings file. Throws WrongUsage that names the place. */
  read(value: unknown, place: Place): T;
  /** Joins what several places say, the strongest first. Without it the strongest counts alone. */
  join?(values: readonly T[]): T;
}

/** "`max-heads` in the command line". */
export function inPlace({ name, source }: Place): string {
  return `\`${name}\` in ${source}`;
}
