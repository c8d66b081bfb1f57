import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { installMinistack } from "./install.ts";

/** A running ministack: S3, SQS, SNS, DynamoDB and more, in memory. */
export interface Ministack {
  readonly url: string;
  close(): Promise<void>;
}

const startAttempts = 240;
const pauseMs = 250;

/** Starts ministack on a free port of 127.0.0.1 and waits until it answers. */
export async function startMinistack(): Promise<Ministack> {
  const home = await installMinistack();
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-ministack-"));
  const port = await freePort();
  const log = join(folder, "log");
  const server = spawn("python3", ["-m", "ministack"], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      TMPDIR: folder,
      PYTHONPATH: home,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      // Else a broker for IoT listens on a port of its own.
      IOT_MTLS_ENABLED: "0",
      LOG_LEVEL: "WARNING",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const file = createWriteStream(log);
  server.stdout.pipe(file);
  server.stderr.pipe(file);
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    server.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < startAttempts; attempt++) {
    if (server.exitCode !== null) break;
    if (await answers(url)) return { url, close };
    await sleep(pauseMs);
  }
  const said = readFileSync(log, "utf8").slice(-4000);
  await close();
  throw new Error(`ministack does not answer:\n${said}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
