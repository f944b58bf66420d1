// Addresses of databases, as SQLAlchemy, the databases themselves and applications' variables spell them.

import type { DatabaseKind } from "../model.ts";

/** Where a database is. */
export type Address = ServerAddress | { readonly kind: "sqlite"; readonly path: string };

/** A database behind a server. */
export interface ServerAddress {
  readonly kind: Exclude<DatabaseKind, "sqlite">;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  /** What stood behind the question mark. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Why an address was not understood: a sentence that ends in a remedy, without any of its secrets. */
export class NoAddress extends Error {
  override readonly name = "NoAddress";
}

const kinds: Readonly<Record<string, DatabaseKind>> = {
  postgresql: "postgresql",
  postgres: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
};

const ports = { postgresql: 5432, mysql: 3306 } as const;

const examples =
  "Write `postgresql://user:password@host:5432/name`, `mysql://user:password@host:3306/name` or `sqlite:///path/to/file.db`.";

/** Reads a URL; a driver's name behind a plus sign plays no part. Throws NoAddress. */
export function parseAddress(url: string): Address {
  const [, scheme = ""] = /^([A-Za-z0-9_]+)(?:\+[A-Za-z0-9_]+)?:\/\//.exec(url) ?? [];
  const kind = kinds[scheme.toLowerCase()];
  if (!kind) {
    const said = scheme === "" ? "The address is no URL." : `There is no driver for \`${scheme}\`.`;
    throw new NoAddress(`${said} ${examples}`);
  }
  const rest = url.slice(url.indexOf("://") + 3);
  return kind === "sqlite" ? parseFile(rest) : parseServer(kind, rest);
}

/** Three slashes and a relative path, or four and an absolute one. */
function parseFile(rest: string): Address {
  const path = decode((rest.split("?")[0] ?? "").replace(/^\//, "").replace(/^file:/, ""));
  if (path !== "" && path !== ":memory:") return { kind: "sqlite", path };
  throw new NoAddress(
    "A SQLite database in memory is gone with its process, so there is nothing to look at. Name its file: `sqlite:///path/to/file.db`.",
  );
}

/** The last `@` before the path ends the password, which may hold anything. */
function parseServer(kind: ServerAddress["kind"], rest: string): Address {
  const parts =
    /^(?:([^:@/]*)(?::(.*))?@)?(\[[^\]]*\]|[^:/?@]*)(?::(\d{0,5}))?(?:\/([^?]*))?(?:\?(.*))?$/s.exec(
      rest,
    );
  if (!parts) throw new NoAddress(`The address cannot be read. ${examples}`);
  const [, user, password, host = "", port, database, query] = parts;
  const parameters = new Map(new URLSearchParams(query ?? ""));
  return {
    kind,
    user: user ? decode(user) : undefined,
    password: password === undefined ? undefined : decode(password),
    host: parameters.get("host") || decode(host.replace(/^\[|\]$/g, "")) || "localhost",
    port: port ? Number(port) : ports[kind],
    database: database ? decode(database) : undefined,
    parameters,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A password with a bare percent sign.
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

const urlVariables = ["DATABASE_URL", "SQLALCHEMY_DATABASE_URI"];
const partVariables = ["DB_USERNAME", "DB_PASSWORD", "DB_HOST", "DB_PORT", "DB_DATABASE"] as const;

/** The address that an application's variables give. Throws NoAddress, which names each variable that is missing. */
export function addressFromVariables(variables: Variables): Address {
  const url = urlVariables.map((name) => variables[name]).find((value) => value);
  if (url) return parseAddress(url);
  const missing = partVariables.filter((name) => variables[name] === undefined);
  if (missing.length === partVariables.length) {
    throw new NoAddress(
      `None of the variables with a database's address is set: neither \`DATABASE_URL\` nor \`SQLALCHEMY_DATABASE_URI\`, nor ${names(partVariables)}. Set them as the application has them, or give the address with \`--database URL\`.`,
    );
  }
  if (missing.length > 0) {
    throw new NoAddress(
      `${names(missing)} ${missing.length === 1 ? "is" : "are"} not set. Set ${missing.length === 1 ? "it" : "them"} as the application has ${missing.length === 1 ? "it" : "them"}, or give the address with \`--database URL\`.`,
    );
  }
  const type = variables["DB_TYPE"] || "postgresql";
  const kind = kinds[type.toLowerCase()];
  if (!kind || kind === "sqlite") {
    throw new NoAddress(
      `\`DB_TYPE\` is \`${type}\`, for which there is no driver. Set it to \`postgresql\` or \`mysql\`.`,
    );
  }
  return {
    kind,
    user: variables["DB_USERNAME"],
    password: variables["DB_PASSWORD"],
    host: variables["DB_HOST"] || "localhost",
    port: Number(variables["DB_PORT"]) || ports[kind],
    database: variables["DB_DATABASE"],
    parameters: new Map(),
  };
}

function names(variables: readonly string[]): string {
  return variables.map((name) => `\`${name}\``).join(", ");
}
