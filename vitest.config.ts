import { defineConfig } from "vitest/config";
import { TallyReporter } from "./scripts/tally-reporter.ts";

/** Workspace packages answer with their sources, so a test never runs against an old build. */
const conditions = ["@trailkeep/source", "node", "development|production"];

/** Suites with a script of their own; `main` is everything else. */
const faults = ["test/faults/**/*.test.ts"];
const large = ["test/hostile/large/**/*.test.ts"];
const infra = ["test/infra/**/*.test.ts"];
const aws = ["test/ingest/**/*.test.ts", "test/**/*.aws.test.ts"];
const engines = [
  "test/rigs/**/*.test.ts",
  "test/aws/{athena,cloudtrail}/**/*.test.ts",
  "test/fidelity/**/*.test.ts",
  "test/engines/**/*.test.ts",
  "test/archive/**/*.test.ts",
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: [new TallyReporter()],
    setupFiles: ["scripts/seed-generators.ts"],
    // A guard against what hangs, not a measure: CI runs two suites at once on two cores.
    testTimeout: 600_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: "main",
          include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [...faults, ...infra, ...aws, ...engines, ...large],
        },
      },
      { extends: true, test: { name: "faults", include: faults, testTimeout: 1_800_000 } },
      {
        extends: true,
        test: {
          name: "aws",
          include: aws,
          globalSetup: "test/rigs/ministack/once.ts",
        },
      },
      { extends: true, test: { name: "large", include: large } },
      {
        extends: true,
        test: {
          name: "engines",
          include: engines,
          globalSetup: "test/rigs/trino/once.ts",
          hookTimeout: 600_000,
        },
      },
      { extends: true, test: { name: "infra", include: infra } },
    ],
  },
});
