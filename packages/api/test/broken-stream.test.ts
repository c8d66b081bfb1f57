import { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createApp, type LogEntry } from "@trailkeep/api";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { openRetention } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerOf } from "../src/ledger.ts";
import { post, send } from "./support/http.ts";
import { writeInput } from "./support/input.ts";
import { scratchFolder } from "./support/service.ts";

let queries: QueryService;
let server: Server;
let url: string;
const log: LogEntry[] = [];

/** A real service over a real store, but the disk that holds results gives out after the first page. */
beforeAll(async () => {
  const [root, input] = [scratchFolder(), scratchFolder()];
  writeInput(input);
  await ingest([input], { root });
  const store = Store.open(root);
  queries = openQueryService({ store });
  const app = createApp({
    queries: failingAfterFirstPage(queries),
    store,
    retention: () => openRetention({ store }),
    log: (entry) => log.push(entry),
    ledger: ledgerOf(undefined),
    checkHealth: () => undefined,
    hosts: null,
  });
  const adaptor = createAdaptorServer({ fetch: app.fetch });
  if (!(adaptor instanceof Server)) throw new Error("not HTTP/1.1");
  server = adaptor;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await queries.close();
});

function failingAfterFirstPage(real: QueryService): QueryService {
  return {
    start: (query, options) => real.start(query, options),
    wait: (id, waitMs) => real.wait(id, waitMs),
    cancel: (id) => real.cancel(id),
    explain: (query, options) => real.explain(query, options),
    coverage: (question) => real.coverage(question),
    accessCoverage: (question) => real.accessCoverage(question),
    close: () => real.close(),
    page: async (id, cursor, limit) => {
      if (cursor !== null) throw new Error("the disk is gone");
      return real.page(id, cursor, limit);
    },
  };
}

describe("a stream of rows that breaks", () => {
  it.each(["ndjson", "csv"])("as %s is cut off, so that nobody takes it for the whole", async (format) => {
    const { id } = JSON.parse((await post(`${url}/v1/queries`, { from: "cloudtrail", select: ["eventID"] })).text);
    const whole = await send(`${url}/v1/queries/${id}/rows?format=${format}`).then(
      (reply) => reply.complete,
      () => false,
    );
    expect(whole).toBe(false);
    expect(log.find((entry) => entry.level === "error")?.message).toContain("the disk is gone");
  });
});
