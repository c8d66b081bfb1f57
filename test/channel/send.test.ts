import { channelRefusals } from "@trailkeep/core/store";
import { type SendOptions, sendLogs } from "@trailkeep/ingest/channel";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type ChannelEndpoint, startChannel } from "../aws/cloudtrail-data/endpoint.ts";
import { AwsError } from "../aws/service.ts";
import { accessLine, logFile, scratch } from "./lines.ts";

const arn = "arn:aws:cloudtrail:eu-west-1:111122223333:channel/EXAMPLE8-0558-4f7e-a06a-43969EXAMPLE";
const put = { target: "CloudTrailData", operation: "PutAuditEvents" };

let endpoint: ChannelEndpoint;
beforeEach(async () => {
  endpoint = await startChannel({ arn, secretAccessKey: "secret/Key+1" });
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDTRAIL_DATA", endpoint.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret/Key+1");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

const lines = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => accessLine(index));

/** Sends without waiting; how long it would have waited is noted. */
async function send(paths: readonly string[], root: string, options: Partial<SendOptions> = {}) {
  const pauses: number[] = [];
  const patience = { sleep: async (ms: number) => void pauses.push(ms), random: () => 1 };
  const report = await sendLogs(paths, { root, channelArn: arn, patience, ...options });
  return { ...report, pauses };
}

const ids = (): readonly string[] => endpoint.taken.map(({ id }) => id);

it("sends every record once, in requests that the API takes", async () => {
  const [folder, root] = [scratch(), scratch()];
  const path = logFile(folder, lines(250));
  const { files, records } = await send([path], root);
  expect(files).toEqual({ sent: 1, skipped: 0, ignored: 0, failed: 0 });
  expect(records).toEqual({ read: 250, sent: 250, repeated: 0, quarantined: 0 });
  expect(endpoint.requests.map(({ events }) => events)).toEqual([100, 100, 50]);
  expect(new Set(ids()).size).toBe(250);
  const event = JSON.parse(endpoint.taken[61]?.eventData ?? "");
  expect(event).toMatchObject({
    eventTime: "2026-03-01T10:01:01Z",
    eventName: "REST.GET.OBJECT",
    userIdentity: { type: "IAMUser", principalId: "arn:aws:iam::111122223333:user/mara" },
    recipientAccountId: "111122223333",
    additionalEventData: { bucket: "payroll", httpStatus: "200", bytesSent: "2662", inputPosition: "61" },
  });
  const again = await send([path], root);
  expect(again.files).toMatchObject({ sent: 0, skipped: 1 });
  expect(endpoint.taken).toHaveLength(250);
});

it("keeps requests below 1 MB", async () => {
  const long = Array.from({ length: 120 }, (_, index) => accessLine(index, "x".repeat(20_000)));
  await send([logFile(scratch(), long)], scratch());
  expect(endpoint.taken).toHaveLength(120);
  expect(endpoint.requests.length).toBeGreaterThan(2);
  for (const { bytes } of endpoint.requests) expect(bytes).toBeLessThanOrEqual(1_000_000);
});

it("sends a record that stands twice in a request once, and counts it", async () => {
  const { records } = await send([logFile(scratch(), [...lines(3), accessLine(1)])], scratch());
  expect(records).toEqual({ read: 4, sent: 3, repeated: 1, quarantined: 0 });
});

it("keeps what cannot be read, and what the channel refuses, with the code", async () => {
  const [folder, root] = [scratch(), scratch()];
  const tooLong = accessLine(2, "y".repeat(30_000));
  const { records } = await send([logFile(folder, [accessLine(0), "no log line", tooLong, accessLine(3)])], root);
  expect(records).toEqual({ read: 4, sent: 2, repeated: 0, quarantined: 2 });
  const refusals = channelRefusals(root, { limit: 10 });
  expect(refusals.map(({ position, code, channel }) => [position, code, channel])).toEqual([
    [1, "Unreadable", arn],
    [2, "FieldTooLong", arn],
  ]);
  expect(Buffer.from(refusals[0]?.content ?? "", "base64").toString()).toBe("no log line");
});

it.each(["FieldTooLong", "FieldNotFound", "InvalidData", "InvalidRecipient", "InvalidEventSource"])(
  "gives an event up that is refused with %s, and goes on",
  async (code) => {
    const root = scratch();
    endpoint.refuseNext([code]);
    const { records, pauses } = await send([logFile(scratch(), lines(3))], root);
    expect(records).toEqual({ read: 3, sent: 2, repeated: 0, quarantined: 1 });
    expect(pauses).toEqual([]);
    expect(channelRefusals(root, { limit: 10 })).toMatchObject([{ position: 0, code }]);
  },
);

it.each(["Throttling", "InternalFailure", "InvalidChecksum"])("tries an event again after %s", async (code) => {
  const root = scratch();
  endpoint.refuseNext([code, code]);
  const { records, pauses } = await send([logFile(scratch(), lines(3))], root);
  expect(records).toEqual({ read: 3, sent: 3, repeated: 0, quarantined: 0 });
  expect(pauses).toEqual([400]);
  expect(endpoint.requests.map(({ events }) => events)).toEqual([3, 2]);
});

it("gives up an event after eight attempts, each after a longer pause", async () => {
  const root = scratch();
  endpoint.refuseNext(Array.from({ length: 8 }, () => "Throttling"));
  const { records, pauses } = await send([logFile(scratch(), lines(1))], root);
  expect(records).toEqual({ read: 1, sent: 0, repeated: 0, quarantined: 1 });
  expect(pauses).toEqual([400, 800, 1_600, 3_200, 6_400, 12_800, 20_000]);
});

it("stops where the account has no Lake: nothing is given up for it", async () => {
  const root = scratch();
  endpoint.refuseNext(["AccountNotSubscribed"]);
  await expect(send([logFile(scratch(), lines(3))], root)).rejects.toMatchObject({ code: "forbidden" });
  expect(channelRefusals(root, { limit: 10 })).toEqual([]);
});

it("waits out throttling, errors of the service and lost answers", async () => {
  endpoint.faults.throttle(put, 2);
  endpoint.faults.plan(put, { kind: "error", error: new AwsError("InternalFailure", "oh", 500) });
  endpoint.faults.plan(put, { kind: "drop", when: "before" });
  const { records, pauses } = await send([logFile(scratch(), lines(5))], scratch());
  expect(records.sent).toBe(5);
  expect(pauses).toEqual([400, 800, 1_600, 3_200]);
  expect(endpoint.taken).toHaveLength(5);
});

it("sends a batch again whose answer was lost, under the same ids", async () => {
  endpoint.faults.plan(put, { kind: "drop", when: "after" });
  const { records } = await send([logFile(scratch(), lines(5))], scratch());
  expect(records.sent).toBe(5);
  expect(ids()).toHaveLength(10);
  expect(new Set(ids()).size).toBe(5);
});

it("sends an event again that the answer does not mention", async () => {
  endpoint.forgetNext(2);
  const { records } = await send([logFile(scratch(), lines(5))], scratch());
  expect(records.sent).toBe(5);
  expect([ids().length, new Set(ids()).size]).toEqual([7, 5]);
});

it("goes on after the last acknowledged batch when it was stopped", async () => {
  const root = scratch();
  const path = logFile(scratch(), ["no log line", ...lines(450)]);
  for (const fault of ["before", "after"] as const) {
    const onProgress = ({ sent }: { readonly sent: number }) => {
      if (sent >= 100) endpoint.faults.plan(put, { kind: "drop", when: fault }, 8);
    };
    await expect(send([path], root, { onProgress })).rejects.toMatchObject({
      code: "store-unreachable",
    });
    endpoint.faults.clear();
  }
  const { records } = await send([path], root);
  expect(records).toEqual({ read: 250, sent: 250, repeated: 0, quarantined: 0 });
  expect(new Set(ids()).size).toBe(450);
  // Eight times the batch whose answers were lost, and nothing else twice.
  expect(ids().length).toBe(450 + 8 * 100);
  expect(channelRefusals(root, { limit: 10 })).toHaveLength(1);
});

it("says why the channel cannot be used", async () => {
  const path = logFile(scratch(), lines(1));
  const root = scratch();
  const other = arn.replace("EXAMPLE8", "EXAMPLE9");
  await expect(send([path], root, { channelArn: other })).rejects.toMatchObject({ code: "not-found" });
  await expect(send([path], root, { channelArn: "channel/x" })).rejects.toMatchObject({ code: "invalid-request" });
  await expect(send([path], root, { externalId: "wrong" })).rejects.toMatchObject({ code: "forbidden" });
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "another");
  await expect(send([path], root)).rejects.toMatchObject({ code: "credentials" });
  expect(endpoint.taken).toEqual([]);
});
