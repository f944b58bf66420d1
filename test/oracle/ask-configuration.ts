// Configurations, shown to real Alembic.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { python } from "./venvs.ts";

/** Files, and which section of which of them Alembic reads. */
export interface Setup {
  readonly files: Readonly<Record<string, string>>;
  readonly ini: string;
  readonly section: string;
}

/** Where Alembic looks for scripts, or the end of its traceback. */
export type Answer =
  | { readonly error: string }
  | {
      readonly directory: string;
      readonly locations: readonly string[];
      readonly recursive: boolean;
      readonly files: readonly string[];
    };

/** What real Alembic makes of configurations when it runs in a directory. */
export function ask(version: "newest" | "1.8.1", setups: readonly Setup[], cwd: string): Answer[] {
  const requests = setups.map(({ files, ini, section }) => ({
    files,
    cwd,
    section,
    ini: cwd === "" ? ini : ini.slice(cwd.length + 1),
    toml: version === "newest" ? "pyproject.toml" : null,
  }));
  const output = execFileSync(python(version), [resolve(import.meta.dirname, "config_oracle.py")], {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { ...process.env, PYTHONUTF8: "1" },
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map((one: Answer) =>
      "error" in one ? one : { ...one, locations: [...new Set(one.locations)] },
    );
}
