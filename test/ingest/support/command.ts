import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type Account, settingsOf } from "./account.ts";

const program = fileURLToPath(new URL("../../../packages/cli/bin/trailkeep.js", import.meta.url));

/** Runs the command on the built packages, in an account. */
export async function trailkeep(account: Account, args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...settingsOf(account), NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [bytes, err, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { out: bytes.toString(), bytes, err, code };
}
