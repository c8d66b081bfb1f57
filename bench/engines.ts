import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { logsService } from "../test/aws/logs/service.ts";
import { declared, load, startMs } from "../test/engines/insights-events.ts";
import { accessKeyId, openRemote } from "../test/engines/open.ts";

/**
 * What the engine layer costs: the same query of the same local endpoint through the query service (plan, route, compile,
 * start, poll, page, read, order) and through the bare SDK client with the statement as text, in turn. Prints medians,
 * the ratio and the difference. The goal is 1.05 times or 5 ms.
 * Usage: npm run bench:engines
 */

const runs = 40;
const nowMs = startMs + 86_400_000;
const logs = logsService({ now: () => nowMs });
const opened = await openRemote({ services: [logs.service], nowMs, declared });
const client = new CloudWatchLogsClient({
  region: "eu-west-1",
  endpoint: opened.endpoint.url,
  credentials: { accessKeyId, secretAccessKey: "secret" },
});
load(logs, 5_000);

for (const limit of [1, 100, 2_000]) {
  const end = new Date(startMs + limit * 1_000).toISOString();
  const query = {
    from: "cloudtrail",
    time: { start: "2026-03-01", end },
    select: ["eventTime", "eventID", "eventName"],
  };
  const { engines } = await opened.service.explain(query, { engine: "remote" });
  const text = engines.find(({ engine }) => engine === "remote")?.statement?.text ?? "";
  const [bare, layered]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    bare.push(await timed(() => askBare(text, limit)));
    layered.push(await timed(() => askLayered(query, limit)));
  }
  const [without, withLayer] = [median(bare), median(layered)];
  const ratio = (withLayer / without).toFixed(2);
  process.stdout.write(
    `${limit} rows: bare client ${without.toFixed(1)} ms, query service ${withLayer.toFixed(1)} ms, ` +
      `${ratio} times, ${(withLayer - without).toFixed(1)} ms more\n`,
  );
}
client.destroy();
await opened.close();

/** Starts, asks for the state and takes the rows, as the engine does. */
async function askBare(queryString: string, rows: number): Promise<void> {
  logs.schedule.next("Complete");
  // The window that the dialect asks for: the range, and 15 minutes on either side.
  const window = { startTime: startMs / 1_000 - 900, endTime: startMs / 1_000 + rows + 900 };
  const started = await client.send(
    new StartQueryCommand({ logGroupIdentifiers: ["trail/one"], queryString, ...window }),
  );
  const { queryId } = started;
  await client.send(new GetQueryResultsCommand({ queryId, maxItems: 1 }));
  const { results = [] } = await client.send(new GetQueryResultsCommand({ queryId, maxItems: 10_000 }));
  check(results.length, rows);
}

async function askLayered(query: unknown, rows: number): Promise<void> {
  logs.schedule.next("Complete");
  const reply = await opened.answer(query, { pageSize: 10_000 });
  check(reply.rows.length, rows);
}

function check(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} rows instead of ${expected}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
