// Addresses as SQLAlchemy and applications spell them.

import { expect, test } from "vitest";
import { addressFromVariables, parseAddress } from "../../../src/doctor/database/address.ts";

test.each([
  [
    "postgresql://u:p@db:6543/shop",
    { kind: "postgresql", user: "u", password: "p", host: "db", port: 6543, database: "shop" },
  ],
  ["postgresql+psycopg2://u:p@db/shop", { kind: "postgresql", host: "db", port: 5432 }],
  ["postgres://db/shop", { kind: "postgresql", user: undefined, password: undefined }],
  ["postgresql+asyncpg://u:p%40ss%2Fword@db/shop", { password: "p@ss/word" }],
  ["postgresql://u:p@ss:w/rd@db/shop", { password: "p@ss:w/rd", host: "db", database: "shop" }],
  ["postgresql://u:100%@db/shop", { password: "100%" }],
  [
    "postgresql:///shop?host=/var/run/postgresql",
    { host: "/var/run/postgresql", database: "shop" },
  ],
  ["postgresql://u:p@[::1]:5433/shop", { host: "::1", port: 5433 }],
  ["mysql+pymysql://u:p@db/shop?charset=utf8mb4", { kind: "mysql", port: 3306, database: "shop" }],
  ["mariadb://u:p@db/shop", { kind: "mysql" }],
  ["sqlite:///app.db", { kind: "sqlite", path: "app.db" }],
  ["sqlite+aiosqlite:////var/app.db?mode=ro", { kind: "sqlite", path: "/var/app.db" }],
])("%s", (url, address) => {
  expect(parseAddress(url)).toMatchObject(address);
});

test.each([
  "shop.db",
  "oracle://u:hunter2@db/x",
  "sqlite://",
  "sqlite:///:memory:",
  "postgresql://u:hunter2@db:port/x",
])("%s is refused with a remedy and without secrets", (url) => {
  expect(() => parseAddress(url)).toThrow(/[.`]$/);
  expect(() => parseAddress(url)).not.toThrow(/hunter2/);
});

test("variables of applications are enough, and each that is missing is named", () => {
  expect(addressFromVariables({ DATABASE_URL: "mysql://db/x" })).toMatchObject({ kind: "mysql" });
  expect(addressFromVariables({ SQLALCHEMY_DATABASE_URI: "sqlite:///x.db" })).toMatchObject({
    path: "x.db",
  });
  const dify = {
    DB_USERNAME: "u",
    DB_PASSWORD: "p/w",
    DB_HOST: "db",
    DB_PORT: "5432",
    DB_DATABASE: "dify",
  };
  expect(addressFromVariables(dify)).toMatchObject({
    kind: "postgresql",
    password: "p/w",
    database: "dify",
  });
  expect(addressFromVariables({ ...dify, DB_TYPE: "mysql" })).toMatchObject({ kind: "mysql" });
  expect(() => addressFromVariables({ DB_HOST: "db", DB_PORT: "1", DB_USERNAME: "u" })).toThrow(
    /^`DB_PASSWORD`, `DB_DATABASE` are not set/,
  );
  expect(() => addressFromVariables({})).toThrow(/`DATABASE_URL`.*`DB_DATABASE`/);
});
