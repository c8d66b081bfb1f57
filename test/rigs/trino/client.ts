import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "lossless-json";
import { z } from "zod";

/**
 * Trino's client protocol, as far as the rigs speak it.
 * @see https://trino.io/docs/476/develop/client-protocol.html
 */
const errorSchema = z.object({
  message: z.string(),
  errorName: z.string(),
  errorType: z.string(),
  errorLocation: z.object({ lineNumber: z.coerce.number(), columnNumber: z.coerce.number() }).optional(),
});
const responseSchema = z.object({
  id: z.string(),
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  error: errorSchema.optional(),
  stats: z.object({
    state: z.string(),
    physicalInputBytes: z.coerce.number(),
    processedRows: z.coerce.number(),
    elapsedTimeMillis: z.coerce.number(),
  }),
});
type Response = z.infer<typeof responseSchema>;

export interface TrinoColumn {
  readonly name: string;
  /** As in `varchar(3)` or `timestamp(3)`. */
  readonly type: string;
}

export interface TrinoStatistics {
  /** Bytes that were read from the files, compressed. */
  readonly physicalInputBytes: number;
  readonly processedRows: number;
  readonly elapsedMs: number;
}

export interface TrinoResult {
  readonly columns: readonly TrinoColumn[];
  /** Cells as the protocol gives them, but numbers as their text, which holds all their digits. */
  readonly rows: readonly (readonly unknown[])[];
  readonly statistics: TrinoStatistics;
}

/** A statement that Trino refused or that failed; the location is in the statement's own lines and columns. */
export class TrinoError extends Error {
  /** As in `SYNTAX_ERROR` or `COLUMN_NOT_FOUND`. */
  readonly code: string;
  /** `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES` or `EXTERNAL`. */
  readonly type: string;

  constructor({ message, errorName, errorType }: z.infer<typeof errorSchema>) {
    super(message);
    this.name = "TrinoError";
    this.code = errorName;
    this.type = errorType;
  }
}

export interface QueryOptions {
  readonly catalog?: string;
  readonly schema?: string;
  readonly session?: Readonly<Record<string, string>>;
  /** Stops the query on the server. */
  readonly signal?: AbortSignal;
  /** Called as often as the server answers. */
  readonly onProgress?: (statistics: TrinoStatistics) => void;
}

const retries = 40;

/** Speaks to one Trino. */
export class TrinoClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Runs a statement and gives all of its result.
   * @throws {TrinoError} what Trino says; a node that is not up yet is waited for
   */
  async query(text: string, options: QueryOptions = {}): Promise<TrinoResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#run(text, options);
      } catch (error) {
        if (!(error instanceof TrinoError) || error.code !== "NO_NODES_AVAILABLE" || attempt === retries) throw error;
        await sleep(250);
      }
    }
  }

  async #run(text: string, options: QueryOptions): Promise<TrinoResult> {
    const headers = {
      "X-Trino-User": "test",
      "X-Trino-Time-Zone": "UTC",
      // Without it times are cut to milliseconds.
      "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
      ...(options.catalog === undefined ? {} : { "X-Trino-Catalog": options.catalog }),
      "X-Trino-Session": Object.entries(options.session ?? {})
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join(","),
      ...(options.schema === undefined ? {} : { "X-Trino-Schema": options.schema }),
    };
    const rows: (readonly unknown[])[] = [];
    let columns: readonly TrinoColumn[] = [];
    let response = await answer(`${this.#url}/v1/statement`, { method: "POST", body: text, headers });
    for (;;) {
      options.onProgress?.(statisticsOf(response));
      columns = response.columns ?? columns;
      rows.push(...(response.data ?? []));
      if (response.error !== undefined) throw new TrinoError(response.error);
      if (response.nextUri === undefined) return { columns, rows, statistics: statisticsOf(response) };
      if (options.signal?.aborted === true) {
        await fetch(response.nextUri, { method: "DELETE", headers });
        throw options.signal.reason;
      }
      response = await answer(response.nextUri, { headers });
    }
  }
}

function statisticsOf({ stats }: Response): TrinoStatistics {
  const { physicalInputBytes, processedRows, elapsedTimeMillis } = stats;
  return { physicalInputBytes, processedRows, elapsedMs: elapsedTimeMillis };
}

/** The protocol asks to try again on 502, 503 and 504, and after a while on 429. */
async function answer(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const reply = await fetch(url, init);
    if (reply.ok) return responseSchema.parse(parse(await reply.text(), undefined, (number) => number));
    const body = await reply.text();
    if (![429, 502, 503, 504].includes(reply.status)) throw new Error(`Trino answered ${reply.status}: ${body}`);
    await sleep(100);
  }
}
