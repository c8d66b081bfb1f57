import { CloudTrailClient, ListEventDataStoresCommand, ListQueriesCommand } from "@aws-sdk/client-cloudtrail";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsEndpoint, startAwsEndpoint } from "./server.ts";
import { AwsError, type AwsService } from "./service.ts";

const target = "CloudTrail_20131101";
let runs = 0;
const service: AwsService = {
  target,
  operations: {
    async ListEventDataStores() {
      runs += 1;
      return { EventDataStores: [{ Name: "audit" }] };
    },
    async ListQueries() {
      throw new AwsError("EventDataStoreNotFoundException", "no such store");
    },
  },
};

let endpoint: AwsEndpoint;
beforeAll(async () => {
  endpoint = await startAwsEndpoint({ services: [service], region: "eu-west-1" });
});
afterAll(() => endpoint.close());
afterEach(() => {
  endpoint.faults.clear();
  endpoint.credentials.clear();
  endpoint.calls.clear();
});

const client = (accessKeyId = "AKIDONE", region = "eu-west-1", maxAttempts = 1) =>
  new CloudTrailClient({
    endpoint: endpoint.url,
    region,
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });
const list = (...options: Parameters<typeof client>) => client(...options).send(new ListEventDataStoresCommand({}));
const operation = { target, operation: "ListEventDataStores" };

test("an operation is answered, and counted", async () => {
  expect((await list()).EventDataStores).toEqual([{ Name: "audit" }]);
  expect(endpoint.calls.count(target, "ListEventDataStores")).toBe(1);
});

test("an operation's error reaches the client by its name", async () => {
  await expect(client().send(new ListQueriesCommand({ EventDataStore: "x" }))).rejects.toMatchObject({
    name: "EventDataStoreNotFoundException",
    message: "no such store",
  });
});

describe("credentials", () => {
  test("expired, unknown and denied keys are told apart", async () => {
    endpoint.credentials.expire("AKIDONE");
    endpoint.credentials.forget("AKIDTWO");
    endpoint.credentials.deny("AKIDTHREE");
    await expect(list("AKIDONE")).rejects.toMatchObject({ name: "ExpiredTokenException" });
    await expect(list("AKIDTWO")).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    await expect(list("AKIDTHREE")).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect((await list("AKIDFOUR")).EventDataStores).toHaveLength(1);
  });

  test("a signature for another region, none and a broken one are refused", async () => {
    await expect(list("AKIDONE", "us-east-1")).rejects.toMatchObject({ name: "InvalidSignatureException" });
    expect(await codeOf({})).toBe("MissingAuthenticationTokenException");
    expect(await codeOf({ authorization: "AWS4-HMAC-SHA256 Credential=a/b" })).toBe("IncompleteSignatureException");
  });
});

describe("faults", () => {
  test("an error is answered as often as it was planned, and the client's retry gets through", async () => {
    endpoint.faults.throttle(operation, 2);
    await expect(list()).rejects.toMatchObject({ name: "ThrottlingException" });
    expect((await list("AKIDONE", "eu-west-1", 3)).EventDataStores).toHaveLength(1);
    expect(endpoint.calls.count(target, "ListEventDataStores")).toBe(3);
  });

  test("a connection is cut before the operation, or after it has happened", async () => {
    runs = 0;
    endpoint.faults.plan(operation, { kind: "drop", when: "before" });
    await expect(list()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(runs).toBe(0);
    endpoint.faults.plan({ target, operation: "*" }, { kind: "drop", when: "after" });
    await expect(list()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(runs).toBe(1);
  });

  test("an answer comes late", async () => {
    endpoint.faults.plan(operation, { kind: "delay", delayMs: 80 });
    const start = performance.now();
    await list();
    expect(performance.now() - start).toBeGreaterThan(75);
  });
});

test("what is no operation, no JSON or no object is refused", async () => {
  const signed = {
    authorization: `AWS4-HMAC-SHA256 Credential=A/20260301/eu-west-1/cloudtrail/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
  };
  expect(await codeOf({ ...signed, "x-amz-target": `${target}.Nothing` })).toBe("UnknownOperationException");
  const known = { ...signed, "x-amz-target": `${target}.ListEventDataStores` };
  expect(await codeOf(known, "{")).toBe("SerializationException");
  expect(await codeOf(known, "[]")).toBe("SerializationException");
  expect(await codeOf(known, " ".repeat(1_048_577))).toBe("RequestEntityTooLargeException");
});

async function codeOf(headers: Readonly<Record<string, string>>, body = "{}"): Promise<unknown> {
  const known = { "x-amz-target": `${target}.ListEventDataStores` };
  const reply = await fetch(endpoint.url, { method: "POST", headers: { ...known, ...headers }, body });
  const answer: unknown = await reply.json();
  return typeof answer === "object" && answer !== null && "__type" in answer ? answer.__type : null;
}
