// What may import what (docs/architecture.md). Each rule is proven to fire by test/tooling/boundaries.test.ts.

/** Rooms where data goes in and data comes out: no disk, no network, no clock, no process. */
const pureCore = "^packages/core/src/(catalog|query|dialect|retention/(policy|plan))[./]";
const format = "^packages/ingest/src/(format|kernel|integrity/chain)/";
const pure = String.raw`${pureCore}|${format}|^packages/core/src/(error|sql-text|store/(row|column))\.ts$`;

/** Packages that compute and do nothing else. A pure room may use these and no other. */
const purePackages = "node_modules/(zod|@eslint-community/regexpp|fastest-levenshtein|yaml|canonicalize|re2js)/";

/** Everything in the workspace but the packages named. */
const packagesBut = (...names) => `^packages/(?!(${names.join("|")})/)`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    forbid("no-cycles", "A cycle means that two rooms are one.", {}, { circular: true }),
    forbid("no-unresolved", "The import leads nowhere.", {}, { couldNotResolve: true }),

    forbid(
      "pure-no-node",
      "A pure room uses nothing of Node's; a format and a plan's fingerprint may hash (node:crypto), a format check UTF-8.",
      { path: pure, pathNot: String.raw`${format}|/retention/plan/fingerprint\.ts$` },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "format-no-node",
      "A format and its kernel turn bytes into records, and a digest chain is judged, with nothing of Node's but node:crypto and node:buffer.",
      { path: format },
      { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|buffer)$" },
    ),
    forbid(
      "pure-packages",
      "A pure room uses only packages that compute; add one to purePackages if it does nothing else.",
      { path: pure },
      { path: "node_modules/", pathNot: purePackages },
    ),
    forbid(
      "pure-rooms",
      "A pure room imports pure rooms only, so that nothing it reaches does I/O.",
      { path: pure },
      { path: "^(packages|test|bench|scripts|infra)/", pathNot: `${pure}|/node_modules/` },
    ),

    forbid(
      "core-alone",
      "core knows no other package.",
      { path: "^packages/core/src/" },
      { path: packagesBut("core") },
    ),
    forbid(
      "sample-alone",
      "sample knows no other package.",
      { path: "^packages/sample/src/" },
      { path: packagesBut("sample") },
    ),
    forbid(
      "ingest-knows-core",
      "ingest knows core's catalog, store, archive, errors, what arrives past its retention and how settings are read, and no other package.",
      { path: "^packages/ingest/src/" },
      {
        path: "^packages/",
        pathNot: String.raw`^packages/(ingest/|core/src/(catalog/|store/|archive/index\.ts$|retention/aws/arrival\.ts$|(error|environment)\.ts$))`,
      },
    ),
    forbid(
      "only-cli-knows-api",
      "No package but cli imports api.",
      { path: packagesBut("api", "cli") },
      { path: "^packages/api/" },
    ),
    forbid(
      "nobody-knows-cli",
      "cli is a front door: no package imports it.",
      { path: packagesBut("cli") },
      { path: "^packages/cli/" },
    ),
    forbid(
      "client-knows-openapi",
      "client and console know the OpenAPI document and what is generated from it, nothing else.",
      { path: "^packages/(client|console)/src/" },
      { path: packagesBut("client", "console") },
    ),

    forbid(
      "by-name",
      "A package imports another by its name, through its exports.",
      { path: "^packages/([^/]+)/" },
      { path: "^packages/", pathNot: "^packages/$1/", dependencyTypes: ["local"] },
    ),
    forbid(
      "no-tests-in-sources",
      "Published code imports no test, benchmark or script.",
      { path: "^packages/[^/]+/src/" },
      { path: "^(test|bench|scripts|infra|packages/[^/]+/test)/" },
    ),
    forbid(
      "declared-dependencies",
      "Published code uses what its own package.json lists under dependencies.",
      { path: "^packages/[^/]+/src/" },
      { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    ),

    forbid(
      "oracle-alone",
      "The oracle is written from the semantics alone: it uses no dialect, no engine, no plan, no other suite.",
      { path: "^test/oracle/" },
      {
        path: "^(packages|test|bench|scripts)/",
        pathNot: String.raw`^test/oracle/|^packages/core/src/(catalog/|query/index\.ts$|query/wire\.ts$|error\.ts$|store/row\.ts$)`,
      },
    ),
    forbid(
      "insights-alone",
      "The Logs Insights evaluator is written from AWS's reference alone: it uses nothing of the product's.",
      { path: "^test/aws/insights/" },
      { path: "^(packages|test|bench|scripts)/", pathNot: String.raw`^test/aws/(insights/|service\.ts$)` },
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript API; swc also reports `import type`, so types obey the same rules.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    // The kernel is AssemblyScript, which swc does not know.
    exclude: { path: String.raw`^(\.sst|infra)/|^sst\.config\.ts$|^packages/([^/]+/(dist|bin)|ingest/kernel)/` },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@trailkeep/source", "import", "node", "default"],
      extensions: [".ts", ".js"],
    },
  },
};
