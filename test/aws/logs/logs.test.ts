import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  type DescribeLogGroupsCommandInput,
  DescribeLogStreamsCommand,
  DescribeQueriesCommand,
  GetLogGroupFieldsCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsEndpoint, startAwsEndpoint } from "../server.ts";
import { type LogsService, logsService } from "./service.ts";
import { otherLogs } from "./switches.ts";

const startSeconds = Date.parse("2026-03-01T00:00:00Z") / 1000;
const nowMs = (startSeconds + 3600) * 1000;

let endpoint: AwsEndpoint;
let logs: LogsService;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  logs = logsService({ now: () => nowMs });
  endpoint = await startAwsEndpoint({ services: [logs.service], region: "eu-west-1" });
  client = new CloudWatchLogsClient({
    endpoint: endpoint.url,
    region: "eu-west-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  });
});
afterEach(() => endpoint.close());

/** So many events, a second apart. */
function load(count: number, group: Parameters<LogsService["load"]>[0] = { name: "app" }): void {
  const events = Array.from({ length: count }, (_, n) => ({
    timestamp: (startSeconds + n) * 1000,
    message: JSON.stringify({ n, ok: n % 2 === 0 }),
  }));
  logs.load(group, events);
}

async function start(input: Partial<StartQueryCommandInput>): Promise<string> {
  const defaults = { queryString: "fields n", startTime: startSeconds, endTime: startSeconds + 86_400 };
  const command = new StartQueryCommand({ ...defaults, ...input });
  const { queryId } = await client.send(command);
  if (queryId === undefined) throw new Error("no query id");
  return queryId;
}

async function results(queryId: string, page: { maxItems?: number; nextToken?: string } = {}) {
  return client.send(new GetQueryResultsCommand({ queryId, ...page }));
}

/** All rows of a query's first page, once it is complete. */
async function ask(queryString: string, input: Partial<StartQueryCommandInput> = { logGroupName: "app" }) {
  logs.schedule.next("Complete");
  const { results: rows } = await results(await start({ queryString, ...input }));
  return (rows ?? []).map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

describe("queries", () => {
  test("run by steps, with the rows found so far, and end with statistics", async () => {
    load(4);
    logs.schedule.next("Scheduled", "Running", "Complete");
    const id = await start({ logGroupName: "app", queryString: "fields n | filter ok = 1" });
    expect(logs.active()).toBe(1);
    const polls = [await results(id), await results(id), await results(id), await results(id)];
    expect(polls.map(({ status }) => status)).toEqual(["Scheduled", "Running", "Complete", "Complete"]);
    expect(polls.map(({ results: rows }) => rows?.length)).toEqual([0, 1, 2, 2]);
    const bytes = ['{"n":0,"ok":true}', '{"n":1,"ok":false}', '{"n":2,"ok":true}', '{"n":3,"ok":false}'].join(
      "",
    ).length;
    expect(polls[2]?.statistics).toEqual({ recordsMatched: 2, recordsScanned: 4, bytesScanned: bytes });
    expect(logs.active()).toBe(0);
  });

  test("an event's row carries a pointer to it, a group's row does not", async () => {
    load(1);
    const [row] = await ask("fields n");
    expect(Object.keys(row ?? {})).toEqual(["n", "@ptr"]);
    expect(await ask("stats count(*) as c")).toEqual([{ c: "1" }]);
  });

  test("the window's ends are both in it, to the instant or to the second", async () => {
    const event = (ms: number) => ({ timestamp: startSeconds * 1000 + ms, message: `{"ms":${ms}}` });
    const events = [event(-1), event(0), event(1000), event(1500), event(2000)];
    logs.load({ name: "app" }, events);
    const input = { logGroupName: "app", startTime: startSeconds, endTime: startSeconds + 1 };
    const seen = async () => (await ask("fields ms | sort ms asc", input)).map(({ ms }) => ms);
    expect(await seen()).toEqual(["0", "1000"]);

    const other = logsService({ switches: otherLogs["the last second is whole"] ?? {}, now: () => nowMs });
    other.load({ name: "app" }, events);
    const { queryId } = Object(
      await other.service.operations["StartQuery"]?.({ queryString: "fields ms", ...input }, context),
    );
    await other.service.operations["GetQueryResults"]?.({ queryId }, context);
    const answer = Object(await other.service.operations["GetQueryResults"]?.({ queryId }, context));
    expect(answer.results).toHaveLength(3);
  });

  test("pages of a complete result", async () => {
    load(5);
    logs.schedule.next("Complete");
    const id = await start({ logGroupName: "app", queryString: "fields n | sort n asc" });
    const first = await results(id, { maxItems: 2 });
    const second = await results(id, { maxItems: 2, nextToken: first.nextToken ?? "" });
    const third = await results(id, { maxItems: 2, nextToken: second.nextToken ?? "" });
    const values = [first, second, third].map(({ results: rows }) => rows?.map(([cell]) => cell?.value));
    expect(values).toEqual([["0", "1"], ["2", "3"], ["4"]]);
    expect(third.nextToken).toBeUndefined();
    await expect(results(id, { nextToken: "bm8=" })).rejects.toThrow("NextToken");
  });

  test("the limit beside a query, and 10,000 without one", async () => {
    load(10_001);
    logs.schedule.next("Complete");
    const id = await start({ logGroupName: "app", limit: 10_001 });
    const first = await results(id);
    expect(first.results).toHaveLength(10_000);
    const rest = await results(id, { nextToken: first.nextToken ?? "" });
    expect(rest.results).toHaveLength(1);
    expect(await ask("fields n")).toHaveLength(10_000);
    expect(await ask("fields n | limit 3", { logGroupName: "app", limit: 2 })).toHaveLength(2);
  });

  test("several groups, of several accounts", async () => {
    load(1);
    load(1, { name: "app", accountId: "444455556666" });
    const arn = "arn:aws:logs:eu-west-1:444455556666:log-group:app";
    expect(await ask("stats count(*) as c by @log | sort @log asc", { logGroupIdentifiers: ["app", arn] })).toEqual([
      { "@log": "111122223333:app", c: "1" },
      { "@log": "444455556666:app", c: "1" },
    ]);
    const counted = (source: string) => ask(`SOURCE ${source} | stats count(*) as c`, {});
    expect(await counted("logGroups(namePrefix: ['ap'])")).toEqual([{ c: "2" }]);
    expect(await counted("logGroups(namePrefix: ['ap'], accountIdentifiers: ['444455556666'])")).toEqual([{ c: "1" }]);
    expect(await counted("logGroups(class: ['INFREQUENT_ACCESS'])")).toEqual([]);
  });

  test.each([
    ["no group", {}, "InvalidParameterException"],
    ["two ways to name groups", { logGroupName: "app", logGroupNames: ["app"] }, "InvalidParameterException"],
    ["groups and SOURCE", { logGroupName: "app", queryString: "SOURCE 'app' | fields n" }, "InvalidParameterException"],
    ["51 groups", { logGroupNames: Array.from({ length: 51 }, () => "app") }, "InvalidParameterException"],
    [
      "an ARN with a star",
      { logGroupIdentifiers: ["arn:aws:logs:eu-west-1:111122223333:log-group:app:*"] },
      "InvalidParameterException",
    ],
    ["a group that is not there", { logGroupName: "nowhere" }, "ResourceNotFoundException"],
    ["an inverted window", { logGroupName: "app", startTime: 2, endTime: 1 }, "InvalidParameterException"],
    [
      "10,001 characters",
      { logGroupName: "app", queryString: `fields n #${" ".repeat(9_991)}` },
      "InvalidParameterException",
    ],
    ["a limit beyond 100,000", { logGroupName: "app", limit: 100_001 }, "InvalidParameterException"],
    ["garbage", { logGroupName: "app", queryString: "select 1" }, "MalformedQueryException"],
    ["a group that only delivers", { logGroupName: "delivery" }, "InvalidParameterException"],
    ["groups of two classes", { logGroupNames: ["app", "rare"] }, "InvalidParameterException"],
  ])("refuses %s", async (_, input, code) => {
    load(1);
    load(1, { name: "rare", class: "INFREQUENT_ACCESS" });
    load(1, { name: "delivery", class: "DELIVERY" });
    await expect(start(input)).rejects.toMatchObject({ name: code });
  });

  test("takes 10,000 characters", async () => {
    load(1);
    expect(await ask(`fields n #${" ".repeat(9_990)}`)).toHaveLength(1);
  });

  test("says where a query is malformed", async () => {
    load(1);
    const queryCompileError = { location: { startCharOffset: 9, endCharOffset: 14 } };
    await expect(start({ logGroupName: "app", queryString: "fields n wrong" })).rejects.toMatchObject({
      queryCompileError,
    });
  });

  test("100 at once, and no more", async () => {
    load(1);
    const ids = await Promise.all(Array.from({ length: 100 }, () => start({ logGroupName: "app" })));
    await expect(start({ logGroupName: "app" })).rejects.toMatchObject({ name: "LimitExceededException" });
    await client.send(new StopQueryCommand({ queryId: ids[0] }));
    await start({ logGroupName: "app" });
  });

  test("stop, fail, time out; what has ended can't be stopped", async () => {
    load(2);
    const id = await start({ logGroupName: "app" });
    expect((await client.send(new StopQueryCommand({ queryId: id }))).success).toBe(true);
    expect(await results(id)).toMatchObject({ status: "Cancelled", results: [] });
    await expect(client.send(new StopQueryCommand({ queryId: id }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    logs.schedule.next("Failed");
    expect(await results(await start({ logGroupName: "app" }))).toMatchObject({ status: "Failed", results: [] });
    logs.schedule.next("Running", "Timeout");
    const slow = await start({ logGroupName: "app" });
    await results(slow);
    expect(await results(slow)).toMatchObject({ status: "Timeout", results: [] });
    await expect(results("7c5c1ac1-0000-4000-8000-000000000000")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("are listed, the newest first", async () => {
    load(1);
    const first = await start({ logGroupName: "app", queryString: "fields a" });
    const second = await start({ logGroupName: "app", queryString: "fields b" });
    const { queries } = await client.send(new DescribeQueriesCommand({ logGroupName: "app", status: "Running" }));
    expect(queries?.map(({ queryId, queryString }) => [queryId, queryString])).toEqual([
      [second, "fields b"],
      [first, "fields a"],
    ]);
  });

  test("an Infrequent Access group discovers nothing", async () => {
    load(1, { name: "rare", class: "INFREQUENT_ACCESS" });
    const seen = await ask("fields n, jsonParse(@message).n as m", { logGroupName: "rare" });
    expect(seen).toMatchObject([{ m: "0" }]);
    expect(Object.keys(seen[0] ?? {})).toEqual(["m", "@ptr"]);
  });
});

describe("groups, streams and events", () => {
  test("made, listed by pages, deleted", async () => {
    for (const name of ["a1", "a2", "b1"]) await client.send(new CreateLogGroupCommand({ logGroupName: name }));
    await client.send(new CreateLogGroupCommand({ logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" }));
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: "a1" }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
    });
    await expect(client.send(new CreateLogGroupCommand({ logGroupName: "no spaces" }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const listed = async (input: DescribeLogGroupsCommandInput) => {
      const { logGroups, nextToken } = await client.send(new DescribeLogGroupsCommand(input));
      return { names: logGroups?.map(({ logGroupName }) => logGroupName), nextToken };
    };
    const first = await listed({ limit: 2 });
    expect(first.names).toEqual(["a1", "a2"]);
    expect((await listed({ limit: 2, nextToken: first.nextToken })).names).toEqual(["b1", "rare"]);
    expect((await listed({ logGroupNamePrefix: "a" })).names).toEqual(["a1", "a2"]);
    expect((await listed({ logGroupNamePattern: "1" })).names).toEqual(["a1", "b1"]);
    expect((await listed({ logGroupClass: "INFREQUENT_ACCESS" })).names).toEqual(["rare"]);
    await expect(listed({ logGroupNamePrefix: "a", logGroupNamePattern: "1" })).rejects.toThrow("exclude");
    await client.send(new DeleteLogGroupCommand({ logGroupName: "b1" }));
    expect((await listed({})).names).toEqual(["a1", "a2", "rare"]);
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "a1" }));
    expect(logGroups?.[0]).toMatchObject({
      arn: "arn:aws:logs:eu-west-1:111122223333:log-group:a1:*",
      logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:a1",
      logGroupClass: "STANDARD",
      creationTime: nowMs,
    });
  });

  test("retention takes AWS's values alone", async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: "app" }));
    const days = async () => {
      const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
      return logGroups?.[0]?.retentionInDays;
    };
    await client.send(new PutRetentionPolicyCommand({ logGroupName: "app", retentionInDays: 90 }));
    expect(await days()).toBe(90);
    await expect(
      client.send(new PutRetentionPolicyCommand({ logGroupName: "app", retentionInDays: 91 })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName: "app" }));
    expect(await days()).toBeUndefined();
  });

  const put = (timestamps: readonly number[], message = '{"a":1}') =>
    client.send(
      new PutLogEventsCommand({
        logGroupName: "app",
        logStreamName: "s",
        logEvents: timestamps.map((timestamp) => ({ timestamp, message })),
      }),
    );

  test("events in order, in time, within a day; the rest is told", async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: "app" }));
    await expect(put([nowMs])).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await client.send(new CreateLogStreamCommand({ logGroupName: "app", logStreamName: "s" }));
    expect((await put([nowMs - 1, nowMs])).rejectedLogEventsInfo).toBeUndefined();
    const day = 86_400_000;
    expect((await put([nowMs - 14 * day - 1, nowMs - 14 * day])).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
    });
    expect((await put([nowMs, nowMs + 7_200_001])).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    await expect(put([nowMs, nowMs - 1])).rejects.toThrow("chronological order");
    await expect(put([nowMs - day - 1, nowMs])).rejects.toThrow("24 hours");
    await expect(put([nowMs], "x".repeat(1_048_551))).rejects.toThrow();
    await expect(put([])).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect(
      await ask("stats count(*) as c", { logGroupName: "app", endTime: startSeconds + 90_000, startTime: 0 }),
    ).toEqual([{ c: "4" }]);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: "app" }));
    expect(logStreams).toMatchObject([{ logStreamName: "s", lastEventTimestamp: nowMs, lastIngestionTime: nowMs }]);
    const { logGroupFields } = await client.send(new GetLogGroupFieldsCommand({ logGroupName: "app" }));
    expect(logGroupFields).toContainEqual({ name: "a", percent: 100 });
  });
});

test("keys that have expired are refused as everywhere", async () => {
  load(1);
  endpoint.credentials.expire("AKID");
  await expect(start({ logGroupName: "app" })).rejects.toMatchObject({ name: "ExpiredTokenException" });
  endpoint.credentials.clear();
  expect(await start({ logGroupName: "app" })).toMatch(/^[0-9a-f-]{36}$/);
});

const context = { accessKeyId: "AKID", region: "eu-west-1" };
