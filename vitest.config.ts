import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/oracle/**", "test/browser/**", "test/databases/**", "node_modules/**"],
    testTimeout: 60_000,
    setupFiles: ["test/support/seed.ts"],
    server: {
      deps: { inline: [/@actions\/(languageservice|workflow-parser|expressions)/] },
    },
  },
});
