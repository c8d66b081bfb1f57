// Prints, as JSON, the resources that sst.config.ts declares at a stage:  node --import tsx synth.ts STAGE
// It runs the config as `sst deploy` runs it (pkg/project/run.go and pkg/js/js.go of github.com/anomalyco/sst 4.17):
// bundled with the platform's shim, run by the platform's auto/run.ts, with Pulumi's mocks in place of AWS.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type App, bundle, fromPlatform, here as platform } from "./bundle.ts";
import { type Build, cliAnswers, serve } from "./cli-server.ts";
import { type Resource, recorder } from "./mocks.ts";

/** Pulumi's runtime, as far as it is used here. */
interface Pulumi {
  runtime: {
    setMocks(mocks: object, project: string, stack: string, preview: boolean, organization: string): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
    disconnect(): Promise<void>;
  };
}

async function synthesise(stage: string): Promise<{ app: App; builds: Build[]; resources: Resource[] }> {
  const pulumi: Pulumi = fromPlatform(platform, "@pulumi/pulumi");
  const app = { ...(await evaluateApp(stage)), stage };
  const builds: Build[] = [];
  const server = await serve(cliAnswers(platform, builds));
  process.env["SST_SERVER"] = server.url;
  const resources: Resource[] = [];
  await pulumi.runtime.setMocks(recorder(resources), app.name, stage, false, "organization");
  const program = join(platform.home, `synth.${process.pid}.mjs`);
  try {
    await bundle(platform, { kind: "run", app }, program);
    await pulumi.runtime.runInPulumiStack(async () => {
      const { default: outputs }: { default: unknown } = await import(pathToFileURL(program).href);
      return outputs;
    });
    await pulumi.runtime.disconnect();
  } finally {
    remove(program);
    server.close();
  }
  return { app, builds, resources };
}

/** What `app()` of sst.config.ts answers for a stage. */
async function evaluateApp(stage: string): Promise<App> {
  const file = join(platform.home, `app.${process.pid}.mjs`);
  try {
    await bundle(platform, { kind: "app", stage }, file);
    const { default: app }: { default: App } = await import(pathToFileURL(file).href);
    return app;
  } finally {
    remove(file);
  }
}

function remove(file: string): void {
  rmSync(file, { force: true });
  rmSync(`${file}.map`, { force: true });
}

const [stage] = process.argv.slice(2);
if (stage === undefined) throw new Error("name a stage");
// Pulumi reports a failed resource as an unhandled rejection, after the program ended.
process.on("unhandledRejection", (reason) => {
  console.error(`sst.config.ts does not run at stage "${stage}":`, reason);
  process.exit(1);
});
const synthesis = await synthesise(stage);
process.stdout.write(JSON.stringify(synthesis));
