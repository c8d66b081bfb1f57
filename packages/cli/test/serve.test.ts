import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { folderForTest } from "./support/logs.ts";
import { outcome, start, trailkeep } from "./support/trailkeep.ts";

async function serve(cwd: string, args: readonly string[] = []) {
  const child = start(["serve", "--port", "0", ...args], { cwd });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = outcome(child);
  const url = await addressOf(child);
  return { child, ended, url };
}

/** The first address that the server prints. */
async function addressOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`no address in ${JSON.stringify(text)}`);
}

test.each(["SIGINT", "SIGTERM"] as const)("it answers until %s, then ends with 0", async (signal) => {
  const { child, ended, url } = await serve(folderForTest());
  expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  child.kill(signal);
  const { code, err } = await ended;
  expect(code).toBe(0);
  expect(err).toContain("stopping");
  await expect(fetch(`${url}/v1/health`)).rejects.toThrow();
});

test("--sample-if-empty fills an empty store, once", async () => {
  const cwd = folderForTest();
  const first = await serve(cwd, ["--sample-if-empty"]);
  const query = { from: "cloudtrail", aggregate: { n: { fn: "count" } } };
  const reply = await fetch(`${first.url}/v1/queries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(query),
  });
  const { rows } = JSON.parse(await reply.text());
  expect(rows[0].n).toBeGreaterThan(1_000);
  first.child.kill("SIGINT");
  expect((await first.ended).out).toContain("sample");
  const second = await serve(cwd, ["--sample-if-empty"]);
  second.child.kill("SIGINT");
  expect((await second.ended).out).not.toContain("was empty");
});

test("a port in use is said in a line", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  onTestFinished(() => void holder.close());
  const address = holder.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { code, out, err } = await trailkeep(["serve", "--port", String(port)], { cwd: folderForTest() });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(new RegExp(`^trailkeep: port ${port} is in use; .*\n$`));
});
