import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaryLine, recordCount, tornLine } from "./support/input.ts";
import { Service } from "./support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.close());

describe("GET /v1/ingest/status", () => {
  it("200: says what became of every record", async () => {
    const reply = await service.send("/v1/ingest/status");
    expect(reply.status).toBe(200);
    const body = JSON.parse(reply.text);
    const records = { read: recordCount + 3, written: recordCount + 1, repeated: 0, quarantined: 2, expired: 0 };
    expect(body).toMatchObject({
      objects: { done: 2, quarantined: 0, ignored: 0, unreadable: 0 },
      records,
      quarantined: 2,
      lastRun: { kind: "ingest", files: { taken: 2, skipped: 0, quarantined: 0, ignored: 0 }, records },
      running: null,
    });
    expect(body.sources[0]).toMatchObject({
      source: "cloudtrail",
      records: recordCount,
      earliest: "2026-10-01T00:00:00.000Z",
      latest: "2026-10-01T00:41:39.000Z",
    });
    expect(body.sources[2]).toMatchObject({ source: "s3_access", records: 1, earliest: "2026-10-01T00:10:00.000Z" });
  });
});

describe("GET /v1/ingest/ledger", () => {
  it("404: there is none of a folder, and the problem says what names one", async () => {
    const reply = await service.send("/v1/ingest/ledger");
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text)).toMatchObject({
      code: "not-found",
      detail: expect.stringMatching(/TRAILKEEP_LEDGER/),
    });
  });

  it.each(["days=0", "days=401", "days=many", "day=1"])("400: refuses %s", async (parameters) => {
    expect((await service.send(`/v1/ingest/ledger?${parameters}`)).status).toBe(400);
  });
});

describe("GET /v1/ingest/quarantine", () => {
  it("200: lists what could not be read, page by page", async () => {
    const all = JSON.parse((await service.send("/v1/ingest/quarantine")).text);
    expect(all.nextCursor).toBeNull();
    expect(all.entries).toHaveLength(2);
    expect(all.entries[0]).toMatchObject({
      source: "s3_access",
      position: 1,
      sizeBytes: tornLine.length,
      inputObject: expect.stringMatching(/^file:.*0123456789ABCDEF$/),
    });
    const first = JSON.parse((await service.send("/v1/ingest/quarantine?limit=1")).text);
    expect(first.entries).toEqual(all.entries.slice(0, 1));
    const second = JSON.parse((await service.send(`/v1/ingest/quarantine?limit=1&cursor=${first.nextCursor}`)).text);
    expect(second).toEqual({ entries: all.entries.slice(1), nextCursor: null });
  });

  it("200: only of a source", async () => {
    const entriesOf = async (source: string) =>
      JSON.parse((await service.send(`/v1/ingest/quarantine?source=${source}`)).text).entries;
    expect(await entriesOf("s3_access")).toHaveLength(2);
    expect(await entriesOf("cloudtrail")).toHaveLength(0);
  });

  it.each(["source=s3", "limit=0", "limit=1001", "cursor=abc", "sorce=s3_access"])(
    "400: refuses %s",
    async (parameters) => {
      const reply = await service.send(`/v1/ingest/quarantine?${parameters}`);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text).code).toBe("invalid-request");
    },
  );
});

describe("GET /v1/ingest/quarantine/{id}", () => {
  it("200: gives the very bytes, as text where they are text", async () => {
    const { entries } = JSON.parse((await service.send("/v1/ingest/quarantine")).text);
    const raw = async (index: number) =>
      JSON.parse((await service.send(`/v1/ingest/quarantine/${entries[index].id}`)).text).raw;
    expect(await raw(0)).toEqual({ encoding: "utf-8", data: tornLine, truncated: false });
    expect(await raw(1)).toEqual({ encoding: "base64", data: binaryLine.toString("base64"), truncated: false });
  });

  it.each(["0", "99", "01", "-1", "1e0", "x", "9".repeat(40)])("404: there is no %s", async (id) => {
    const reply = await service.send(`/v1/ingest/quarantine/${id}`);
    expect(reply.status).toBe(404);
  });
});
