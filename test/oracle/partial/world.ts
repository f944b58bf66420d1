// A database and its checkouts in memory: printed repairs are followed in it, and it notes what ran.

import { DatabaseSync } from "node:sqlite";
import type { DatabaseKind, Repair, RepairStep } from "../../../src/doctor/model.ts";
import type { PlanAnswer } from "../../support/alembic-answer.ts";
import type { Alembic } from "../alembic.ts";

/** Scripts as files, by name. */
export type Files = Readonly<Record<string, string>>;

/** Runs SQL on version tables, and hands out what they hold then. */
export type RunSql = (tables: Tables, statements: string) => Tables;

/** Version tables by name. */
export type Tables = Readonly<Record<string, readonly string[]>>;

/** What a followed repair did that it may not. */
export class Violation extends Error {}

/** One database, and the code that is checked out. */
export class World {
  readonly alembic: Alembic;
  /** Scripts by the name that `git checkout` takes. */
  readonly codes: Readonly<Record<string, Files>>;
  readonly ran: Set<string>;
  tables: Tables;
  table = "alembic_version";
  files: Files;
  private before: Files;
  private readonly runSql: RunSql;
  private readonly kind: DatabaseKind;
  /** A squash does at once what its parts did one by one. */
  private readonly squash: { readonly into: string; readonly parts: readonly string[] } | null;

  constructor(given: {
    alembic: Alembic;
    codes: Readonly<Record<string, Files>>;
    files: Files;
    rows: readonly string[];
    ran: Iterable<string>;
    squash?: { readonly into: string; readonly parts: readonly string[] };
    sql?: { readonly kind: DatabaseKind; readonly run: RunSql };
  }) {
    this.alembic = given.alembic;
    this.codes = given.codes;
    this.files = given.files;
    this.before = given.files;
    this.tables = { alembic_version: given.rows };
    this.ran = new Set(given.ran);
    this.squash = given.squash ?? null;
    this.kind = given.sql?.kind ?? "sqlite";
    this.runSql = given.sql?.run ?? runInSqlite;
  }

  get rows(): readonly string[] {
    return this.tables[this.table] ?? [];
  }

  /** Follows a repair as printed; where a step has commands and SQL, the form asked for. */
  async follow(repair: Repair, form: "commands" | "sql"): Promise<void> {
    for (const step of repair.steps) await this.step(step, form);
  }

  private async step({ say, commands, sql }: RepairStep, form: "commands" | "sql"): Promise<void> {
    const [, own] = /version_table="(\w+)"/.exec(say) ?? [];
    if (own !== undefined) this.table = own;
    if (sql && (form === "sql" || commands.length === 0)) {
      this.tables = this.runSql(this.tables, sql[this.kind]);
      return;
    }
    for (const command of commands) {
      if (await this.command(command)) continue;
      // Where `stamp` stops with an error the step says to take the SQL.
      if (!sql || !say.includes("take the SQL")) throw new Violation(`${command} fails`);
      this.tables = this.runSql(this.tables, sql[this.kind]);
      return;
    }
  }

  /** Whether the command worked. */
  private async command(command: string): Promise<boolean> {
    const [tool, name, ...words] = command.match(/'[^']*'|\S+/g)!.map(unquote);
    if (tool === "git" && name === "checkout") {
      this.checkout(words[0]!);
      return true;
    }
    if (tool === "git" && name === "show") {
      const [source = "", , to = ""] = words;
      const [code = "", path = ""] = source.split(":");
      const text = this.codes[code]?.[fileName(path)];
      if (text === undefined) throw new Violation(`nothing at ${source}`);
      if (fileName(to) in this.files) throw new Violation(`overwrites ${to}`);
      this.files = { ...this.files, [fileName(to)]: text };
      return true;
    }
    if (tool !== "alembic") throw new Violation(`unknown command: ${command}`);
    if (name === "stamp") {
      const purge = words[0] === "--purge";
      const targets = purge ? words.slice(1) : words;
      const moved = await this.ask(`${purge ? "stamp!" : "stamp"}:${targets.join(",")}`);
      if (moved.error === null) this.setRows(moved.rows_after!);
      return moved.error === null;
    }
    await this.run(`${name}:${words[0]}`, true);
    return true;
  }

  private checkout(name: string): void {
    const next = name === "-" ? this.before : this.codes[name];
    if (!next) throw new Violation(`no such code: ${name}`);
    this.before = this.files;
    this.files = next;
  }

  /** Runs `upgrade` or `downgrade` by real Alembic. */
  async run(op: string, mustWork: boolean): Promise<PlanAnswer> {
    const answer = await this.ask(op);
    if (answer.error) {
      if (mustWork) throw new Violation(`${op} fails: ${answer.error.message}`);
      return answer;
    }
    for (const step of answer.steps!) this.note(step, op.startsWith("upgrade"));
    this.setRows(answer.rows_after!);
    return answer;
  }

  private note(revision: string, isUpgrade: boolean): void {
    if (!isUpgrade) {
      if (!this.ran.delete(revision)) throw new Violation(`${revision} is undone, and never ran`);
      return;
    }
    if (this.ran.has(revision)) throw new Violation(`${revision} runs twice`);
    const { into, parts = [] } = this.squash ?? {};
    if (revision === into) {
      for (const part of parts)
        if (this.ran.has(part)) throw new Violation(`${part} runs again inside the squash`);
    }
    this.ran.add(revision);
  }

  private setRows(rows: readonly string[]): void {
    this.tables = { ...this.tables, [this.table]: rows };
  }

  /** What real Alembic does with the rows and the scripts as they are now. */
  async ask(op: string): Promise<PlanAnswer> {
    const { rows, files } = this;
    const answer = await this.alembic.ask({ files, plans: [{ op, rows }] });
    return answer.plans?.[0] ?? { op, rows, error: answer.error };
  }
}

/** SQLite in memory, without a key, so that a row may stand there twice. */
export function runInSqlite(tables: Tables, statements: string): Tables {
  const database = new DatabaseSync(":memory:");
  try {
    for (const [name, rows] of Object.entries(tables)) {
      database.exec(`CREATE TABLE ${name} (version_num VARCHAR(255) NOT NULL)`);
      const insert = database.prepare(`INSERT INTO ${name} VALUES (?)`);
      for (const row of rows) insert.run(row);
    }
    database.exec(statements);
    const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return Object.fromEntries(
      names.map(({ name }) => [
        String(name),
        database
          .prepare(`SELECT version_num FROM ${name}`)
          .all()
          .map(({ version_num }) => String(version_num)),
      ]),
    );
  } finally {
    database.close();
  }
}

function unquote(word: string): string {
  return word.replace(/^'(.*)'$/, "$1");
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
