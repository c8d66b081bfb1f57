import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { installAwsCli } from "../rigs/aws-cli.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { openWorld, type World } from "./world.ts";

/** `docs/guides/s3-access-logs.md`, command by command, as a new user runs it: in an empty account, with AWS's own CLI. */

const repository = resolve(import.meta.dirname, "../..");
const suffix = Math.random().toString(36).slice(2, 8);

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;
let folder: string;

beforeAll(async () => {
  ministack = await startMinistack();
  world = await openWorld({ ministack, trino: inject("trino") });
  folder = mkdtempSync(join(tmpdir(), "trailkeep-guide-"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const home = await installAwsCli();
  script(join(bin, "aws"), `PYTHONPATH=${home} exec python3 -m awscli "$@"`);
  script(join(bin, "trailkeep"), `exec ${process.execPath} ${join(repository, "packages/cli/bin/trailkeep.js")} "$@"`);
  // The bucket that is watched is there already.
  world.bucket.objects.createBucket(`shop-${suffix}`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world?.close();
  await ministack?.close();
});

function script(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** The guide's blocks of commands, with names that nobody else has. */
function blocks(): readonly string[] {
  const page = readFileSync(join(repository, "docs/guides/s3-access-logs.md"), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) =>
    text
      .replaceAll(/\bshop(-logs|-audit-store|-ledger)?\b(?!_)/g, (_, of = "") => `shop-${suffix}${of}`)
      .replaceAll("shop_audit", `shop_${suffix}`)
      // The emulator's Athena has one workgroup with a place for results.
      .replace("region: eu-west-1\n", "region: eu-west-1\n    workgroup: trailkeep\n"),
  );
}

const exports: string[] = [];

async function run(block: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { TRAILKEEP_STORE, TRAILKEEP_LEDGER, ...env } = process.env;
  const text = [...exports, "set -e", block].join("\n");
  return new Promise((done) => {
    const options = {
      cwd: folder,
      env: { ...env, NODE_NO_WARNINGS: "1", PATH: `${join(folder, "bin")}:${env["PATH"]}` },
    };
    execFile("bash", ["-c", text], options, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** What a block prints that ends well. */
async function works(block: string): Promise<string> {
  const { code, out, err } = await run(block);
  expect(code, `${block}\n${out}${err}`).toBe(0);
  return out;
}

const line = (operation: string, key: string) =>
  `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be shop-${suffix} [07/Oct/2026:08:15:00 +0000] 192.0.2.3 ` +
  `arn:aws:sts::111122223333:assumed-role/Cleaner/ann 3E57427F3EXAMPLE ${operation} ${key} "DELETE /${key} HTTP/1.1" 204 - - 5242 7 - "-" "aws-cli/2.9" - hostid= ` +
  `SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader shop.s3.eu-west-1.amazonaws.com TLSv1.2 - - eu-west-1`;

test("leads from an empty account to the first answer", async () => {
  const [settings = "", turnOn = "", make = "", take = "", tell = "", ask = "", check = ""] = blocks();
  expect(blocks()).toHaveLength(7);
  exports.push(settings);
  await works(turnOn);
  expect(world.bucket.settings.of(`shop-${suffix}`).loggingTo).toBe(`shop-${suffix}-logs`);
  const day = "access/111122223333/eu-west-1/shop/2026/10/07/2026-10-07-00-00-00";
  const logs = [line("REST.DELETE.OBJECT", "invoices/7.pdf"), line("REST.GET.OBJECT", "invoices/8.pdf")];
  world.bucket.objects.put(`shop-${suffix}-logs`, `${day}-0123456789ABCDEF`, Buffer.from(`${logs.join("\n")}\n`));
  await works(make);
  const taken = await works(take);
  expect(taken).toContain("1 taken");
  const told = await works(tell);
  expect(told).toContain(`table shop_${suffix}.s3_access_fresh: created`);
  const answer = await works(ask);
  expect(answer).toContain("invoices/7.pdf");
  expect(answer).not.toContain("invoices/8.pdf");
  const checked = await works(check);
  expect(checked).toContain("0 missing");
});
