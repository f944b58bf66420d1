// Python's drivers, into the environment that the oracle's tests use.

import { execFileSync } from "node:child_process";
import { python } from "../oracle/venvs.ts";

/** Vitest's global setup. */
export default function setup(): void {
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  execFileSync(python("newest"), [...pip, "psycopg2-binary", "PyMySQL"], { stdio: "inherit" });
}
