import { expect, test } from "vitest";
import { logsService } from "../aws/logs/service.ts";
import { otherLogs } from "../aws/logs/switches.ts";
import { counted, declared, ids, load, startMs } from "./insights-events.ts";
import { type Opened, openRemote } from "./open.ts";

/** A result of more rows than a run of Logs Insights gives: 100,000. */

const nowMs = startMs + 86_400_000;

async function opened(
  count: number,
  everyMs: number,
  options: Parameters<typeof logsService>[0] = {},
): Promise<Opened> {
  const logs = logsService({ now: () => nowMs, ...options });
  load(logs, count, everyMs);
  return openRemote({ services: [logs.service], nowMs, declared });
}

test.each([
  ["an end is an instant", {}],
  ["an end is a whole second", { switches: otherLogs["the last second is whole"] ?? {} }],
])("it is gathered from parts of the time, each row once, where %s", async (_, options) => {
  const remote = await opened(110_000, 250, options);
  const reply = await remote.answer(ids, { pageSize: 10_000 });
  expect(reply.error).toBeNull();
  const rows = await remote.everyRow(reply);
  expect(rows.map(([eventID]) => eventID)).toEqual(
    Array.from({ length: 110_000 }, (_, n) => `E${String(n).padStart(6, "0")}`),
  );
  // The whole, its halves, and the halves of the one that holds nearly everything.
  expect(remote.endpoint.calls.count("Logs_20140328", "StartQuery")).toBeLessThanOrEqual(5);
  await remote.close();
});

test("it is refused where it cannot be had in parts", async () => {
  const remote = await opened(100_001, 100);
  const query = { ...counted, groupBy: ["eventID"], orderBy: undefined };
  expect(await remote.failureOf(query)).toMatch(/^exhausted: the result has 100000 rows or more, .* so it may be cut/);
  await remote.close();
});
