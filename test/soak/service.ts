import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { binary } from "./command.ts";

/** What the service holds at a moment of rest, after a garbage collection. */
export interface Held {
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly handles: number;
  readonly resultFiles: number;
  readonly tempFiles: number;
  readonly stagingFiles: number;
}

/** Preloaded by the service: on SIGUSR2 it collects garbage and writes what memory is left. */
const preloaded = `
  import { writeFileSync, renameSync } from "node:fs";
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    collect();
    collect();
    writeFileSync(process.env.SOAK_HELD + ".new", JSON.stringify(process.memoryUsage()));
    renameSync(process.env.SOAK_HELD + ".new", process.env.SOAK_HELD);
  });`;

const memory = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });

/** A `trailkeep serve` that runs as long as the soak. */
export class Service {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #root: string;

  private constructor(url: string, child: ChildProcess, folder: string, root: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
    this.#root = root;
  }

  /** @param folder for what the service writes beside the store, its temporary files among it */
  static async start(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<Service> {
    const args = [`--import=data:text/javascript,${encodeURIComponent(preloaded)}`, binary];
    const child = spawn(process.execPath, [...args, "serve", "--port", "0", "--data", root], {
      env: { ...env, SOAK_HELD: join(folder, "held.json") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // The log of requests: nobody reads it, and it must not fill the pipe.
    child.stderr.resume();
    let said = "";
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said) ?? [];
      if (url === undefined) continue;
      child.stdout.resume();
      return new Service(url, child, folder, root);
    }
    throw new Error(`the service did not start: ${said}`);
  }

  async held(): Promise<Held> {
    const path = join(this.#folder, "held.json");
    rmSync(path, { force: true });
    this.#child.kill("SIGUSR2");
    for (let tries = 0; !existsSync(path); tries++) {
      if (tries > 3_000 || this.#child.exitCode !== null) throw new Error("the service does not say what it holds");
      await sleep(10);
    }
    const { heapUsed, external, rss } = memory.parse(JSON.parse(readFileSync(path, "utf8")));
    return {
      heapBytes: heapUsed + external,
      rssBytes: rss,
      handles: readdirSync(`/proc/${this.#child.pid}/fd`).length,
      resultFiles: filesBelow(join(this.#root, "results")),
      tempFiles: filesBelow(join(this.#folder, "tmp")),
      stagingFiles: filesBelow(join(this.#root, "staging")),
    };
  }

  /** Ends it as a user would; throws if it does not end well. */
  async stop(): Promise<void> {
    const ended = once(this.#child, "close");
    this.#child.kill("SIGTERM");
    const [code] = await ended;
    if (code !== 0) throw new Error(`the service ended with ${code}`);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function filesBelow(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
}
