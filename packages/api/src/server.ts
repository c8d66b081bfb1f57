import { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Engine, openQueryService, type QueryServiceOptions } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { openRetention } from "@trailkeep/core/retention/local";
import { Store } from "@trailkeep/core/store";
import type { RetentionPlace } from "@trailkeep/core/stores";
import { createApp } from "./app.ts";
import { firstCurl } from "./first-query.ts";
import { loopbackHosts } from "./guard.ts";
import { ledgerOf } from "./ledger.ts";
import { drain, listen, loopbackAddress, urlOf } from "./listen.ts";
import { jsonLog, type Log } from "./log.ts";
import { loadSample } from "./sample.ts";

export interface ServerOptions {
  /** The store's folder; `TRAILKEEP_DATA`, or `.trailkeep`, if left out. */
  readonly root?: string | undefined;
  /** The file that declares other stores; `TRAILKEEP_STORES`, or none, if left out. */
  readonly stores?: string | undefined;
  /** The table that is the ledger of a store on S3; `TRAILKEEP_LEDGER`, or none, if left out. */
  readonly ledger?: string | undefined;
  /** The files of the key that evidence is signed with, and of its anchor; see docs/retention.md if left out. */
  readonly evidenceKey?: string | undefined;
  readonly anchor?: string | undefined;
  /** `PORT`, or 8787, if left out; 0 takes a free one. */
  readonly port?: number | undefined;
  /** 127.0.0.1 if left out; only loopback is allowed. */
  readonly host?: string | undefined;
  /** Load sample data first if the store is empty. */
  readonly sampleIfEmpty?: boolean | undefined;
  /** How many records; 20,000 if left out. */
  readonly sampleRecords?: number | undefined;
  /** Log nothing but errors. */
  readonly quiet?: boolean | undefined;
  /** Where log entries go; standard error, a line of JSON each, if left out. */
  readonly log?: Log | undefined;
  /** Where lines for the user go; standard output if left out. */
  readonly say?: ((line: string) => void) | undefined;
  /** Default 1 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** How long `close` waits for replies under way, milliseconds. Default 10,000. */
  readonly graceMs?: number | undefined;
  /** Limits of the embedded engine. */
  readonly engine?: Omit<QueryServiceOptions, "store" | "others"> | undefined;
}

export interface RunningServer {
  /** As in `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Ends the replies under way, stops what still runs, and closes the store. */
  close(): Promise<void>;
}

/**
 * Serves a store over HTTP on this machine.
 * @throws TrailkeepError forbidden (a host that is not loopback), port-in-use, store-newer, store-damaged, storage-failed,
 * invalid-config (the stores file)
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const host = loopbackAddress(options.host ?? "127.0.0.1");
  const asked = options.port ?? environmentPort(process.env["PORT"]);
  const say = options.say ?? ((line) => process.stdout.write(`${line}\n`));
  const storesFile = options.stores ?? (process.env["TRAILKEEP_STORES"] || undefined);
  const others = await storesIn(storesFile);
  const places = await placesIn(storesFile);
  const store = Store.open(options.root ?? process.env["TRAILKEEP_DATA"] ?? ".trailkeep");
  const queries = openQueryService({ ...options.engine, store, others });
  let hosts: ReadonlySet<string> = new Set();
  const retention = openRetention({
    store,
    targets: await targetsOf(places),
    keyFile: options.evidenceKey,
    anchorFile: options.anchor,
  });
  const app = createApp({
    queries,
    store,
    ledger: ledgerOf(options.ledger ?? process.env["TRAILKEEP_LEDGER"]),
    retention: () => retention,
    places,
    log: options.log ?? jsonLog((line) => process.stderr.write(line), { quiet: options.quiet ?? false }),
    checkHealth: () => void store.ingestStatus(),
    hosts: () => hosts,
    maxBodyBytes: options.maxBodyBytes,
  });
  const server = httpServer(app.fetch);

  const close = async (): Promise<void> => {
    await drain(server, options.graceMs ?? 10_000, () => queries.close());
    await queries.close();
    store.close();
  };

  try {
    const port = await listen(server, asked, host);
    hosts = loopbackHosts(port);
    if (options.sampleIfEmpty === true) await loadSample(store, options.sampleRecords ?? 20_000, say);
    const url = urlOf(host, port);
    say(`Trailkeep listens on ${url} (reference: ${url}/docs). Try:\n\n  ${firstCurl(url)}\n`);
    let closed: Promise<void> | undefined;
    return { url, close: () => (closed ??= close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What reads and opens them is loaded only where there are some. */
async function storesIn(file: string | undefined): Promise<readonly Engine[]> {
  return file === undefined ? [] : (await import("@trailkeep/core/stores")).openStores(file);
}

/** The accounts and Regions that it names under `retention`. */
async function placesIn(file: string | undefined): Promise<readonly RetentionPlace[]> {
  return file === undefined ? [] : (await import("@trailkeep/core/stores")).readStores(file).retention;
}

async function targetsOf(places: readonly RetentionPlace[]) {
  return places.length === 0 ? undefined : (await import("@trailkeep/core/retention")).openPlaces(places);
}

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

function httpServer(fetch: Fetch): Server {
  const server = createAdaptorServer({ fetch, serverOptions: { requestTimeout: 60_000, headersTimeout: 15_000 } });
  if (server instanceof Server) return server;
  throw new Error("the adaptor made a server that is not HTTP/1.1");
}

function environmentPort(text: string | undefined): number {
  if (text === undefined || text === "") return 8787;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new TrailkeepError("invalid-request", {
    message: `PORT is ${JSON.stringify(text)}`,
    hint: "a port is 0 to 65535",
  });
}
