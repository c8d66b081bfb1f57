import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordCount } from "./support/input.ts";
import { Service, slowQuery } from "./support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.close());

const deletions = {
  from: "cloudtrail",
  where: { field: "eventName", op: "eq", value: "DeleteObject" },
  groupBy: ["userIdentity.userName"],
  aggregate: { deletions: { fn: "count" } },
  orderBy: [{ field: "userIdentity.userName" }],
};

/** Event i deletes where i is divisible by 5, as user i modulo 7. */
const deletionsByUser = [0, 1, 2, 3, 4, 5, 6].map((user) => ({
  "userIdentity.userName": `user${user}`,
  deletions: Array.from({ length: recordCount }, (_, index) => index).filter((i) => i % 5 === 0 && i % 7 === user)
    .length,
}));

describe("POST /v1/queries", () => {
  describe("200", () => {
    it("answers with rows by column name, completeness and statistics", async () => {
      const reply = await service.post("/v1/queries", deletions);
      expect(reply.status).toBe(200);
      const body = JSON.parse(reply.text);
      expect(body).toMatchObject({
        status: "succeeded",
        engine: "local",
        nextCursor: null,
        approximate: [],
        error: null,
      });
      expect(body.columns).toEqual([
        { name: "userIdentity.userName", type: "string" },
        { name: "deletions", type: "integer" },
      ]);
      expect(body.rows).toEqual(deletionsByUser);
      expect(body.completeness.held).toEqual({
        start: "2026-10-01T00:00:00.000Z",
        end: "2026-10-01T00:41:39.000Z",
        records: recordCount,
        accounts: null,
        regions: null,
      });
      expect(body.statistics.rows).toBe(7);
    });

    it("takes values for the parameters that the query declares", async () => {
      const query = {
        ...deletions,
        parameters: { name: { type: "string" }, least: { type: "integer", default: 1_000 } },
        where: { field: "eventName", op: "eq", value: { param: "name" } },
        having: { field: "deletions", op: "gte", value: { param: "least" } },
      };
      const reply = await service.post("/v1/queries", { ...query, params: { name: "DeleteObject", least: 1 } });
      expect(JSON.parse(reply.text).rows).toEqual(deletionsByUser);
      expect(
        JSON.parse((await service.post("/v1/queries", { ...query, params: { name: "DeleteObject" } })).text).rows,
      ).toEqual([]);
      const without = await service.post("/v1/queries", query);
      expect([without.status, JSON.parse(without.text).problems[0].at]).toEqual([400, "/parameters/name"]);
    });

    it("takes engine, exact and pageSize beside the query", async () => {
      const reply = await service.post("/v1/queries", {
        from: "cloudtrail",
        engine: "local",
        exact: true,
        pageSize: 10,
      });
      expect(JSON.parse(reply.text).rows).toHaveLength(10);
      expect(JSON.parse(reply.text).nextCursor).toEqual(expect.any(String));
    });

    it("says how long it was willing to wait", async () => {
      const applied = async (prefer: string) =>
        (await service.post("/v1/queries", deletions, { prefer })).headers["preference-applied"];
      expect(await applied("wait=20")).toBe("wait=20");
      expect(await applied('handling=lenient; x="a,b", Wait = "9"; y=z, wait=1')).toBe("wait=9");
      expect(await applied("respond-async, wait=15")).toBe("respond-async, wait=15");
      expect(await applied("wait=9000")).toBe("wait=60");
      expect(await applied("wait=soon")).toBeUndefined();
      expect((await service.post("/v1/queries", deletions)).headers["preference-applied"]).toBeUndefined();
    });

    it("keeps a column of any name apart from the object's own parts", async () => {
      const select = [{ field: "eventName", as: "__proto__" }];
      const reply = await service.post("/v1/queries", { from: "cloudtrail", select, limit: 1 });
      expect(reply.text).toContain('"rows":[{"__proto__":"DeleteObject"}]');
    });

    it("is not to be kept", async () => {
      expect((await service.post("/v1/queries", deletions)).headers["cache-control"]).toBe("no-store");
    });
  });

  describe("202", () => {
    it.each(["wait=0", "respond-async"])("with %s answers at once, and Location leads to the rows", async (prefer) => {
      const started = await service.post("/v1/queries", { ...slowQuery(40), limit: 5 }, { prefer });
      expect(started.status).toBe(202);
      expect(started.headers["preference-applied"]).toBe(prefer);
      expect(JSON.parse(started.text).rows).toEqual([]);
      const location = String(started.headers.location);
      expect(location).toBe(`/v1/queries/${JSON.parse(started.text).id}`);
      const ended = await service.send(location, { headers: { prefer: "wait=60" } });
      expect(ended.status).toBe(200);
      expect(ended.headers["preference-applied"]).toBe("wait=60");
      expect(JSON.parse(ended.text)).toMatchObject({ status: "succeeded", rows: [] });
    });
  });

  describe("400", () => {
    const badQueries = [
      ["an unknown field", { from: "cloudtrail", select: ["eventname"] }, "/select/0", /`eventName`/],
      ["an unknown source", { from: "cloudtrial" }, "/from", /`cloudtrail`/],
      [
        "an unknown operator",
        { from: "cloudtrail", where: { field: "eventName", op: "equals", value: "x" } },
        "/where/op",
        /eq/,
      ],
      ["an unknown key", { from: "cloudtrail", were: {} }, "/were", /`where`/],
    ] as const;

    it.each(badQueries)("%s: says where, and what was meant", async (_, query, at, hint) => {
      const reply = await service.post("/v1/queries", query);
      expect(reply.status).toBe(400);
      expect(reply.headers["content-type"]).toBe("application/problem+json");
      const problem = JSON.parse(reply.text);
      expect(problem).toMatchObject({
        type: "urn:trailkeep:problem:invalid-query",
        code: "invalid-query",
        status: 400,
      });
      expect(problem.instance).toBe(`urn:trailkeep:request:${reply.headers["x-request-id"]}`);
      expect(problem.problems[0]).toMatchObject({ at, hint: expect.stringMatching(hint) });
    });

    it.each([
      ["text that is no JSON", '{\n  "from": ,\n}', "line 2, column 11"],
      ["JSON that is cut off", '{"from": "cloudtrail"', "line 1, column 22"],
      ["a comment", "{} // all", "line 1, column 4"],
      ["no text", "", "body"],
      ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "body"],
      ["half a million brackets", "[".repeat(500_000), "body"],
    ])("%s: says where it breaks", async (_, body, at) => {
      const reply = await service.post("/v1/queries", body);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text)).toMatchObject({ code: "invalid-request", problems: [{ at }] });
    });

    it.each([
      [{ pageSize: 0 }, "/pageSize"],
      [{ pageSize: 10_001 }, "/pageSize"],
      [{ exact: "yes" }, "/exact"],
      [{ engine: "locale" }, "/engine"],
    ])("%j: the options have their bounds", async (options, at) => {
      const reply = await service.post("/v1/queries", { from: "cloudtrail", ...options });
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text)).toMatchObject({ code: "invalid-request", problems: [{ at }] });
    });

    it.each([[[]], ["cloudtrail"], [null], [7]])("%j is no query", async (body) => {
      const reply = await service.post("/v1/queries", JSON.stringify(body));
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text).code).toBe("invalid-query");
    });
  });

  describe("413", () => {
    const oversize = JSON.stringify({ from: "cloudtrail", select: ["x".repeat(1_048_576)] });

    it("refuses a body that says it is too large", async () => {
      const reply = await service.post("/v1/queries", oversize);
      expect(reply.status).toBe(413);
      expect(JSON.parse(reply.text).code).toBe("payload-too-large");
    });

    it("refuses a body that turns out to be too large", async () => {
      const reply = await service.post("/v1/queries", oversize, { "transfer-encoding": "chunked" });
      expect(reply.status).toBe(413);
    });

    it("takes one of exactly the limit", async () => {
      const query = JSON.stringify(deletions);
      expect((await service.post("/v1/queries", query.padEnd(1_048_576))).status).toBe(200);
    });
  });

  describe("415", () => {
    it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
      "refuses %j",
      async (type) => {
        const reply = await service.post("/v1/queries", deletions, { "content-type": type });
        expect(reply.status).toBe(415);
        expect(JSON.parse(reply.text).code).toBe("unsupported-media-type");
      },
    );

    it("takes JSON with parameters", async () => {
      const reply = await service.post("/v1/queries", deletions, { "content-type": "Application/JSON; charset=utf-8" });
      expect(reply.status).toBe(200);
    });
  });
});

describe("GET /v1/queries/{id}", () => {
  it("200: gives the same reply again", async () => {
    const first = JSON.parse((await service.post("/v1/queries", deletions)).text);
    const again = await service.send(`/v1/queries/${first.id}`);
    expect(again.status).toBe(200);
    expect(JSON.parse(again.text)).toEqual(first);
  });

  it("404: for an id that was never given out, or was changed", async () => {
    const { id } = JSON.parse((await service.post("/v1/queries", deletions)).text);
    for (const wrong of ["nothing", `${id}x`, `x${id}`, "%00", "a.b.c"]) {
      const reply = await service.send(`/v1/queries/${wrong}`);
      expect(reply.status).toBe(404);
      expect(JSON.parse(reply.text).code).toBe("not-found");
    }
  });
});

describe("DELETE /v1/queries/{id}", () => {
  it("204: stops a query, which then says so", async () => {
    const { id } = JSON.parse((await service.post("/v1/queries", slowQuery(), { prefer: "wait=0" })).text);
    const stopped = await service.send(`/v1/queries/${id}`, { method: "DELETE" });
    expect(stopped.status).toBe(204);
    expect(stopped.text).toBe("");
    const after = JSON.parse((await service.send(`/v1/queries/${id}`)).text);
    expect(after).toMatchObject({ status: "cancelled", rows: [], error: { code: "cancelled" } });
    const rows = await service.send(`/v1/queries/${id}/rows`);
    expect(rows.status).toBe(409);
    expect(JSON.parse(rows.text).code).toBe("cancelled");
  });

  it("is told to a client that waits for the query", async () => {
    const { id } = JSON.parse((await service.post("/v1/queries", slowQuery(), { prefer: "wait=0" })).text);
    const waiting = service.send(`/v1/queries/${id}`, { headers: { prefer: "wait=30" } });
    await service.send(`/v1/queries/${id}`, { method: "DELETE" });
    expect(JSON.parse((await waiting).text).status).toBe("cancelled");
  });

  it("lets go of the result of a query that has ended: 410 from then on", async () => {
    const { id } = JSON.parse((await service.post("/v1/queries", { from: "cloudtrail", select: ["eventID"] })).text);
    expect((await service.send(`/v1/queries/${id}`)).status).toBe(200);
    expect((await service.send(`/v1/queries/${id}`, { method: "DELETE" })).status).toBe(204);
    for (const path of [`/v1/queries/${id}`, `/v1/queries/${id}/rows`]) {
      const reply = await service.send(path);
      expect(reply.status).toBe(410);
      expect(JSON.parse(reply.text).code).toBe("expired");
    }
    expect((await service.send(`/v1/queries/${id}`, { method: "DELETE" })).status).toBe(410);
  });

  it("404: for an id that was never given out", async () => {
    expect((await service.send("/v1/queries/nothing", { method: "DELETE" })).status).toBe(404);
  });
});

describe("POST /v1/queries:explain", () => {
  it("200: shows plan, statement, estimate, and runs nothing", async () => {
    const reply = await service.post("/v1/queries:explain", deletions);
    expect(reply.status).toBe(200);
    const body = JSON.parse(reply.text);
    expect(body.chosen).toBe("local");
    expect(body.plan.source).toBe("cloudtrail");
    expect(body.engines[0].statement.text).toMatch(/select/i);
    expect(body.engines[0].statement.parameters).toContain("DeleteObject");
    expect(body.engines[0].estimate).toMatchObject({ files: 1, usd: 0, basis: "bound" });
    expect(body.columns.map((column: { name: string }) => column.name)).toEqual(["userIdentity.userName", "deletions"]);
  });

  it("400: judges as running does", async () => {
    const reply = await service.post("/v1/queries:explain", { from: "cloudtrail", select: ["eventname"] });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).problems[0].at).toBe("/select/0");
  });
});

describe("405", () => {
  it.each([
    ["PUT", "/v1/queries", "POST"],
    ["GET", "/v1/queries", "POST"],
    ["GET", "/v1/queries:explain", "POST"],
    ["PATCH", "/v1/queries/some", "GET, HEAD, DELETE"],
    ["POST", "/v1/catalog", "GET, HEAD"],
    ["DELETE", "/docs", "GET, HEAD"],
    ["OPTIONS", "/v1/queries", "POST"],
  ])("%s %s: Allow says %s", async (method, path, allow) => {
    const reply = await service.send(path, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe(allow);
    expect(JSON.parse(reply.text).code).toBe("method-not-allowed");
  });
});

describe("404", () => {
  it.each(["/v1", "/v1/queriesfoo", "/v2/queries", "/v1/queries/a/b", "/%2e%2e/etc/passwd", "/docs/../package.json"])(
    "%s is nothing",
    async (path) => {
      const reply = await service.send(path);
      expect(reply.status).toBe(404);
      expect(reply.headers["content-type"]).toBe("application/problem+json");
    },
  );
});

describe("X-Request-Id", () => {
  it("is taken over if well-formed, else made, and stands in the log", async () => {
    const given = await service.send("/v1/health", { headers: { "x-request-id": "trace-7_b" } });
    expect(given.headers["x-request-id"]).toBe("trace-7_b");
    expect(service.log.find((entry) => entry.requestId === "trace-7_b")).toMatchObject({
      path: "/v1/health",
      status: 200,
    });
    const forged = await service.send("/v1/health", { headers: { "x-request-id": 'x"} {"level":"error' } });
    expect(forged.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});
