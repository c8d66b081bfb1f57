import { join } from "node:path";
import { startServer } from "@trailkeep/api";
import { expect, it } from "vitest";
import { z } from "zod";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { edit, remove } from "./world/damage.ts";
import { copyTo, keysFile, scratch } from "./world/folder.ts";
import { signingKey } from "./world/key.ts";
import { type Bucket, hourMs, Trail } from "./world/trail.ts";

const key = signingKey();
const startMs = Date.parse("2026-03-01T08:00:00Z");
const range = ["--from", "2026-03-01T08:00:00Z", "--to", "2026-03-01T11:00:00Z"];

/** A copy of three hours with two log files each, and the keys. */
function copy(damage: (bucket: Bucket, trail: Trail) => void = () => undefined) {
  const bucket: Bucket = new Map();
  const trail = new Trail(bucket, key);
  for (const hour of [0, 1, 2]) trail.deliver(startMs + hour * hourMs, { logs: 2, starting: hour === 0 });
  damage(bucket, trail);
  const folder = scratch();
  copyTo(join(folder, "copy"), bucket);
  return { folder, trail, keys: keysFile(folder, [key]) };
}

const report = z.object({ intact: z.boolean(), digests: z.object({ valid: z.number() }), logs: z.unknown() });

it("exits with 0 where everything is valid, and says so", async () => {
  const { folder, keys } = copy();
  const args = ["verify", "copy", "--keys", keys, ...range];
  const { code, out, err } = await trailkeep(args, { cwd: folder });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(
    "management-events 111122223333 eu-west-1: 2026-03-01T08:00:00.000Z to 2026-03-01T11:00:00.000Z",
  );
  expect(out).toContain("log files  6 valid");
  const json = await trailkeep([...args, "--json"], { cwd: folder });
  expect(report.parse(JSON.parse(json.out))).toMatchObject({ intact: true, digests: { valid: 3 } });
});

it("exits with 1 where something was changed, and lists it", async () => {
  const { folder, keys, trail } = copy((bucket, { hours: [first, second] }) => {
    edit(bucket, first?.logKeys[0] ?? "");
    remove(bucket, second?.logKeys[1] ?? "");
  });
  const { code, out } = await trailkeep(["verify", "copy", "--keys", keys, ...range], { cwd: folder });
  expect(code).toBe(1);
  const [edited, removed] = [trail.hours[0]?.logKeys[0], trail.hours[1]?.logKeys[1]];
  expect(out).toMatch(new RegExp(`^tampered +log +file:.*${edited}: its content is not`, "m"));
  expect(out).toMatch(new RegExp(`^missing +log +file:.*${removed}: `, "m"));
  expect(out).toContain("4 valid, 1 tampered, 1 missing");
});

it("says what is wrong with what it was given", async () => {
  const { folder, keys } = copy();
  const run = (...args: string[]) => trailkeep(["verify", ...args], { cwd: folder });
  expect(await run("copy", "--keys", keys)).toMatchObject({ code: 2 });
  expect(await run("nowhere", "--keys", keys, ...range)).toMatchObject({ code: 1 });
  expect((await run("copy", "--keys", "copy", ...range)).err).toContain("list-public-keys");
  expect(await run("s3://Not_A_Bucket", ...range)).toMatchObject({ code: 2 });
  expect(await run("copy", "--keys", keys, ...range, "--trail", "arn:aws:s3:::bucket")).toMatchObject({ code: 2 });
  const other = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/other";
  expect((await run("copy", "--keys", keys, ...range, "--trail", other)).err).toContain("there is no digest");
});

it("keeps verdicts in the store, where the service shows them beside what was taken in", async () => {
  const { folder, keys } = copy((bucket, { hours: [first] }) => edit(bucket, first?.logKeys[0] ?? ""));
  const run = (...args: string[]) => trailkeep(args, { cwd: folder });
  await run("ingest", "copy/AWSLogs/111122223333/CloudTrail", "--data", "store");
  expect(await run("verify", "copy", "--keys", keys, ...range, "--data", "store")).toMatchObject({ code: 1 });
  const { url, close } = await startServer({ root: join(folder, "store"), port: 0 });
  try {
    const ask = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
    expect(await ask("/v1/integrity")).toMatchObject({
      ledger: { verified: 5, tampered: 1, unverified: 0 },
      verifications: [{ location: "copy", intact: false, logs: { valid: 5, tampered: 1 }, trails: [{ gaps: [] }] }],
    });
    expect(await ask("/v1/integrity/objects?verdict=tampered")).toMatchObject({
      objects: [{ kind: "log", verdict: "tampered", inStore: true }],
      nextCursor: null,
    });
    const paged = z.object({ objects: z.array(z.object({ uri: z.string() })), nextCursor: z.string().nullable() });
    const first = paged.parse(await ask("/v1/integrity/objects?limit=8"));
    const rest = paged.parse(await ask(`/v1/integrity/objects?limit=8&cursor=${first.nextCursor}`));
    expect(new Set([...first.objects, ...rest.objects].map(({ uri }) => uri)).size).toBe(9);
    expect(rest.nextCursor).toBeNull();
  } finally {
    await close();
  }
});
