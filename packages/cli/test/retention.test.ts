import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "@trailkeep/ingest";
import { expect, test } from "vitest";
import { event, folderForTest, trail, writeFiles } from "./support/logs.ts";
import { trailkeep } from "./support/trailkeep.ts";

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

const policies = `version: 1
policies:
  - name: trails
    select: { kind: local_store, name: cloudtrail }
    keepAtLeast: 30d
    deleteAfter: 60d
    rule: { framework: GDPR, clause: "5(1)(e)" }
    owner: security
`;

/** A store with one event of 200 days, one of 100 and one of 5 days ago. */
async function storeOf() {
  const cwd = folderForTest();
  const events = [200, 100, 5].map((days, id) => event(id, { eventTime: `${daysAgo(days)}T10:00:00Z` }));
  writeFiles(cwd, { "logs/a.json": trail(events), "policies.yaml": policies });
  await ingest([join(cwd, "logs")], { root: join(cwd, ".trailkeep"), compact: false });
  const env = { TRAILKEEP_EVIDENCE_KEY: join(cwd, "keys/key.pem"), TRAILKEEP_ANCHOR: join(cwd, "anchors/anchor.json") };
  return { cwd, run: (...args: string[]) => trailkeep(["retention", ...args], { cwd, env }) };
}

const hashOf = (out: string) => /^plan ([0-9a-f]{64})/m.exec(out)?.[1] ?? "none";

test("plan, approve, apply, verify: two days go, and the exit codes say where one stands", async () => {
  const { run, cwd } = await storeOf();
  const plan = await run("plan", "--policies", "policies.yaml");
  expect({ code: plan.code, err: plan.err }).toEqual({ code: 4, err: "" });
  expect(plan.out).toContain("1 change, 1 can destroy records\n");
  expect(plan.out).toMatch(/^would delete 2 days, 2 records, /m);
  expect(plan.out).toContain(`    ${daysAgo(200)}, ${daysAgo(100)}: 2 records, `);
  const hash = hashOf(plan.out);
  expect(plan.out).toContain(`to carry it out: trailkeep retention approve ${hash.slice(0, 12)}`);

  const early = await run("apply", hash);
  expect(early).toMatchObject({ code: 1, out: "" });
  expect(early.err).toContain("nobody has approved it");
  expect((await run("approve", hash.slice(0, 12))).code).toBe(0);
  const applied = await run("apply", hash.slice(0, 12));
  expect(applied.code).toBe(0);
  expect(applied.out).toContain("1 change made and read back:\n");

  expect(await run("plan")).toMatchObject({ code: 0, out: expect.stringContaining("Nothing would change.\n") });
  expect(await run("verify")).toMatchObject({ code: 0, out: "the evidence is whole: 6 records\n" });
  const compliance = await run("compliance", "--json");
  expect(compliance.code).toBe(0);
  expect(JSON.parse(compliance.out)).toContainEqual(
    expect.objectContaining({
      name: "cloudtrail",
      verdict: "compliant",
      asks: "kept at least 30 days, gone after 60 days",
      rules: [{ policy: "trails", framework: "GDPR", clause: "5(1)(e)" }],
    }),
  );
  const status = await trailkeep(["status", "--json"], { cwd });
  expect(JSON.parse(status.out)).toMatchObject({ records: { read: 3, written: 3, expired: 0 } });

  writeFiles(cwd, { "late/b.json": trail([event(9, { eventTime: `${daysAgo(90)}T10:00:00Z` })]) });
  const late = await trailkeep(["ingest", "late", "--json"], { cwd });
  expect(JSON.parse(late.out)).toMatchObject({ records: { read: 1, written: 0, expired: 1 } });
});

test("a hold keeps its days; released, the daily enforcement takes them", async () => {
  const { run } = await storeOf();
  const placed = await run(
    "hold",
    "place",
    "case 7",
    "--kind",
    "local_store",
    "--end",
    daysAgo(150),
    "--reason",
    "suit",
  );
  expect(placed.code).toBe(0);
  const id = /: (\S+)\n/.exec(placed.out)?.[1] ?? "";
  const hash = hashOf((await run("plan", "--policies", "policies.yaml")).out);
  await run("approve", hash);
  await run("apply", hash);
  const held = await run("plan");
  expect(held).toMatchObject({ code: 4, out: expect.stringContaining("1 day is due and held by case 7") });
  expect((await run("hold", "list")).out).toContain("case 7");
  expect(await run("hold", "release", "nope", "--reason", "x")).toMatchObject({ code: 1 });
  expect((await run("hold", "release", id, "--reason", "settled")).code).toBe(0);
  const watched = await run("watch", "--once");
  expect(watched.code).toBe(0);
  expect(watched.out).toContain("1 change made and read back:\n");
  expect(watched.err).toContain("drift: 1 changes are due");
  expect(await run("plan")).toMatchObject({ code: 0 });
});

test("the export for an auditor has the proof, and shows names as text", async () => {
  const { run, cwd } = await storeOf();
  const hostile = `<img src=x onerror="alert(1)">`;
  await run("hold", "place", hostile, "--name", "*", "--reason", "=1+1");
  expect((await run("evidence", "export", "audit")).code).toBe(0);
  const read = (name: string) => readFileSync(join(cwd, "audit", name), "utf8");
  const html = read("report.html");
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(html).not.toContain("<img");
  expect(html).toContain("The chain of evidence is whole: 1 records");
  expect(JSON.parse(read("evidence.json"))).toMatchObject({
    records: [{ seq: 1, kind: "hold", body: { name: hostile } }],
    anchor: { seq: 1 },
    tampering: null,
  });
  expect(read("evidence.csv").split("\r\n")[0]).toBe("seq,at,kind,principal,store,body,previous,hash,signature");
});

test("what is wrong is said in one line", async () => {
  const { run, cwd } = await storeOf();
  writeFiles(cwd, { "bad.yaml": "version: 1\npolicies: []\n" });
  expect(await run("plan", "--policies", "bad.yaml")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^trailkeep: .*bad\.yaml:2:11\n$/),
  });
  expect(await run("plan", "--policies", "none.yaml")).toMatchObject({
    code: 1,
    err: expect.stringContaining("ENOENT"),
  });
  expect(await run("plan")).toMatchObject({ code: 1, err: expect.stringContaining("no policies are in force yet") });
  expect(await run("apply", "xyz")).toMatchObject({ code: 2, err: expect.stringContaining("is no plan's hash") });
  expect(await run("apply", "00000000")).toMatchObject({ code: 1, err: expect.stringContaining("there is no plan") });
  expect(await run("hold", "place", "h", "--reason", "r")).toMatchObject({ code: 2 });
  expect(await run("hold", "place", "h", "--name", "*", "--reason", "r", "--start", "soon")).toMatchObject({ code: 2 });
  mkdirSync(join(cwd, "keys"), { recursive: true });
  writeFiles(cwd, { "keys/key.pem": "no key" });
  const refused = await run("hold", "place", "h", "--name", "*", "--reason", "r");
  expect(refused.err).toContain("others may read the signing key");
});
