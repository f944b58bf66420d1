// A database as it was named on the command line: its address, and the name that a project with several has for it.

/** One `--database`. */
export interface NamedDatabase {
  /** A bind of Flask-Migrate's multidb, or a section of `alembic.ini`; null without one. */
  readonly name: string | null;
  readonly address: string;
}

/** Reads `NAME=URL`. What stands behind the first equals sign has to be an address, or the whole is one. */
export function readNamed(text: string): NamedDatabase {
  const [, name, address] = /^([A-Za-z_][\w.-]*)=(env|\w+(?:\+\w+)?:\/\/.*)$/s.exec(text) ?? [];
  return name === undefined || address === undefined
    ? { name: null, address: text }
    : { name, address };
}
