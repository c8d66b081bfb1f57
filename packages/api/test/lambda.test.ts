import { handler } from "@trailkeep/api/lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gatewayEvent } from "./support/gateway.ts";

const ask = (method: string, path: string, body?: unknown) => handler(gatewayEvent(method, path, body));

/** What a deployment sets; none of it is asked of anybody here. */
const environment = {
  AWS_REGION: "eu-west-1",
  TRAILKEEP_DATABASE: "trailkeep",
  TRAILKEEP_WORKGROUP: "audit",
  TRAILKEEP_QUERIES: "s3://bucket/queries/",
  TRAILKEEP_TOKEN_KEY: "0123456789abcdef0123456789abcdef",
};

beforeEach(() => {
  vi.stubEnv("TRAILKEEP_STORES", undefined);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

describe("the service on Lambda", () => {
  it("answers about itself and the catalog", async () => {
    expect(await ask("GET", "/v1/health")).toMatchObject({ statusCode: 200 });
    expect(await ask("GET", "/v1/catalog")).toMatchObject({ statusCode: 200 });
  });

  // Before any query has opened the service: what opens it is kept.
  it.each(Object.keys(environment))("500: %s is missed by name", async (name) => {
    vi.stubEnv(name, undefined);
    const reply = await ask("POST", "/v1/queries", { from: "cloudtrail" });
    expect(reply).toMatchObject({ statusCode: 500 });
    expect(JSON.parse(reply.body ?? "")).toMatchObject({ code: "invalid-config" });
  });

  it.each(["/v1/ingest/status", "/v1/ingest/quarantine"])("422: GET %s says that there is no folder", async (path) => {
    const reply = await ask("GET", path);
    expect(reply).toMatchObject({ statusCode: 422 });
    expect(JSON.parse(reply.body ?? "")).toMatchObject({
      code: "capability",
      detail: expect.stringContaining("no folder"),
    });
  });

  it("400: judges queries before it asks anybody", async () => {
    const reply = await ask("POST", "/v1/queries", { from: "cloudtrail", select: ["eventname"] });
    expect(reply).toMatchObject({ statusCode: 400, body: expect.stringContaining("did you mean `eventName`?") });
  });

  it("explains a query for the tables of the stack, and runs nothing", async () => {
    const reply = await ask("POST", "/v1/queries:explain", { from: "s3_access", select: ["operation"] });
    expect(reply).toMatchObject({ statusCode: 200 });
    const { chosen, engines } = JSON.parse(reply.body ?? "");
    expect(chosen).toBe("athena");
    expect(engines).toMatchObject([{ engine: "athena", kind: "athena", refusal: null }]);
    expect(engines[0].statement.text).toContain('"AwsDataCatalog"."trailkeep"."s3_access_fresh"');
  });
});
