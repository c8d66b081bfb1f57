import { parseArgs } from "node:util";
import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { logsService } from "../test/aws/logs/service.ts";
import { declared, load, startMs } from "../test/engines/insights-events.ts";
import { accessKeyId, openRemote } from "../test/engines/open.ts";
import { median } from "./support/figures.ts";
import { Gates } from "./support/gates.ts";

/**
 * What the engine layer costs: the same query of the same local endpoint through the query service (plan, route, compile,
 * start, poll, page, read, order) and through the bare SDK client with the statement as text, in turn. The endpoint works
 * in this process, for both alike. Prints medians of processor time and of the clock, and of what each pair differs by. The
 * goal is 5 % or 5 ms of processor time.
 * Usage: npm run bench:engines -- [--quick]
 */

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const runs = values.quick ? 4 : 40;
const warmUps = values.quick ? 1 : 10;
const gates = new Gates(!values.quick);
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
  const pairs: (readonly [Cost, Cost])[] = [];
  for (let run = -warmUps; run < runs; run++) {
    // Whoever is second may meet what the first left to the collector: they take turns at it.
    const bareFirst = run % 2 === 0;
    const early = await cost(() => (bareFirst ? askBare(text, limit) : askLayered(query, limit)));
    const late = await cost(() => (bareFirst ? askLayered(query, limit) : askBare(text, limit)));
    if (run >= 0) pairs.push(bareFirst ? [early, late] : [late, early]);
  }
  const [processor, clock] = [told(pairs, "cpuMs"), told(pairs, "wallMs")];
  const verdict = gates.judge(processor.more <= Math.max(5, 0.05 * processor.bare));
  console.log(`${limit} rows: processor ${processor.text}; clock ${clock.text}; goal 5 % or 5 ms: ${verdict}`);
}
client.destroy();
await opened.close();
gates.end();

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function told(pairs: readonly (readonly [Cost, Cost])[], kind: keyof Cost) {
  const bare = median(pairs.map(([without]) => without[kind]));
  const layered = median(pairs.map(([, withLayer]) => withLayer[kind]));
  const more = median(pairs.map(([without, withLayer]) => withLayer[kind] - without[kind]));
  const text = `${bare.toFixed(1)} ms bare, ${layered.toFixed(1)} ms layered, ${more.toFixed(1)} ms more`;
  return { bare, more, text };
}

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

async function cost(work: () => Promise<void>): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1_000 };
}
