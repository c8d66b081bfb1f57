import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import PQueue from "p-queue";
import { queryArrivals, readArrival } from "../../archive/arrived.ts";
import { queryDeletedDays, readDeletedDay } from "../../archive/deleted.ts";
import { getArchiveMark, readArchiveMark } from "../../archive/mark.ts";
import type { KeptSourceName } from "../../catalog/index.ts";
import type { StoreTables } from "../../dialect/target.ts";
import type { Scan } from "../../query/plan.ts";
import type { AthenaConfig } from "../../stores/schema.ts";
import { type AwsCredentials, dynamodbClient } from "../aws.ts";
import type { Deleted } from "../types.ts";

/** Objects that are looked up at once. */
const lookups = 16;

type Tables = Partial<Record<KeptSourceName, StoreTables>>;

/** How far archives go, as the ledger says for each statement anew. One client serves all of an engine's statements. */
export class ArchiveMarks {
  readonly #config: AthenaConfig;
  readonly #credentials: AwsCredentials | undefined;
  #client: Promise<DynamoDBClient> | null = null;

  constructor(config: AthenaConfig, credentials: AwsCredentials | undefined) {
    this.#config = config;
    this.#credentials = credentials;
  }

  /**
   * The tables whose archive is kept by a mover, for one statement. A move that ends afterwards changes nothing for the
   * statement, since fresh files outlive their move.
   * @throws what the SDK throws
   */
  async tables(sources: Iterable<KeptSourceName>): Promise<Tables> {
    const marked = await Promise.all([...new Set(sources)].map((source) => this.#tablesOf(source)));
    return Object.assign({}, ...marked);
  }

  /**
   * The days of a scan's range that retention deleted from an archive whose ledger is named.
   * @throws what the SDK throws
   */
  async deleted({ source, startMs, endMs }: Scan): Promise<readonly Deleted[]> {
    const place = this.#config.sources[source];
    if (place?.shape !== "store" || place.ledger === undefined) return [];
    const { paginateQuery } = await import("@aws-sdk/client-dynamodb");
    const range = { from: startMs === null ? null : dayOf(startMs), through: endMs === null ? null : dayOf(endMs - 1) };
    const days: Deleted[] = [];
    for await (const { Items = [] } of paginateQuery(
      { client: await this.#dynamo() },
      queryDeletedDays(place.ledger, source, range),
    )) {
      days.push(...Items.map(readDeletedDay));
    }
    return days;
  }

  /**
   * When S3 has objects since that the ledger knows, epoch milliseconds, by URI; null where no ledger is named.
   * @throws what the SDK throws
   */
  async arrivals(source: KeptSourceName, inputObjects: readonly string[]): Promise<ReadonlyMap<string, number> | null> {
    const place = this.#config.sources[source];
    if (place?.shape !== "store" || place.ledger === undefined) return null;
    const { ledger } = place;
    const { QueryCommand } = await import("@aws-sdk/client-dynamodb");
    const client = await this.#dynamo();
    const queue = new PQueue({ concurrency: lookups });
    const found = await queue.addAll(
      inputObjects.map((uri) => async () => {
        const { Items } = await client.send(new QueryCommand(queryArrivals(ledger, uri)));
        return [uri, readArrival(Items)] as const;
      }),
    );
    return new Map(found.flatMap(([uri, atMs]) => (atMs === null ? [] : [[uri, atMs] as const])));
  }

  async close(): Promise<void> {
    (await this.#client)?.destroy();
  }

  async #tablesOf(source: KeptSourceName): Promise<Tables> {
    const place = this.#config.sources[source];
    if (place?.shape !== "store" || place.ledger === undefined) return {};
    const { shape, fresh, archive, ledger } = place;
    return { [source]: { shape, fresh, archive, archivedThrough: await this.#read(ledger, source) } };
  }

  async #read(table: string, source: KeptSourceName): Promise<string | null> {
    const { GetItemCommand } = await import("@aws-sdk/client-dynamodb");
    const { Item } = await (await this.#dynamo()).send(new GetItemCommand(getArchiveMark(table, source)));
    return readArchiveMark(Item).through;
  }

  #dynamo(): Promise<DynamoDBClient> {
    const { dynamodbEndpoint: endpoint } = this.#config;
    this.#client ??= dynamodbClient({ ...this.#config, endpoint, credentials: this.#credentials });
    return this.#client;
  }
}

/** The day of a moment, UTC. */
function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
