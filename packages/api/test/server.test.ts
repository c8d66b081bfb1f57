import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startServer } from "@trailkeep/api";
import { Store } from "@trailkeep/core/store";
import { story, storyTimes } from "@trailkeep/sample";
import { describe, expect, it } from "vitest";
import { Service, scratchFolder, slowQuery } from "./support/service.ts";

const run = promisify(execFile);

describe("the first start", () => {
  it("loads sample data into an empty store, says so, and the line to try finds who deleted the payroll", async () => {
    const root = join(scratchFolder(), "store");
    const first = await Service.start({ root, filled: false, sampleIfEmpty: true });
    expect(first.said[0]).toMatch(/^The store was empty: loaded \d+ sample records/);
    const status = JSON.parse((await first.send("/v1/ingest/status")).text);
    expect(status.records).toMatchObject({ read: 20_000, quarantined: 0 });
    const curl = /curl .*/.exec(first.said.join("\n"))?.[0] ?? "";
    const { stdout } = await run("sh", ["-c", curl]);
    const { rows } = JSON.parse(stdout);
    expect(rows).toEqual([
      {
        eventTime: storyTimes(new Date("2026-11-01T00:00:00Z")).objectDeleted.replace("Z", ".000Z"),
        "userIdentity.arn": story.userArn,
        sourceIPAddress: story.address,
        "requestParameters.key": story.deletedKey,
      },
    ]);
    await first.close();

    const second = await Service.start({ root, filled: false, sampleIfEmpty: true });
    expect(second.said.join("\n")).not.toContain("loaded");
    expect(JSON.parse((await second.send("/v1/ingest/status")).text).records).toEqual(status.records);
    await second.close();
  });

  it("finishes a load that was cut short", async () => {
    const root = join(scratchFolder(), "store");
    const store = Store.open(root);
    await store.state.putIfAbsent("service/sample", "begun");
    store.close();
    const service = await Service.start({ root, filled: false, sampleIfEmpty: true, sampleRecords: 1_000 });
    expect(JSON.parse((await service.send("/v1/ingest/status")).text).records.read).toBe(1_000);
    await service.close();
  });

  it("leaves a store alone that holds something", async () => {
    const service = await Service.start({ sampleIfEmpty: true });
    expect(service.said.join("\n")).not.toContain("loaded");
    expect(existsSync(join(service.root, "sample-input"))).toBe(false);
    await service.close();
  });

  it("answers over an empty store, and says that it is empty", async () => {
    const service = await Service.start({ filled: false });
    const reply = JSON.parse((await service.post("/v1/queries", { from: "s3_access" })).text);
    expect(reply).toMatchObject({ status: "succeeded", rows: [], completeness: { complete: false } });
    expect(reply.completeness.warnings.join()).toContain("empty");
    await service.close();
  });
});

describe("a start that cannot be", () => {
  it.each(["0.0.0.0", "::", "192.0.2.1", "example.com", ""])(
    "on host %j: says that there is no authentication yet",
    async (host) => {
      await expect(startServer({ root: scratchFolder(), port: 0, host })).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringContaining("authentication does not exist yet"),
      });
    },
  );

  it("on a port in use: names it", async () => {
    const service = await Service.start({ filled: false });
    const port = Number(new URL(service.url).port);
    await expect(startServer({ root: scratchFolder(), port, say: () => undefined })).rejects.toMatchObject({
      code: "port-in-use",
      message: expect.stringContaining(`port ${port} is in use`),
    });
    await service.close();
  });

  it("over a store that is damaged", async () => {
    const root = scratchFolder();
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "manifest.db"), "this is no database, and long enough to be looked at".repeat(20));
    await expect(startServer({ root, port: 0 })).rejects.toMatchObject({ code: "store-damaged" });
  });
});

describe("a store that breaks while it is served", () => {
  it("500: is told without internals, and logged under the request id", async () => {
    const service = await Service.start({ filled: false });
    mkdirSync(service.root, { recursive: true });
    writeFileSync(join(service.root, "manifest.db"), "this is no database, and long enough to be looked at".repeat(20));
    const reply = await service.send("/v1/health");
    expect(reply.status).toBe(500);
    expect(reply.text).not.toMatch(/\.ts:\d+|node_modules|at \w+ \(/);
    const logged = service.log.find((entry) => entry.level === "error");
    expect(logged?.requestId).toBe(reply.headers["x-request-id"]);
    await service.close();
  });
});

describe("closing", () => {
  it("ends the replies under way, then answers nobody", async () => {
    const service = await Service.start();
    const reply = service.post("/v1/queries", slowQuery(100));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await service.close();
    expect((await reply).status).toBe(200);
    await expect(service.send("/v1/health")).rejects.toThrow("ECONNREFUSED");
  });

  it("stops a query that outlasts the grace, and says so to who waits for it", async () => {
    const service = await Service.start({ graceMs: 200 });
    const asked = service.post("/v1/queries", slowQuery(1_500));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const [reply] = await Promise.all([asked, service.close()]);
    expect(reply.status).toBe(409);
  });

  it("can be asked for twice", async () => {
    const service = await Service.start({ filled: false });
    await Promise.all([service.close(), service.close()]);
  });
});
