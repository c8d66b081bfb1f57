import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service, scratchFolder } from "./support/service.ts";

let service: Service;
beforeAll(async () => {
  const keys = scratchFolder();
  service = await Service.start({ evidenceKey: join(keys, "key.pem"), anchor: join(keys, "anchor.json") });
});
afterAll(() => service.close());

describe("GET /openapi.json", () => {
  it("is a valid OpenAPI 3.1 document", async () => {
    const document = JSON.parse((await service.send("/openapi.json")).text);
    expect(document.openapi).toMatch(/^3\.1\./);
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it("has a name, a summary and a problem document for every operation", () => {
    const operations = Object.values(service.conformance.document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThanOrEqual(13);
    for (const operation of operations) {
      expect(operation).toMatchObject({ operationId: expect.any(String), summary: expect.any(String) });
      expect(Object.keys(operation.responses["default"]?.content ?? {})).toEqual(["application/problem+json"]);
    }
  });

  it("describes the query by the schema that judges it, recursion included", async () => {
    const { components } = JSON.parse((await service.send("/openapi.json")).text);
    expect(components.schemas.Query.required).toEqual(["from"]);
    expect(components.schemas.Query.properties.where).toEqual({ $ref: "#/components/schemas/Predicate" });
    expect(Object.keys(components.schemas.Query.properties)).toEqual(
      expect.arrayContaining(["engine", "exact", "pageSize"]),
    );
    expect(components.schemas.UnionQuery.required).toEqual(["union"]);
    expect(Object.keys(components.schemas.UnionQuery.properties)).toEqual(
      expect.arrayContaining(["orderBy", "limit", "engine"]),
    );
    expect(JSON.stringify(components.schemas.Predicate)).toContain('{"not":{"$ref":"#/components/schemas/Predicate"}}');
  });

  it("carries the package's version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(JSON.parse((await service.send("/openapi.json")).text).info.version).toBe(version);
  });

  it("promises what every route really answers", async () => {
    const query = { from: "cloudtrail", pageSize: 10 };
    const { id } = JSON.parse((await service.post("/v1/queries", query)).text);
    await service.post("/v1/queries", query, { prefer: "wait=0" });
    await service.post("/v1/queries:explain", query);
    await service.send(`/v1/queries/${id}`);
    await service.send(`/v1/queries/${id}/rows`);
    await service.send(`/v1/queries/${id}`, { method: "DELETE" });
    await service.send("/v1/catalog");
    await service.send("/v1/catalog/cloudtrail");
    await service.send("/v1/catalog/cloudtrail/ddl");
    await service.send("/v1/coverage");
    await service.send("/v1/coverage/access");
    await service.send("/v1/ingest/status");
    const { entries } = JSON.parse((await service.send("/v1/ingest/quarantine")).text);
    await service.send(`/v1/ingest/quarantine/${entries[0].id}`);
    await service.send("/v1/integrity");
    await service.send("/v1/integrity/objects");
    await service.send("/v1/health");
    const policies = {
      name: "policies.yaml",
      text: "{version: 1, policies: [{name: p, select: {name: '*'}, preset: hipaa, owner: o}]}",
    };
    const { hash } = JSON.parse((await service.post("/v1/retention/plan", { policies })).text);
    await service.post("/v1/retention/approve", { hash });
    await service.post("/v1/retention/apply", { hash });
    const hold = { name: "h", select: { name: "*" }, reason: "r" };
    const placed = JSON.parse((await service.post("/v1/retention/holds", hold)).text);
    await service.post(`/v1/retention/holds/${placed.id}/release`, { reason: "r" });
    for (const what of ["policies", "holds", "evidence", "evidence/verification", "compliance"]) {
      await service.send(`/v1/retention/${what}`);
    }
    const promised = Object.entries(service.conformance.document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const answered = new Set(
      [...service.conformance.seen].filter((seen) => / 20\d$/.test(seen)).map((seen) => seen.replace(/ \d+$/, "")),
    );
    // What AWS has to be asked for is held against the document where there is an endpoint for it.
    const elsewhere = ["GET /v1/ingest/ledger", "GET /v1/retention/checks", "POST /v1/retention/adopt"];
    const here = promised.filter((route) => !elsewhere.includes(route));
    expect([...answered].sort()).toEqual(here.sort());
  });
});

describe("the reference page", () => {
  it("loads only what the service itself serves", async () => {
    const page = await service.send("/docs");
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    const loads = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1] ?? "")
      .filter((link) => link !== "data:,");
    expect(loads.length).toBeGreaterThanOrEqual(3);
    for (const path of loads) {
      expect(path).toMatch(/^\//);
      const reply = await service.send(path);
      expect(reply.status).toBe(200);
      expect(reply.text.length).toBeGreaterThan(50);
    }
    expect(page.text).not.toMatch(/<script>|style=|\son\w+=/);
  });

  it("is led to by the first page, which shows one line to try", async () => {
    const page = await service.send("/");
    expect(page.text).toContain('href="/docs"');
    expect(page.text).toContain(`curl -s ${service.url}/v1/queries`);
  });
});
