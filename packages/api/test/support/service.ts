import { mkdtempSync, rmSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LogEntry, type ServerOptions, startServer } from "@trailkeep/api";

import { ingest } from "@trailkeep/ingest";
import { afterAll } from "vitest";
import { Conformance } from "./document.ts";
import { type Ask, type Reply, send } from "./http.ts";
import { writeInput } from "./input.ts";

/** A server on a free port over a folder of its own. Every reply is held against the OpenAPI document. */
export class Service {
  readonly url: string;
  readonly root: string;
  readonly conformance: Conformance;
  readonly log: readonly LogEntry[];
  readonly said: readonly string[];
  readonly #close: () => Promise<void>;

  private constructor(
    parts: Pick<Service, "url" | "root" | "conformance" | "log" | "said"> & { close: () => Promise<void> },
  ) {
    this.url = parts.url;
    this.root = parts.root;
    this.conformance = parts.conformance;
    this.log = parts.log;
    this.said = parts.said;
    this.#close = parts.close;
  }

  static async start(options: ServerOptions & { readonly filled?: boolean } = {}): Promise<Service> {
    const { filled = true, ...server } = options;
    const root = server.root ?? join(scratchFolder(), "store");
    if (filled) {
      const input = scratchFolder();
      writeInput(input);
      await ingest([input], { root });
    }
    const log: LogEntry[] = [];
    const said: string[] = [];
    const { url, close } = await startServer({
      port: 0,
      log: (entry) => log.push(entry),
      say: (line) => said.push(line),
      ...server,
      root,
    });
    const document = await send(`${url}/openapi.json`);
    return new Service({ url, root, close, log, said, conformance: new Conformance(document.text) });
  }

  async send(path: string, ask: Ask = {}): Promise<Reply> {
    const reply = await send(this.url + path, ask);
    const { pathname } = new URL(this.url + path);
    if (pathname.startsWith("/v1/") && ask.method !== "HEAD")
      this.conformance.check(ask.method ?? "GET", pathname, reply);
    return reply;
  }

  post(path: string, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> {
    const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    return this.send(path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text });
  }

  close(): Promise<void> {
    return this.#close();
  }
}

const folders: string[] = [];

/** An empty folder that is gone when the tests are. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-api-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A query that takes seconds over the input: hundreds of patterns, none of which matches. */
export function slowQuery(patterns = 200) {
  const or = Array.from({ length: patterns }, (_, index) => ({
    field: "raw",
    op: "matches",
    value: `a.*b.*c.*d.*nothing${index}`,
  }));
  return { from: "cloudtrail", where: { or } };
}
