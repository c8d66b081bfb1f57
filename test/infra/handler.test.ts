import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleHandler, here } from "./bundle.ts";

interface Reply {
  readonly statusCode: number;
  readonly body: string;
}

let folder = "";
let handler: (event: object, context: object) => Promise<Reply>;

// The bundle runs outside the repository, where no node_modules can help it out.
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "trailkeep-lambda-")));
  const file = join(folder, "lambda.mjs");
  await bundleHandler(here, "packages/api/src/lambda.ts", file);
  const bundle: { handler: typeof handler } = await import(pathToFileURL(file).href);
  handler = bundle.handler;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** API Gateway's event, payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function get(path: string): object {
  const domainName = "abcdefghij.execute-api.eu-west-1.amazonaws.com";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { host: domainName },
    requestContext: {
      domainName,
      stage: "$default",
      http: { method: "GET", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1" },
    },
    isBase64Encoded: false,
  };
}

it.each(["/v1/health", "/v1/catalog", "/openapi.json"])("answers GET %s as one bundled file", async (path) => {
  const { statusCode, body } = await handler(get(path), {});
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual(expect.any(Object));
});

it("answers a path that is not there with a problem", async () => {
  const { statusCode, body } = await handler(get("/v1/nowhere"), {});
  expect(statusCode).toBe(404);
  expect(JSON.parse(body)).toMatchObject({ status: 404 });
});

it("bundles the ingest function without a native module, which names the settings that it misses", async () => {
  const file = join(folder, "ingest.mjs");
  await bundleHandler(here, "packages/ingest/src/handler.ts", file);
  const ingest: { handler: typeof handler } = await import(pathToFileURL(file).href);
  await expect(ingest.handler({ Records: [] }, {})).rejects.toThrow("TRAILKEEP_LEDGER");
});

it("bundles the reconciliation without a native module, which names the settings that it misses", async () => {
  const file = join(folder, "reconciler.mjs");
  await bundleHandler(here, "packages/ingest/src/reconciler.ts", file);
  const job: { handler: typeof handler } = await import(pathToFileURL(file).href);
  await expect(job.handler({}, {})).rejects.toThrow("TRAILKEEP_LOGS");
});

it("bundles the replay of the quarantine without a native module, which names the settings that it misses", async () => {
  const file = join(folder, "replayer.mjs");
  await bundleHandler(here, "packages/ingest/src/replayer.ts", file);
  const job: { handler: typeof handler } = await import(pathToFileURL(file).href);
  await expect(job.handler({}, {})).rejects.toThrow("TRAILKEEP_LEDGER");
});

it("bundles the job of retention without a native module, which names the settings that it misses", async () => {
  const file = join(folder, "retention.mjs");
  await bundleHandler(here, "packages/core/src/retention/aws/handler.ts", file);
  const job: { handler: typeof handler } = await import(pathToFileURL(file).href);
  await expect(job.handler({ job: "drift" }, {})).rejects.toThrow("TRAILKEEP_STATE");
});

it("bundles the mover without a native module, which names the settings that it misses", async () => {
  const file = join(folder, "archiver.mjs");
  await bundleHandler(here, "packages/ingest/src/archiver.ts", file);
  const archiver: { handler: typeof handler } = await import(pathToFileURL(file).href);
  await expect(archiver.handler({}, {})).rejects.toThrow("TRAILKEEP_DATABASE");
});
