import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@trailkeep/api";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Conformance } from "../../packages/api/test/support/document.ts";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { newAccount, put, settingsOf } from "./support/account.ts";
import { Chance } from "./support/chance.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { trailLog } from "./support/logs.ts";

const folder = mkdtempSync(join(tmpdir(), "trailkeep-ledger-door-"));
beforeAll(() => {
  for (const name of ["log", "error", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

it("says over HTTP what the function took, by source and account, and a table that is not there is a problem", async () => {
  const account = await newAccount();
  const log = trailLog(new Chance(1), 0, 5);
  const body = notification(await put(account, log.key, log.body));
  await invoke(createHandler({}, settingsOf(account)), [message(body)]);
  const root = join(folder, "store");
  const options = { root, port: 0, quiet: true, say: () => undefined };
  const server = await startServer({ ...options, ledger: account.table });
  const conformance = new Conformance(await (await fetch(`${server.url}/openapi.json`)).text());
  const reply = await fetch(`${server.url}/v1/ingest/ledger?days=2`);
  const text = await reply.text();
  const headers = Object.fromEntries(reply.headers);
  conformance.check("GET", "/v1/ingest/ledger", { status: reply.status, headers, text, complete: true });
  expect(JSON.parse(text)).toMatchObject({
    sums: expect.arrayContaining([
      expect.objectContaining({
        source: "cloudtrail",
        account: "111122223333",
        records: expect.objectContaining({ written: 5 }),
        lastTaken: expect.stringMatching(/Z$/),
      }),
    ]),
    open: [],
    archive: [],
  });
  await server.close();
  const wrong = await startServer({ ...options, ledger: "no-such-table" });
  const problem = await (await fetch(`${wrong.url}/v1/ingest/ledger`)).json();
  expect(problem).toMatchObject({ type: expect.any(String), detail: expect.stringContaining("no-such-table") });
  await wrong.close();
});
