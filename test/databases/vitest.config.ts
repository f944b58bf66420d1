// `npm run test:databases`: the doctor on PostgreSQL and MariaDB, which .ci/databases starts.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/databases/*.test.ts"],
    globalSetup: ["test/oracle/setup.ts", "test/databases/setup.ts"],
    testTimeout: 300_000,
  },
});
