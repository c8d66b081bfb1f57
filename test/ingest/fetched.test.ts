import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { ask } from "../fidelity/ask.ts";
import { deliveredText } from "../fidelity/delivered.ts";
import { reread } from "../fidelity/reread.ts";
import { evaluate, oracleRecord, type Query, type Records } from "../oracle/index.ts";
import { expectAgreement } from "../query/agreement.ts";
import { corpora, nowMs } from "../query/corpus/index.ts";
import { untilEnded } from "../until-ended.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { invoke, message, notification } from "./support/lambda.ts";

/** The embedded engine over the store on S3: what the ingest function has put there, fetched and asked. */

const sources = ["cloudtrail", "cloudtrail_insights", "s3_access"] as const;
const folder = mkdtempSync(join(tmpdir(), "trailkeep-fetched-"));
const cacheFolder = join(folder, "cache");
const asked = corpora.filter(({ kind }) => kind === "laws" || kind === "access");
const texts = new Map(
  sources.map((source) => {
    const rows = asked.flatMap((corpus) => corpus.rows.filter((row) => row.source === source));
    return [source, [...new Set(rows.map(deliveredText))]];
  }),
);

let account: Account;
let store: Store;
let service: QueryService;
let records: Records;

/** Puts what is delivered of a source as one object, lets the function take it, and gives its records. */
async function deliver(source: (typeof sources)[number]) {
  const own = texts.get(source) ?? [];
  const kind = source === "cloudtrail_insights" ? "CloudTrail-Insight" : "CloudTrail";
  const key =
    source === "s3_access"
      ? "access/2026-03-02-01-00-00-0123456789ABCDEF"
      : `AWSLogs/111122223333/${kind}/eu-west-1/2026/03/01/111122223333_${kind}_eu-west-1_20260301T0000Z_abc.json.gz`;
  const body = source === "s3_access" ? `${own.join("\n")}\n` : gzipSync(`{"Records":[${own.join(",")}]}`);
  const failed = await invoke(createHandler({}, settingsOf(account)), [
    message(notification(await put(account, key, body))),
  ]);
  expect(failed).toEqual([]);
  const inputObject = `s3://${account.logs}/${key}`;
  return reread(new Map([[source, own]])).map((row, inputPosition) =>
    oracleRecord(row, { inputObject, inputPosition }),
  );
}

function storesFile(name: string, own: Readonly<Record<string, unknown>> = {}): string {
  const fetched = {
    engine: "fetched",
    region: "eu-west-1",
    endpoint: process.env["AWS_ENDPOINT_URL"],
    dynamodbEndpoint: process.env["AWS_ENDPOINT_URL"],
    location: `s3://${account.store}/trails/`,
    ledger: account.table,
    cacheFolder,
    mayRepeat: false,
    sources: Object.fromEntries(sources.map((source) => [source, {}])),
    ...own,
  };
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ stores: { fetched } }));
  return file;
}

async function opened(file: string): Promise<QueryService> {
  return openQueryService({ store, now: () => nowMs, others: await openStores(file, { now: () => nowMs }) });
}

beforeAll(async () => {
  for (const name of ["log", "error", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
  account = await newAccount();
  const delivered = new Map<string, Awaited<ReturnType<typeof deliver>>>();
  for (const source of sources) delivered.set(source, await deliver(source));
  records = delivered;
  store = Store.open(join(folder, "store"));
  service = await opened(storesFile("stores"));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await service?.close();
  store?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(asked)("$kind", ({ entries }) => {
  test.each(entries)("$name", async ({ query, parameters }) => {
    const answer = await ask(service, "fetched", query, parameters, { exact: true });
    if (answer.kind !== "rows") throw new Error(answer.reason);
    expectAgreement(query, answer, evaluate(query, records, nowMs, parameters));
  });
});

const howMany: Query = { from: "s3_access", aggregate: { n: { fn: "count" } } };
const copies = () =>
  readdirSync(join(cacheFolder, "files")).map((name) => [name, statSync(join(cacheFolder, "files", name)).ino]);

test("each file is fetched once, and a new one is found; the reply names the engine and what it has read", async () => {
  for (const from of sources) await ask(service, "fetched", { from, aggregate: { n: { fn: "count" } } });
  const before = copies();
  expect(before).toHaveLength(sources.length);
  const known = (texts.get("s3_access") ?? []).length;
  expect(await ask(service, "fetched", howMany)).toMatchObject({ rows: [[known]] });
  expect(copies()).toEqual(before);
  const [line = ""] = texts.get("s3_access") ?? [];
  const later = await put(
    account,
    "access/2026-03-02-02-00-00-0123456789ABCDEF",
    `${line.replace("payroll", "later")}\n`,
  );
  await invoke(createHandler({}, settingsOf(account)), [message(notification(later))]);
  const { id } = await service.start(howMany, { engine: "fetched" });
  expect(await untilEnded(service, id)).toMatchObject({
    engine: "fetched",
    rows: [[known + 1]],
    statistics: { scannedFiles: 2, usd: 0 },
  });
  expect(copies()).toHaveLength(sources.length + 1);
  const { engines } = await service.explain(howMany);
  expect(engines.find(({ engine }) => engine === "fetched")).toMatchObject({
    kind: "local",
    estimate: { files: 2, basis: "bound" },
    refusal: null,
  });
});

test("the command asks it", async () => {
  const query = join(folder, "query.json");
  writeFileSync(query, JSON.stringify(howMany));
  const args = ["--stores", storesFile("command"), "--data", join(folder, "store")];
  const env = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", NODE_NO_WARNINGS: "1" };
  const answer = await trailkeep(["query", query, "--engine", "fetched", "--json", ...args], { cwd: folder, env });
  expect(answer).toMatchObject({ code: 0, err: expect.stringContaining("nobody has said which time range") });
  expect(JSON.parse(answer.out)).toMatchObject({ engine: "fetched", rows: [{ n: expect.any(Number) }] });
  const checked = await trailkeep(["stores", "check", "--stores", storesFile("command")], { cwd: folder, env });
  expect(checked.out).toMatch(/s3_access: \d files/);
});

describe("refuses before anything is fetched", () => {
  test("a record twice, where the store may hold it so", async () => {
    const careful = await opened(storesFile("repeats", { mayRepeat: true }));
    await expect(careful.start(howMany, { engine: "fetched", exact: true })).rejects.toThrow(/may hold repeats/);
    await expect(careful.start(howMany, { engine: "fetched", distinctRecords: true })).rejects.toThrow(
      /cannot leave them out/,
    );
    await careful.close();
  });

  test("a bucket and a ledger that are not there", async () => {
    for (const own of [{ location: "s3://no-such-bucket-here/" }, { ledger: "no-such-table" }]) {
      const lost = await opened(storesFile("lost", own));
      await expect(lost.start(howMany, { engine: "fetched" })).rejects.toMatchObject({
        problems: [{ at: "store fetched" }],
      });
      await lost.close();
    }
  });

  test("what the archive alone holds", async () => {
    const Item = { pk: "archive#s3_access", sk: "mark", through: "2026-03-01T10", trimmedThrough: "2026-03-01T08" };
    await account.dynamo.client.send(new PutCommand({ TableName: account.table, Item }));
    const answer = await ask(service, "fetched", howMany);
    expect(answer).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/through 2026-03-01T08 is in the archive alone/),
    });
    const other = await ask(service, "fetched", { from: "cloudtrail", aggregate: { n: { fn: "count" } } });
    expect(other).toMatchObject({ kind: "rows" });
  });
});
