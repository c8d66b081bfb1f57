import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openQueryService, type QueryOptions, type QueryReply, type QueryService } from "@trailkeep/core/engine";
import { describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import type { AwsService } from "../aws/service.ts";
import { untilEnded } from "../until-ended.ts";

/** The query service over an empty folder and one store, `remote`, at a local AWS endpoint. */
export interface Opened {
  readonly endpoint: AwsEndpoint;
  readonly service: QueryService;
  /** Asks the store, and waits for the end. */
  answer(query: unknown, options?: QueryOptions): Promise<QueryReply>;
  /** What asking fails with, `code: problems`; `no error` if it does not. */
  failureOf(query: unknown, options?: QueryOptions): Promise<string>;
  /** Every row of a result, page by page. */
  everyRow(reply: QueryReply): Promise<QueryReply["rows"]>;
  close(): Promise<void>;
}

export interface OpenInput {
  readonly services: readonly AwsService[];
  readonly nowMs: number;
  /** The store's declaration, without region and endpoint. */
  readonly declared: Readonly<Record<string, unknown>>;
}

/** The access key that the store is asked with. */
export const accessKeyId = "AKIDONE";

export async function openRemote({ services, nowMs, declared }: OpenInput): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-engines-"));
  const endpoint = await startAwsEndpoint({ services, region: "eu-west-1" });
  const file = join(folder, "stores.json");
  const remote = { region: "eu-west-1", endpoint: endpoint.url, ...declared };
  writeFileSync(file, JSON.stringify({ stores: { remote } }));
  const credentials = { accessKeyId, secretAccessKey: "secret" };
  const store = Store.open(join(folder, "store"));
  const others = await openStores(file, { credentials, now: () => nowMs });
  const service = openQueryService({ store, now: () => nowMs, others });
  const answer: Opened["answer"] = async (query, options = {}) => {
    const { id } = await service.start(query, { engine: "remote", ...options });
    return untilEnded(service, id);
  };
  return {
    endpoint,
    service,
    answer,
    failureOf: async (query, options) => toldBy(() => answer(query, options)),
    everyRow: (reply) => everyRow(service, reply),
    async close() {
      await service.close();
      store.close();
      await endpoint.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function toldBy(ask: () => Promise<QueryReply>): Promise<string> {
  try {
    const { error } = await ask();
    return error === null ? "no error" : `${error.code}: ${error.problems.map(sentence).join("; ")}`;
  } catch (error) {
    if (error instanceof TrailkeepError) return `${error.code}: ${error.problems.map(sentence).join("; ")}`;
    throw error;
  }
}

async function everyRow(service: QueryService, { id, rows, nextCursor }: QueryReply): Promise<QueryReply["rows"]> {
  const all = [...rows];
  for (let cursor = nextCursor; cursor !== null; ) {
    const page = await service.page(id, cursor);
    for (const row of page.rows) all.push(row);
    cursor = page.nextCursor;
  }
  return all;
}
