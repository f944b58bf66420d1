// Runs once before the oracle's tests: environments in place, their versions on the screen.

import { prepareVenvs } from "./venvs.ts";

/** Vitest's global setup. */
export default function setup(): void {
  const versions = prepareVenvs();
  console.log(`Comparing with Alembic ${versions.newest} (newest) and ${versions["1.8.1"]}.`);
}
