import { catalog, sourceNames } from "@trailkeep/core/catalog";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service } from "./support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await Service.start({ filled: false });
});
afterAll(() => service.close());

describe("GET /v1/catalog", () => {
  it("200: lists every source", async () => {
    const reply = await service.send("/v1/catalog");
    expect(reply.status).toBe(200);
    const { sources } = JSON.parse(reply.text);
    expect(sources.map((source: { name: string }) => source.name)).toEqual(sourceNames);
    expect(sources[0]).toMatchObject({
      time: "eventTime",
      id: "eventID",
      fields: Object.keys(catalog.cloudtrail.fields).length,
    });
  });
});

describe("GET /v1/catalog/{source}", () => {
  it.each(sourceNames)("200: shows every field of %s", async (name) => {
    const reply = await service.send(`/v1/catalog/${name}`);
    expect(reply.status).toBe(200);
    const { fields } = JSON.parse(reply.text);
    expect(fields.map((field: { name: string }) => field.name)).toEqual(Object.keys(catalog[name].fields));
  });

  it("200: says of a field what it is, since when, and what can be asked of it", async () => {
    const { fields } = JSON.parse((await service.send("/v1/catalog/cloudtrail")).text);
    const named = (name: string) => fields.find((field: { name: string }) => field.name === name);
    expect(named("eventTime")).toMatchObject({ type: "timestamp", since: "1.0", members: [] });
    expect(named("eventTime").operators).toContain("between");
    expect(named("eventTime").operators).not.toContain("contains");
    expect(named("eventName").operators).toContain("matches");
    expect(named("requestParameters").operators).toEqual(["exists", "missing"]);
    expect(named("resources").members).toContain("ARN");
  });

  it("404: names the sources there are", async () => {
    const reply = await service.send("/v1/catalog/cloudtrial");
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text).problems[0].hint).toContain("cloudtrail");
  });
});

describe("304", () => {
  it.each(["/v1/catalog", "/v1/catalog/s3_access", "/openapi.json", "/docs/swagger-ui.css"])(
    "%s is not sent again to who has it",
    async (path) => {
      const first = await service.send(path);
      const etag = String(first.headers.etag);
      expect(first.headers["cache-control"]).toBe("no-cache");
      const again = await service.send(path, { headers: { "if-none-match": `"other", ${etag}` } });
      expect(again.status).toBe(304);
      expect(again.text).toBe("");
      expect(again.headers.etag).toBe(etag);
      expect((await service.send(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    },
  );
});

describe("GET /v1/health", () => {
  it("200: with the version", async () => {
    const reply = await service.send("/v1/health");
    expect(JSON.parse(reply.text)).toEqual({ status: "ok", version: "0.1.0" });
  });

  it("200: HEAD has no body", async () => {
    const reply = await service.send("/v1/health", { method: "HEAD" });
    expect([reply.status, reply.text]).toEqual([200, ""]);
  });
});
