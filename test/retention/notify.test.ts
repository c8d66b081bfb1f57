import { createServer, type Server } from "node:http";
import { SNSClient } from "@aws-sdk/client-sns";
import {
  checkDrift,
  enforceNow,
  type Notice,
  openSns,
  type RetentionService,
  snsNotify,
} from "@trailkeep/core/retention";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dueAt, openShop, policyFile, type Shop } from "./shop.ts";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:retention";

describe("notices by SNS", () => {
  let server: Server;
  let client: SNSClient;
  const asked: URLSearchParams[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, reply) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => pieces.push(piece));
      request.on("end", () => {
        asked.push(new URLSearchParams(Buffer.concat(pieces).toString()));
        reply.setHeader("content-type", "text/xml");
        reply.end(
          `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
    client = new SNSClient({ region: "eu-west-1", endpoint: `http://127.0.0.1:${port}`, credentials });
  });
  afterEach(() => {
    client.destroy();
    server.close();
  });

  it("publishes what happened to the topic, within its limits", async () => {
    const notify = snsNotify(client, topicArn);
    await notify({ kind: "drift", subject: `ümläut\n${"x".repeat(200)}`, lines: ["é".repeat(200_000)] });
    const [sent] = asked;
    expect(sent?.get("Action")).toBe("Publish");
    expect(sent?.get("TopicArn")).toBe(topicArn);
    expect(sent?.get("Subject")).toMatch(/^Trailkeep: \?ml\?ut\?x+$/);
    expect(sent?.get("Subject")?.length).toBeLessThan(100);
    expect(Buffer.byteLength(sent?.get("Message") ?? "")).toBeLessThanOrEqual(262_144);
    expect(sent?.get("Message")).toContain("(cut: ");
    expect(sent?.get("MessageAttributes.entry.1.Value.StringValue")).toBe("drift");
  });

  it("refuses what is no topic", async () => {
    await expect(openSns("arn:aws:sqs:eu-west-1:111122223333:queue")).rejects.toMatchObject({
      code: "invalid-request",
    });
  });
});

describe("the schedule", () => {
  let shop: Shop;
  let told: Notice[];
  let anna: RetentionService;
  const notify = async (notice: Notice) => void told.push(notice);
  beforeEach(async () => {
    shop = await openShop();
    told = [];
    anna = shop.as("anna", dueAt(shop.days[0] ?? "") - 86_400_000);
    const { hash } = await anna.plan(policyFile());
    await anna.approve(hash);
    await anna.apply(hash);
  });
  afterEach(() => shop.close());

  it("says nothing while nothing is due, says drift once, and enforces what was consented to", async () => {
    expect(await checkDrift(anna, notify)).toMatchObject({ isNews: false });
    expect(await enforceNow(anna, notify)).toMatchObject({ status: "unchanged" });
    expect(told).toEqual([]);
    const later = shop.as("schedule", dueAt(shop.days[0] ?? ""));
    expect(await checkDrift(later, notify)).toMatchObject({ isNews: true });
    expect(await checkDrift(later, notify)).toMatchObject({ isNews: false });
    expect(told.map(({ kind }) => kind)).toEqual(["drift"]);
    expect(await enforceNow(later, notify)).toMatchObject({ status: "applied" });
    expect(shop.store.days("cloudtrail")[0]?.day).toBe(shop.days[1]);
    expect(await checkDrift(later, notify)).toMatchObject({ isNews: false, plan: { actions: [] } });
  });

  it("tells of what no action can put right, and of failures", async () => {
    const later = shop.as("schedule", dueAt(shop.days[0] ?? ""));
    await later.hold({ name: "h", select: { name: "*" }, startMs: null, endMs: null, reason: "r" });
    await checkDrift(later, notify);
    expect(told).toMatchObject([
      { kind: "conflict", lines: [expect.stringContaining("held: local_store cloudtrail")] },
    ]);
    told = [];
    const { default: Database } = await import("libsql");
    const manifest = new Database(`${shop.root}/manifest.db`);
    manifest.exec("DELETE FROM state WHERE key = 'retention/evidence/000000000002'");
    manifest.close();
    await expect(enforceNow(shop.as("schedule", 0), notify)).rejects.toMatchObject({ code: "store-damaged" });
    expect(told).toMatchObject([{ kind: "failure" }]);
  });
});
