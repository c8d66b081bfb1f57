import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The command as users run it: the built one. */
export const command = fileURLToPath(new URL("../../packages/cli/bin/trailkeep.js", import.meta.url));

/** Runs the command to its end. Throws if it fails. */
export function trailkeep(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
  // 3 is "done, with quarantined input".
  if (status === 0 || status === 3) return stdout;
  throw new Error(`trailkeep ${args.join(" ")} ended with ${status}: ${stderr}`);
}

export interface Service {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** `trailkeep serve` over a store, in a process of its own, on a free port. */
export async function serve(root: string): Promise<Service> {
  const child = spawn(process.execPath, [command, "serve", "--port", "0", "--data", root], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  process.once("exit", () => child.kill());
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url !== undefined) return { url, pid: child.pid ?? 0, stop: () => stopped(child) };
  }
  throw new Error("the service did not start");
}

export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** A store of sample logs in a temporary folder; `remove` takes it away. */
export function sampleStore(records: number): { readonly root: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-bench-"));
  const logs = join(folder, "logs");
  const root = join(folder, "store");
  trailkeep("sample", logs, "--records", String(records));
  trailkeep("ingest", logs, "--data", root);
  return { root, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
