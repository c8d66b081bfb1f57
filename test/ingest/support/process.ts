import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Account, settingsOf } from "./account.ts";

const program = fileURLToPath(new URL("./function.ts", import.meta.url));

export interface Ended {
  /** `SIGKILL`, or null if it came to its end. */
  readonly signal: string | null;
  readonly code: number | null;
  /** How many boundaries it met. */
  readonly met: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the function on the built packages. */
export function startFunction(account: Account, task: object, more: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(task)], {
    env: { ...process.env, ...settingsOf(account), ...more },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let met = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    met += text.split("\n").filter((line) => line !== "" && !line.startsWith("{")).length;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, met }));
  });
  return { child, ended };
}
