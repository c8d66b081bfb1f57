import {
  openQueryService,
  type QueryOptions,
  type QueryReply,
  type QueryService,
  type Row,
} from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { planQuery } from "@trailkeep/core/query";
import { Store } from "@trailkeep/core/store";
import { Interrupted } from "../exit.ts";

/** A finished query: its reply, and all its rows as often as they are asked for, a page in memory at a time. */
export interface Answer {
  readonly reply: QueryReply;
  pages(): AsyncIterable<readonly Row[]>;
}

/** Where the stores are: the folder, and the file that declares others. */
export interface Place {
  readonly data: string;
  readonly stores?: string | undefined;
}

export interface Asking<M> extends Place {
  readonly query: unknown;
  readonly options: Omit<QueryOptions, "pageSize">;
  readonly signal: AbortSignal;
  /** Work that can be done while the query runs. */
  readonly meanwhile: () => Promise<M>;
}

/** Wide rows are a few kilobytes each: a page stays within some megabytes. */
const pageSize = 2_000;
const waitMs = 60_000;

/** Opens the service over the stores for as long as `use` works. */
export async function withService<T>({ data, stores }: Place, use: (service: QueryService) => Promise<T>): Promise<T> {
  const others = stores === undefined ? [] : await (await import("@trailkeep/core/stores")).openStores(stores);
  const store = Store.open(data);
  try {
    const service = openQueryService({ store, others });
    try {
      return await use(service);
    } finally {
      await service.close();
    }
  } finally {
    store.close();
  }
}

/**
 * Asks a query and hands on the answer, and what was done meanwhile, while its result stands. Throws what the query failed
 * with, and Interrupted.
 */
export async function withAnswer<M, T>(
  asking: Asking<M>,
  use: (answer: Answer, meanwhile: M) => Promise<T>,
): Promise<T> {
  // The service does the same again; a mistake is told before the store is opened, which takes longer.
  planQuery(asking.query, Date.now(), asking.options.parameters);
  return withService(asking, async (service) => {
    const { id } = await service.start(asking.query, { ...asking.options, pageSize });
    const [reply, meanwhile] = await Promise.all([finished(service, id, asking.signal), asking.meanwhile()]);
    return use({ reply, pages: () => pagesOf(service, reply, asking.signal) }, meanwhile);
  });
}

async function finished(service: QueryService, id: string, signal: AbortSignal): Promise<QueryReply> {
  const cancel = () => void service.cancel(id).catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    for (;;) {
      if (signal.aborted) cancel();
      const reply = await service.wait(id, waitMs);
      if (signal.aborted) throw new Interrupted("stopped; the query was cancelled");
      if (reply.status === "succeeded") return reply;
      if (reply.error !== null) throw new TrailkeepError(reply.error.code, reply.error.problems);
      if (reply.status === "cancelled") throw new TrailkeepError("cancelled", "the query was cancelled");
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function* pagesOf(service: QueryService, reply: QueryReply, signal: AbortSignal): AsyncIterable<readonly Row[]> {
  let { rows, nextCursor } = { rows: reply.rows, nextCursor: reply.nextCursor };
  for (;;) {
    if (signal.aborted) throw new Interrupted("stopped");
    if (rows.length > 0) yield rows;
    if (nextCursor === null) return;
    ({ rows, nextCursor } = await service.page(reply.id, nextCursor, pageSize));
  }
}
