import { resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");

const banner = [
  'import { createRequire as _createRequire } from "node:module";',
  'import { fileURLToPath as _fileURLToPath } from "node:url";',
  "const require = _createRequire(import.meta.url);",
  "const __filename = _fileURLToPath(import.meta.url);",
  'const __dirname = _fileURLToPath(new URL(".", import.meta.url));',
];

/** Bundles the API's handler into one file as SST does, from what the packages export when built. */
export async function bundleHandler(outfile: string): Promise<void> {
  await build({
    entryPoints: [resolve(root, "packages/api/src/lambda.ts")],
    banner: { js: banner.join("\n") },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],
    logLevel: "error",
    outfile,
  });
}
