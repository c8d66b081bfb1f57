import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SourceName, sourceNames, sourceOf } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LogsService, logsService } from "../aws/logs/service.ts";
import { type LogsSwitches, otherLogs, usualLogs } from "../aws/logs/switches.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { untilEnded } from "../until-ended.ts";
import { discoveredRows } from "./corpus/discovered/data.ts";
import { discovered } from "./corpus/discovered/index.ts";
import { messageOf } from "./corpus/discovered/message.ts";
import { nowMs } from "./corpus/index.ts";

/** The sources that only Logs Insights holds, asked through the engine and AWS's client, under every reading. */

const sources = sourceNames.filter((name) => !sourceOf(name).stores.includes("local"));

function load(logs: LogsService): void {
  for (const source of sources) {
    const rows = discoveredRows.filter((row) => row.source === source);
    logs.load(
      { name: `/logs/${source}` },
      rows.map((row) => ({ timestamp: row.timeMs, message: messageOf(row) })),
    );
  }
}

function stores(url: string, { readings: { jsonNull } }: LogsSwitches): string {
  const places = (source: SourceName) => `      ${source}: { logGroups: [/logs/${source}] }`;
  return `stores:
  logs:
    engine: insights
    region: eu-west-1
    endpoint: ${url}
    jsonNull: ${jsonNull}
    sources:
${sources.map(places).join("\n")}
`;
}

const readings: readonly (readonly [string, LogsSwitches])[] = [["as usual", usualLogs], ...Object.entries(otherLogs)];

describe.each(readings)("Logs Insights answers: %s", (_, switches) => {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-logs-"));
  let endpoint: AwsEndpoint;
  let store: Store;
  let service: QueryService;

  beforeAll(async () => {
    const logs = logsService({ switches, now: () => nowMs });
    load(logs);
    endpoint = await startAwsEndpoint({ services: [logs.service] });
    const file = join(folder, "stores.yaml");
    writeFileSync(file, stores(endpoint.url, switches));
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
    store = Store.open(join(folder, "store"));
    service = openQueryService({ store, now: () => nowMs, others: await openStores(file, { credentials }) });
  });
  afterAll(async () => {
    await service.close();
    store.close();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(discovered.map((entry) => [entry.name, entry] as const))("%s", async (__, { query, rows }) => {
    const { id } = await service.start(query, { engine: "logs", pageSize: 100 });
    const answer = await untilEnded(service, id);
    expect(answer.error).toBeNull();
    expect(answer.rows).toEqual(rows);
  });
});
