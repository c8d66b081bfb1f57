import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCsv } from "./support/csv.ts";
import { event, recordCount, userAgents } from "./support/input.ts";
import { Service, slowQuery } from "./support/service.ts";

const query = {
  from: "cloudtrail",
  select: ["eventID", "userAgent", "eventTime", "readOnly", "errorCode"],
  orderBy: [{ field: "eventTime" }],
};

/** The rows that the input must give, in the query's order. */
const expected = Array.from({ length: recordCount }, (_, index) => {
  const { eventID, userAgent, eventTime, readOnly } = event(index);
  return { eventID, userAgent, eventTime: eventTime.replace("Z", ".000Z"), readOnly, errorCode: null };
});

let service: Service;
let rowsPath: string;
beforeAll(async () => {
  service = await Service.start();
  const reply = await service.post("/v1/queries", query);
  rowsPath = `/v1/queries/${JSON.parse(reply.text).id}/rows`;
});
afterAll(() => service.close());

describe("GET /v1/queries/{id}/rows as JSON", () => {
  it("200: pages lead through the whole result, each row once", async () => {
    const rows: unknown[] = [];
    let pages = 0;
    for (let cursor: string | null = ""; cursor !== null; pages++) {
      const reply = await service.send(`${rowsPath}?limit=600${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(reply.status).toBe(200);
      const body = JSON.parse(reply.text);
      rows.push(...body.rows);
      cursor = body.nextCursor;
    }
    expect(pages).toBe(5);
    expect(rows).toEqual(expected);
  });

  it("200: a page asked twice is the same page", async () => {
    const { nextCursor } = JSON.parse((await service.send(`${rowsPath}?limit=7`)).text);
    const page = await service.send(`${rowsPath}?limit=3&cursor=${nextCursor}`);
    expect(JSON.parse(page.text).rows).toEqual(expected.slice(7, 10));
    expect((await service.send(`${rowsPath}?limit=3&cursor=${nextCursor}`)).text).toBe(page.text);
  });

  it("400: refuses limits, cursors, formats and parameters that are none", async () => {
    const other = JSON.parse((await service.post("/v1/queries", { ...query, pageSize: 1 })).text).nextCursor;
    const wrong = [
      "limit=0",
      "limit=10001",
      "limit=ten",
      "limit=1&limit=2",
      "cursor=abc",
      `cursor=${other}`,
      "format=xml",
      "curser=1",
    ];
    for (const parameters of wrong) {
      const reply = await service.send(`${rowsPath}?${parameters}`);
      expect([parameters, reply.status]).toEqual([parameters, 400]);
      expect(JSON.parse(reply.text).code).toBe("invalid-request");
    }
  });

  it("400: while the query runs there are no rows", async () => {
    const { id } = JSON.parse((await service.post("/v1/queries", slowQuery(), { prefer: "wait=0" })).text);
    const reply = await service.send(`/v1/queries/${id}/rows`);
    await service.send(`/v1/queries/${id}`, { method: "DELETE" });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).detail).toContain("not ended");
  });

  it("404: for a query that is none", async () => {
    expect((await service.send("/v1/queries/nothing/rows?format=csv")).status).toBe(404);
  });
});

describe("as NDJSON", () => {
  it("200: streams every row, a line each", async () => {
    const reply = await service.send(`${rowsPath}?format=ndjson`);
    expect(reply.headers["content-type"]).toBe("application/x-ndjson");
    expect(reply.complete).toBe(true);
    expect(
      reply.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
  });

  it("200: streams from the cursor on", async () => {
    const { nextCursor } = JSON.parse((await service.send(`${rowsPath}?limit=2400`)).text);
    const reply = await service.send(`${rowsPath}?cursor=${nextCursor}`, {
      headers: { accept: "application/x-ndjson" },
    });
    expect(
      reply.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected.slice(2400));
  });

  it("200: with a limit it ends there, and Link leads on", async () => {
    const first = await service.send(`${rowsPath}?format=ndjson&limit=2000`);
    expect(first.text.trimEnd().split("\n")).toHaveLength(2000);
    const next = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link))?.[1];
    const second = await service.send(next ?? "");
    expect(
      second.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected.slice(2000));
    expect(second.headers.link).toBeUndefined();
  });

  it("200: an empty result is an empty text", async () => {
    const none = { from: "cloudtrail", where: { field: "eventName", op: "eq", value: "Nothing" } };
    const { id } = JSON.parse((await service.post("/v1/queries", none)).text);
    expect((await service.send(`/v1/queries/${id}/rows?format=ndjson`)).text).toBe("");
  });
});

describe("as CSV", () => {
  it("200: holds every row, and nothing that a spreadsheet would run", async () => {
    const reply = await service.send(rowsPath, { headers: { accept: "text/csv" } });
    expect(reply.headers["content-type"]).toMatch(/^text\/csv; charset=utf-8/);
    const [header, ...lines] = parseCsv(reply.text);
    expect(header?.map((cell) => cell.text)).toEqual(query.select);
    expect(lines).toHaveLength(recordCount);
    for (const [index, line] of lines.entries()) {
      const { eventID, eventTime, readOnly, userAgent = "" } = expected[index] ?? {};
      const shown = /^[=+\-@\t\r]/.test(userAgent) ? `'${userAgent}` : userAgent;
      expect(line.map((cell) => cell.text)).toEqual([eventID, shown, eventTime, String(readOnly), ""]);
      expect(line.some((cell) => /^[=+\-@\t\r]/.test(cell.text))).toBe(false);
    }
  });

  it("200: tells null from an empty text", async () => {
    const [, ...lines] = parseCsv((await service.send(`${rowsPath}?format=csv`)).text);
    const empty = lines[userAgents.indexOf("")] ?? [];
    expect([empty[1], empty[4]]).toEqual([
      { text: "", quoted: true },
      { text: "", quoted: false },
    ]);
  });

  it("200: ends every line with CRLF", async () => {
    const reply = await service.send(`${rowsPath}?format=csv&limit=1`);
    expect(reply.text).toBe(
      `eventID,userAgent,eventTime,readOnly,errorCode\r\n${event(0).eventID},aws-cli/2.17,2026-10-01T00:00:00.000Z,false,\r\n`,
    );
  });
});

describe("a format", () => {
  it("that is asked for goes before Accept, and JSON is the default", async () => {
    const typeOf = async (parameters: string, accept: string) =>
      (await service.send(`${rowsPath}?limit=1${parameters}`, { headers: { accept } })).headers["content-type"];
    expect(await typeOf("&format=json", "text/csv")).toBe("application/json");
    expect(await typeOf("", "*/*")).toBe("application/json");
    expect(await typeOf("", "text/html")).toBe("application/json");
    expect(await typeOf("", "text/csv;q=0.1, application/x-ndjson;q=0.9")).toBe("application/x-ndjson");
  });
});
