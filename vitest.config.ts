import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    globalSetup: ["test/setup.ts"],
    pool: "threads",
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
