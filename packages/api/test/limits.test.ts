import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Reply, send } from "./support/http.ts";
import { Service, slowQuery } from "./support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await Service.start({ engine: { maxRunning: 1, maxQueued: 1 } });
});
afterAll(() => service.close());

describe("a client that goes away", () => {
  it("while it waits, stops its query", async () => {
    const abandoned = send(`${service.url}/v1/queries`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "abandoned" },
      body: JSON.stringify(slowQuery(1_000)),
      hangUpAfterMs: 500,
    });
    await expect(abandoned).rejects.toThrow("hung up");
    const stopped = () =>
      service.log.find((entry) => entry.requestId === "abandoned" && entry["queryId"] !== undefined);
    while (stopped() === undefined) await delay(10);
    const reply = await service.send(`/v1/queries/${stopped()?.["queryId"]}`);
    expect(JSON.parse(reply.text)).toMatchObject({ status: "cancelled", error: { code: "cancelled" } });
  });
});

describe("429", () => {
  it("refuses a query when too many wait, and says when to come again", async () => {
    const replies: Reply[] = [];
    for (let count = 0; count < 3; count++) {
      replies.push(await service.post("/v1/queries", slowQuery(), { prefer: "wait=0" }));
    }
    const refused = replies.filter((reply) => reply.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers["retry-after"]).toBe("1");
    expect(JSON.parse(refused[0]?.text ?? "").code).toBe("too-many");
  });
});

describe("410", () => {
  it("says of a result that has lived its time that it is gone", async () => {
    const brief = await Service.start({ engine: { resultLifetimeMs: 0 } });
    const { id } = JSON.parse((await brief.post("/v1/queries", { from: "cloudtrail", limit: 1 })).text);
    await brief.post("/v1/queries", { from: "cloudtrail", limit: 1 });
    for (const path of [`/v1/queries/${id}`, `/v1/queries/${id}/rows`]) {
      const reply = await brief.send(path);
      expect(reply.status).toBe(410);
      expect(JSON.parse(reply.text).code).toBe("expired");
    }
    await brief.close();
  });
});

describe("504", () => {
  it("stops a query that takes too long, and says so", async () => {
    const hasty = await Service.start({ engine: { maxRuntimeMs: 50 } });
    const reply = await hasty.post("/v1/queries", slowQuery());
    expect(reply.status).toBe(504);
    expect(JSON.parse(reply.text).code).toBe("timeout");
    await hasty.close();
  });
});
