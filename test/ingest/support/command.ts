import { buffer, text } from "node:stream/consumers";
import { start } from "../../../packages/cli/test/support/trailkeep.ts";
import { type Account, settingsOf } from "./account.ts";

/** Runs the built command in an account. */
export async function trailkeep(account: Account, args: readonly string[]) {
  const child = start(args, { env: { ...settingsOf(account), NODE_NO_WARNINGS: "1" } });
  child.stdin.end();
  const [bytes, err, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { out: bytes.toString(), bytes, err, code };
}
