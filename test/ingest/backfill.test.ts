import { beforeEach, expect, it } from "vitest";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { Chance, runSeed } from "./support/chance.ts";
import { trailkeep as run } from "./support/command.ts";
import { judge } from "./support/judge.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { logObjects } from "./support/logs.ts";

let account: Account;
beforeEach(async () => {
  account = await newAccount({ isVersioned: true });
});

const trailkeep = (args: readonly string[]) => run(account, args);

it("takes what is there, passes over what a notification brought, and goes on with what is missing", async () => {
  const objects = logObjects(new Chance(runSeed), 12);
  const told: string[] = [];
  for (const { key, body } of objects) told.push(notification(await put(account, key, body)));
  const handler = createHandler({}, settingsOf(account));
  await invoke(handler, told.slice(0, 4).map(message));
  const args = ["backfill", `s3://${account.logs}/`, "--json"];
  const first = await trailkeep(args);
  expect([0, 3], first.err).toContain(first.code);
  expect(JSON.parse(first.out).objects).toMatchObject({ known: 4, held: 0, failed: 0, gone: 0 });
  await judge(account, objects);
  const second = await trailkeep(args);
  expect(JSON.parse(second.out)).toMatchObject({ objects: { known: 12, taken: 0 }, records: { read: 0 } });
  await judge(account, objects);
});

it("looks at the accounts, regions and days of a pattern, and at nothing else", async () => {
  const key = (id: string, region: string, day: string): string =>
    `AWSLogs/${id}/CloudTrail/${region}/2026/11/${day}/${id}_CloudTrail_${region}_a.json.gz`;
  const body = logObjects(new Chance(1), 1)[0]?.body ?? "";
  const wanted = [key("111122223333", "eu-west-1", "02"), key("444455556666", "us-east-1", "03")];
  const others = [
    key("777788889999", "eu-west-1", "02"),
    key("111122223333", "eu-west-2", "02"),
    key("111122223333", "eu-west-1", "04"),
  ];
  for (const one of [...wanted, ...others]) await put(account, one, body);
  const pattern = `s3://${account.logs}/AWSLogs/{account}/CloudTrail/{region}/{date}/`;
  const of = (name: string, values: readonly string[]): readonly string[] => values.flatMap((value) => [name, value]);
  const ids = of("--account", ["111122223333", "444455556666"]);
  const regions = of("--region", ["eu-west-1", "us-east-1"]);
  const days = ["--since", "2026-11-02", "--until", "2026-11-03"];
  const { out } = await trailkeep(["backfill", pattern, ...ids, ...regions, ...days, "--json"]);
  const { objects } = JSON.parse(out);
  expect(Object.values<number>(objects).reduce((sum, count) => sum + count, 0)).toBe(wanted.length);
  const wrong = await trailkeep(["backfill", pattern, ...ids, ...regions]);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("{date}") });
});

it("tells by source and account what was taken and how late it was", async () => {
  const objects = logObjects(new Chance(runSeed), 10);
  const told: string[] = [];
  for (const { key, body } of objects) told.push(notification(await put(account, key, body)));
  await invoke(createHandler({}, settingsOf(account)), told.map(message));
  const { out, err, code } = await trailkeep(["status", "--ledger", account.table, "--json"]);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const status = JSON.parse(out);
  const found = await judge(account, objects);
  const written = (source: string): number => found.rows.filter((row) => row.source === source).length;
  for (const { source, records, lag } of status.sums) {
    if (source === "-") continue;
    expect(records.written, source).toBe(written(source));
    // The events are of 2 November.
    expect(lag.p50Ms).toBeGreaterThan(0);
  }
  const counted = status.sums.flatMap(({ objects: states }: { objects: Record<string, number> }) =>
    Object.values(states),
  );
  expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(objects.length);
  expect(status.open).toEqual([]);
  const shown = await trailkeep(["status", "--ledger", account.table]);
  expect(shown.out).toContain(`ledger ${account.table}`);
});
