// `npm run test:oracle`: the product's code against real Alembic. Needs python3 and PyPI.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/oracle/*.test.ts"],
    globalSetup: ["test/oracle/setup.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
  },
});
