import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { verifyCopy } from "./world/ask.ts";
import { append, edit, exchange, fileAt, remove, resign, swap, unzip } from "./world/damage.ts";
import { signingKey } from "./world/key.ts";
import { type Bucket, type Hour, home, hourMs, logFile, Trail } from "./world/trail.ts";

const key = signingKey();
const startMs = Date.parse("2026-03-01T21:13:20Z");

/** Five hours over midnight, three log files each; the first digest starts the chain. */
function world(place = home): { bucket: Bucket; trail: Trail; hours: readonly [Hour, Hour, Hour, Hour, Hour] } {
  const bucket: Bucket = new Map();
  const trail = new Trail(bucket, key, place);
  const deliver = (hour: number) => trail.deliver(startMs + hour * hourMs, { logs: 3, starting: hour === 0 });
  return { bucket, trail, hours: [deliver(0), deliver(1), deliver(2), deliver(3), deliver(4)] };
}

const range = { startMs, endMs: startMs + 5 * hourMs };
const first = ({ logKeys: [log = ""] }: Hour): string => log;

it("finds nothing in a trail that nobody touched", async () => {
  const { report, findings } = await verifyCopy(world().bucket, [key], { range });
  expect(findings).toEqual({});
  expect(report).toMatchObject({ intact: true, digests: { valid: 5 }, logs: { valid: 15 } });
  expect(report.trails).toEqual([
    {
      prefix: "",
      organizationId: null,
      accountId: "111122223333",
      region: "eu-west-1",
      trailName: "management-events",
      homeRegion: "eu-west-1",
      covered: range,
      gaps: [],
    },
  ]);
});

it("judges nothing outside the range but the digests that reach into it", async () => {
  const { bucket, hours } = world();
  edit(bucket, first(hours[0]));
  remove(bucket, first(hours[4]));
  const middle = { startMs: startMs + 2.5 * hourMs, endMs: startMs + 2.75 * hourMs };
  const { report, findings } = await verifyCopy(bucket, [key], { range: middle });
  expect(findings).toEqual({});
  expect(report).toMatchObject({ intact: true, digests: { valid: 1 }, logs: { valid: 3 } });
});

it("finds log files that were edited, removed, exchanged, extended, unpacked", async () => {
  const { bucket, hours } = world();
  const [[edited = "", removed = "", kept = ""], [one = "", other = ""], [longer = "", member = "", plain = ""]] = [
    hours[0].logKeys,
    hours[1].logKeys,
    hours[2].logKeys,
  ];
  edit(bucket, edited);
  remove(bucket, removed);
  swap(bucket, one, other);
  append(bucket, longer, Buffer.from("more"));
  append(bucket, member, gzipSync(""));
  unzip(bucket, plain);
  const { report, findings } = await verifyCopy(bucket, [key], { range });
  const tampered = Object.fromEntries([edited, one, other, longer, member, plain].map((at) => [at, "tampered"]));
  expect(findings).toEqual({ ...tampered, [removed]: "missing" });
  expect(findings).not.toHaveProperty(kept);
  expect(report.intact).toBe(false);
});

it("finds log files that go on for long after their end", async () => {
  for (const more of [Buffer.alloc(3_000_000), Buffer.alloc(3_000_000, "x"), gzipSync(Buffer.alloc(40_000_000))]) {
    const { bucket, hours } = world();
    append(bucket, first(hours[1]), more);
    const { findings } = await verifyCopy(bucket, [key], { range });
    expect(findings).toEqual({ [first(hours[1])]: "tampered" });
  }
});

it("finds a digest that was edited, or signed by somebody else, and vouches for none of its log files", async () => {
  for (const damage of ["edit", "resign", "move"] as const) {
    const { bucket, trail, hours } = world();
    if (damage === "edit") edit(bucket, hours[2].digestKey);
    if (damage === "resign")
      resign(bucket, hours[2].digestKey, trail, { ...signingKey(), fingerprint: key.fingerprint });
    if (damage === "move") bucket.set(hours[2].digestKey, fileAt(bucket, hours[1].digestKey));
    const { report, findings } = await verifyCopy(bucket, [key], { range });
    const logs = Object.fromEntries(hours[2].logKeys.map((log) => [log, "unverified"]));
    expect(findings).toEqual({ [hours[2].digestKey]: "tampered", ...logs });
    expect(report.trails[0]?.gaps).toEqual([{ startMs: startMs + 2 * hourMs, endMs: startMs + 3 * hourMs }]);
  }
});

it("finds a digest that CloudTrail signed, and that is not the one the next newer names", async () => {
  const { bucket, trail, hours } = world();
  exchange(bucket, hours[2].digestKey, trail);
  const { findings } = await verifyCopy(bucket, [key], { range });
  expect(findings[hours[2].digestKey]).toBe("tampered");
});

it("finds a digest that is gone, and the hours that nothing covers then", async () => {
  const { bucket, hours } = world();
  remove(bucket, hours[2].digestKey);
  const { report, findings } = await verifyCopy(bucket, [key], { range });
  const logs = Object.fromEntries(hours[2].logKeys.map((log) => [log, "unverified"]));
  expect(findings).toEqual({ [hours[2].digestKey]: "missing", ...logs });
  expect(report.trails[0]?.gaps).toHaveLength(1);
});

it("finds that the newest hours were cut off", async () => {
  const { bucket, hours } = world();
  for (const hour of [hours[3], hours[4]]) for (const at of [hour.digestKey, ...hour.logKeys]) remove(bucket, at);
  const { report, findings } = await verifyCopy(bucket, [key], { range });
  expect(findings).toEqual({});
  expect(report.intact).toBe(false);
  expect(report.trails[0]?.gaps).toEqual([{ startMs: startMs + 3 * hourMs, endMs: range.endMs }]);
});

it("takes what CloudTrail may still be about to deliver for no gap", async () => {
  const { bucket } = world();
  const late = { startMs, endMs: range.endMs + 2 * hourMs };
  const { report } = await verifyCopy(bucket, [key], { range: late, nowMs: late.endMs });
  expect(report.intact).toBe(true);
});

it("finds files that no digest names", async () => {
  const { bucket, trail, hours } = world();
  const planted = trail.logKey(startMs + 2.5 * hourMs, "planted");
  bucket.set(planted, logFile("planted", startMs));
  const strange = first(hours[1]).replace("_CloudTrail_", "_CloudTrail copy_");
  bucket.set(strange, logFile("strange", startMs));
  const { findings, report } = await verifyCopy(bucket, [key], { range });
  expect(findings).toEqual({ [planted]: "extra", [strange]: "extra" });
  expect(report.intact).toBe(false);
});

it("says where logging or validation was off, and vouches for nothing there", async () => {
  const bucket: Bucket = new Map();
  const trail = new Trail(bucket, key);
  trail.deliver(startMs, { logs: 1, starting: true });
  trail.deliver(startMs + 4 * hourMs, { logs: 1, starting: true });
  const between = trail.logKey(startMs + 2.5 * hourMs, "between");
  bucket.set(between, logFile("between", startMs));
  const { findings, report } = await verifyCopy(bucket, [key], { range });
  expect(findings).toEqual({ [between]: "unverified" });
  expect(report.trails[0]?.gaps).toEqual([{ startMs: startMs + hourMs, endMs: startMs + 4 * hourMs }]);
  expect(report.intact).toBe(false);
});

it("lets a backfill digest vouch for hours without one", async () => {
  const bucket: Bucket = new Map();
  const [trail, later] = [new Trail(bucket, key), new Trail(bucket, key)];
  for (const hour of [0, 1]) trail.deliver(startMs + hour * hourMs, { logs: 1, starting: hour === 0 });
  later.deliver(startMs + 2 * hourMs, { logs: 2, starting: true, backfilledMs: startMs + 90 * hourMs });
  for (const hour of [3, 4]) trail.deliver(startMs + hour * hourMs, { logs: 1, starting: hour === 3 });
  const { report, findings } = await verifyCopy(bucket, [key], { range });
  expect(findings).toEqual({});
  expect(report).toMatchObject({ intact: true, digests: { valid: 5 }, logs: { valid: 6 } });
});

it("needs no metadata but the newest digest's: each other signature is in the next newer digest", async () => {
  const { bucket, hours } = world();
  const { report, findings } = await verifyCopy(bucket, [key], { range }, { metadata: false });
  const logs = Object.fromEntries(hours[4].logKeys.map((log) => [log, "unverified"]));
  expect(findings).toEqual({ [hours[4].digestKey]: "unverified", ...logs });
  expect(report).toMatchObject({ intact: false, digests: { valid: 4 }, logs: { valid: 12 } });
});

it("keeps the trails of an organization, of accounts and of regions apart, and asks about some of them", async () => {
  const places = [
    { ...home, prefix: "central/", organizationId: "o-exampleorgid" },
    { ...home, prefix: "central/", organizationId: "o-exampleorgid", accountId: "444455556666" },
    { ...home, prefix: "central/", accountId: "444455556666", region: "us-east-1" },
    { ...home, prefix: "central/", accountId: "444455556666", region: "us-east-1", trailName: "a_second.trail-1" },
  ];
  const worlds = places.map((place) => world(place));
  const bucket: Bucket = new Map(worlds.flatMap((one) => [...one.bucket]));
  for (const { hours } of worlds) edit(bucket, first(hours[1]));
  const reportOn = async (options: Partial<Parameters<typeof verifyCopy>[2]>) => {
    const { report } = await verifyCopy(bucket, [key], { range, ...options }, { prefix: "central/" });
    return {
      trails: report.trails.length,
      tampered: report.logs.tampered,
      valid: report.logs.valid,
      extra: report.logs.extra,
    };
  };
  const trail = { name: home.trailName, homeRegion: home.homeRegion, accountId: home.accountId };
  expect(await reportOn({})).toEqual({ trails: 4, tampered: 4, valid: 56, extra: 0 });
  expect(await reportOn({ accountIds: ["444455556666"] })).toMatchObject({ trails: 3 });
  expect(await reportOn({ regions: ["us-east-1"] })).toMatchObject({ trails: 2, tampered: 2 });
  // The organization's trail is everybody's; a trail of the same name in another account is not this one.
  expect(await reportOn({ trail })).toEqual({ trails: 2, tampered: 2, valid: 28, extra: 0 });
  expect(await reportOn({ trail, accountIds: ["444455556666"] })).toMatchObject({ trails: 2 });
});

it("says that there is nothing to verify where there is no digest", async () => {
  const elsewhere = { startMs: startMs - 100 * hourMs, endMs: startMs - 50 * hourMs };
  await expect(verifyCopy(world().bucket, [key], { range: elsewhere })).rejects.toMatchObject({ code: "not-found" });
});
