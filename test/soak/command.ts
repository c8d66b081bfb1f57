import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const binary = fileURLToPath(new URL("../../packages/cli/bin/trailkeep.js", import.meta.url));

/** Runs a command of `trailkeep` to its end, and answers with the JSON that it prints. Throws on any other exit code. */
export async function command(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  codes: readonly number[],
): Promise<unknown> {
  const child = spawn(process.execPath, [binary, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code === null || !codes.includes(code)) {
    throw new Error(`trailkeep ${args.join(" ")} ended with ${code}: ${Buffer.concat(err)}`);
  }
  return JSON.parse(Buffer.concat(out).toString());
}

/** Whether there is a command of that name. */
export async function knows(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(process.execPath, [binary, "--help"], { env, stdio: ["ignore", "pipe", "ignore"] });
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  await new Promise((resolve) => child.on("close", resolve));
  return new RegExp(`^ +${name}\\b`, "m").test(Buffer.concat(out).toString());
}
