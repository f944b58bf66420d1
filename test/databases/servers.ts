// The two servers that .ci/databases has started.

import type { Server } from "../oracle/doctor-project.ts";

function addressIn(name: string): string {
  const address = process.env[name];
  if (!address) throw new Error(`${name} is not set. Run \`npm run test:databases\`.`);
  return address;
}

/** PostgreSQL, with psql as its client. */
export const postgresql: Server = {
  kind: "postgresql",
  url: () => addressIn("ONEHEAD_POSTGRESQL").replace("postgresql:", "postgresql+psycopg2:"),
  client: () => ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", addressIn("ONEHEAD_POSTGRESQL")],
  reset: "DROP SCHEMA public CASCADE; CREATE SCHEMA public;",
};

/** MariaDB, with its own client. */
export const mariadb: Server = {
  kind: "mysql",
  url: () => addressIn("ONEHEAD_MARIADB").replace("mysql:", "mysql+pymysql:"),
  client: () => {
    const { hostname, port, username, password, pathname } = new URL(addressIn("ONEHEAD_MARIADB"));
    return [
      "mariadb",
      "--no-defaults",
      "--protocol=tcp",
      "--skip-column-names",
      "--batch",
      `--host=${hostname}`,
      `--port=${port}`,
      `--user=${username}`,
      `--password=${decodeURIComponent(password)}`,
      pathname.slice(1),
    ];
  },
  reset: "DROP DATABASE onehead; CREATE DATABASE onehead;",
};
