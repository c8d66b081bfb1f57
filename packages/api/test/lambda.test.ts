import { handler } from "@trailkeep/api/lambda";
import { describe, expect, it } from "vitest";

/** An HTTP API event (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). */
function ask(method: string, path: string, body?: unknown) {
  const http = { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" };
  return handler({
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { host: "abc.execute-api.us-east-1.amazonaws.com", "content-type": "application/json" },
    requestContext: {
      accountId: "111122223333",
      apiId: "abc",
      authentication: null,
      authorizer: {},
      domainName: "abc.execute-api.us-east-1.amazonaws.com",
      domainPrefix: "abc",
      http,
      requestId: "id",
      routeKey: "$default",
      stage: "$default",
      time: "01/Oct/2026:00:00:00 +0000",
      timeEpoch: 1_790_812_800_000,
    },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  });
}

describe("the service on Lambda", () => {
  it("answers about itself and the catalog", async () => {
    expect(await ask("GET", "/v1/health")).toMatchObject({ statusCode: 200 });
    expect(await ask("GET", "/v1/catalog")).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ["POST", "/v1/queries", { from: "cloudtrail" }],
    ["POST", "/v1/queries:explain", { from: "cloudtrail" }],
    ["GET", "/v1/ingest/status", undefined],
    ["GET", "/v1/ingest/quarantine", undefined],
  ])("422: %s %s says that no engine can read a store in S3", async (method, path, body) => {
    process.env["TRAILKEEP_STORE"] = "s3://bucket/store/";
    const reply = await ask(method, path, body);
    expect(reply).toMatchObject({ statusCode: 422 });
    expect(JSON.parse(reply.body ?? "")).toMatchObject({
      code: "capability",
      detail: expect.stringContaining("s3://bucket/store/"),
    });
  });

  it("422: says if no store is configured", async () => {
    delete process.env["TRAILKEEP_STORE"];
    expect((await ask("GET", "/v1/ingest/status")).body).toContain("TRAILKEEP_STORE is not set");
  });

  it("400: judges queries all the same", async () => {
    const reply = await ask("POST", "/v1/queries", { from: "cloudtrail", select: ["eventname"] });
    expect(reply).toMatchObject({ statusCode: 400, body: expect.stringContaining("did you mean `eventName`?") });
  });
});
