import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve, sep } from "node:path";

/** Where things are: the repository, `.sst`, and the platform that `sst install` put there. */
export interface Platform {
  readonly root: string;
  readonly work: string;
  readonly home: string;
}

/** What sst.config.ts says of the application. */
export interface App {
  readonly name: string;
  readonly home: string;
  readonly removal: string;
  readonly protect: boolean;
}

type Entry = { kind: "app"; stage: string } | { kind: "run"; app: App };

/** esbuild, as far as it is used here. */
interface Esbuild {
  build(options: object): Promise<unknown>;
}

const root = resolve(import.meta.dirname, "../..");
const work = join(root, ".sst");

/** This repository's. */
export const here: Platform = { root, work, home: join(work, "platform") };

/** A package of the platform. The caller names the shape of what it uses. */
export function fromPlatform(platform: Platform, name: string) {
  return createRequire(join(platform.home, "package.json"))(name);
}

const external = [
  ..."@pulumi/* @pulumiverse/* @sst-provider/* @aws-sdk/*".split(" "),
  ..."undici esbuild archiver glob vite".split(" "),
];
const banner = [
  'import { createRequire as _createRequire } from "node:module";',
  'import { fileURLToPath as _fileURLToPath } from "node:url";',
  "const require = _createRequire(import.meta.url);",
  "const __filename = _fileURLToPath(import.meta.url);",
  'const __dirname = _fileURLToPath(new URL(".", import.meta.url));',
];

/** Bundles sst.config.ts into `outfile`: its `app` alone, or the whole program with the platform's globals. */
export async function bundle(platform: Platform, entry: Entry, outfile: string): Promise<void> {
  const esbuild: Esbuild = fromPlatform(platform, "esbuild");
  const isApp = entry.kind === "app";
  await esbuild.build({
    stdin: { contents: contents(platform, entry), resolveDir: platform.root, loader: "ts", sourcefile: "synth.ts" },
    banner: { js: [...banner, ...(isApp ? ["const $config = (it) => it;"] : [])].join("\n") },
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    logLevel: "error",
    nodePaths: [join(platform.home, "node_modules")],
    external,
    outfile,
    ...(isApp ? {} : programOptions(platform, entry.app)),
  });
}

/** Bundles a Lambda handler as SST does (pkg/runtime/node/build.go), from what the packages export when built. */
export async function bundleHandler(platform: Platform, source: string, outfile: string): Promise<void> {
  const esbuild: Esbuild = fromPlatform(platform, "esbuild");
  await esbuild.build({
    entryPoints: [join(platform.root, source)],
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

function contents({ root, home }: Platform, entry: Entry): string {
  const config = `import config from ${JSON.stringify(join(root, "sst.config.ts"))};\n`;
  if (entry.kind === "app") return `${config}export default config.app({ stage: ${JSON.stringify(entry.stage)} });`;
  const run = JSON.stringify(join(home, "src/auto/run.ts"));
  return `${config}import { run } from ${run};\nexport default await run(config.run);`;
}

/** The globals that the platform gives to a config: `$app`, `$cli`, `$dev`, its shim, `aws` and `sst`. */
function programOptions({ root, work, home }: Platform, app: App): object {
  const cli = {
    command: "deploy",
    dev: false,
    paths: { home: work, root, work, platform: home },
    state: { version: {} },
  };
  return {
    inject: [join(home, "src/shim/run.js")],
    define: { $app: JSON.stringify(app), $dev: "false", $cli: JSON.stringify(cli) },
    plugins: [{ name: "globals", setup: globals(work, home) }],
  };
}

interface PluginBuild {
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => object | undefined): void;
}

function globals(work: string, home: string): (build: PluginBuild) => void {
  const components = JSON.stringify(join(home, "src/components"));
  const imports = `import * as aws from "@pulumi/aws"; import * as sst from ${components};\n`;
  return (build) =>
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.startsWith(work + sep) || path.includes(`${sep}node_modules${sep}`)) return undefined;
      return { contents: imports + readFileSync(path, "utf8"), loader: "ts" };
    });
}
