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

describe("GET /v1/catalog/{source}/ddl", () => {
  const ask = (path: string) => service.send(`/v1/catalog/${path}`);

  it("200: writes the statements of the store's tables", async () => {
    const reply = await ask("s3_access/ddl?database=audit&location=s3://our-store/");
    expect(reply.status).toBe(200);
    const { source, shape, statements } = JSON.parse(reply.text);
    expect({ source, shape }).toEqual({ source: "s3_access", shape: "store" });
    expect(statements[0]).toMatch(/^CREATE EXTERNAL TABLE IF NOT EXISTS `audit`\.`s3_access_fresh` \(/);
    expect(statements[1]).toContain("'table_type' = 'ICEBERG'");
  });

  it("200: writes that of a table over a trail's files", async () => {
    const reply = await ask(
      "cloudtrail/ddl?shape=raw&location=s3://our-trail/&accounts=111122223333&regions=eu-west-1,us-east-1",
    );
    expect(JSON.parse(reply.text).statements[0]).toContain("'projection.region.values' = 'eu-west-1,us-east-1'");
  });

  it("400: says which option is wrong", async () => {
    for (const [query, place] of [
      ["shape=parquet", "shape"],
      ["location=nowhere", "location"],
      ["shape=raw&regions=,", "regions"],
    ] as const) {
      const reply = await ask(`cloudtrail/ddl?${query}`);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text).problems[0].at).toContain(place);
    }
  });

  it("404: names the sources there are", async () => {
    expect((await ask("cloudtrial/ddl")).status).toBe(404);
  });

  it("422: a source that is made of others", async () => {
    const reply = await ask("object_access/ddl");
    expect(reply.status).toBe(422);
    expect(reply.text).toContain("make the tables of s3_access and cloudtrail");
  });

  it("422: a source of which AWS describes no table", async () => {
    expect((await ask("cloudtrail_insights/ddl?shape=raw")).status).toBe(422);
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
