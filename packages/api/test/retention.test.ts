import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "@trailkeep/ingest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service, scratchFolder } from "./support/service.ts";

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

const policies = {
  name: "policies.json",
  text: JSON.stringify({
    version: 1,
    policies: [
      {
        name: "trails",
        select: { kind: "local_store", name: "cloudtrail" },
        keepAtLeast: "30d",
        deleteAfter: "60d",
        rule: { framework: "GDPR", clause: "5(1)(e)" },
        owner: "security",
      },
    ],
  }),
};

let service: Service;
beforeAll(async () => {
  const folder = scratchFolder();
  const event = (days: number, id: number) => ({
    eventVersion: "1.08",
    eventTime: `${daysAgo(days)}T10:00:00Z`,
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.7",
    eventID: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
  });
  writeFileSync(join(folder, "trail.json"), JSON.stringify({ Records: [event(200, 1), event(100, 2), event(5, 3)] }));
  const root = join(scratchFolder(), "store");
  await ingest([folder], { root });
  const keys = scratchFolder();
  service = await Service.start({
    root,
    filled: false,
    evidenceKey: join(keys, "key.pem"),
    anchor: join(keys, "anchor.json"),
  });
});
afterAll(() => service.close());

const json = ({ text }: { readonly text: string }) => JSON.parse(text);

describe("retention over HTTP", () => {
  it("has no policies before some were applied", async () => {
    for (const path of ["/v1/retention/policies", "/v1/retention/compliance"]) {
      const reply = await service.send(path);
      expect(reply.status).toBe(404);
      expect(json(reply)).toMatchObject({ code: "not-found" });
    }
    expect((await service.post("/v1/retention/plan", {})).status).toBe(404);
  });

  it("plans, refuses what nobody approved, applies, and shows the proof", async () => {
    const plan = json(await service.post("/v1/retention/plan", { policies }));
    expect(plan).toMatchObject({
      needsApproval: true,
      policies: { inForce: false },
      actions: [{ type: "delete_days", days: [daysAgo(200), daysAgo(100)], rows: 2, destroys: true }],
    });
    const refused = await service.post("/v1/retention/apply", { hash: plan.hash });
    expect(refused.status).toBe(403);
    const approval = json(await service.post("/v1/retention/approve", { hash: plan.hash.slice(0, 12) }));
    expect(approval).toMatchObject({ planHash: plan.hash, by: expect.stringMatching(/^os:/), record: 1 });
    const report = json(await service.post("/v1/retention/apply", { hash: plan.hash }));
    expect(report).toMatchObject({ status: "applied", results: [{ outcome: "done", changed: true, why: null }] });
    expect(json(await service.post("/v1/retention/apply", { hash: plan.hash }))).toMatchObject({ status: "unchanged" });
    expect(json(await service.send("/v1/retention/policies"))).toMatchObject({ text: policies.text });
    const compliance = json(await service.send("/v1/retention/compliance"));
    expect(compliance.stores).toContainEqual(expect.objectContaining({ name: "cloudtrail", verdict: "compliant" }));

    const first = json(await service.send("/v1/retention/evidence?limit=4"));
    expect(first.records.map(({ kind }: { kind: string }) => kind)).toEqual(["approval", "policy", "apply", "apply"]);
    const second = json(await service.send(`/v1/retention/evidence?limit=4&cursor=${first.nextCursor}`));
    expect(second).toMatchObject({ records: [{ kind: "verification" }, { kind: "apply" }], nextCursor: null });
    expect(json(await service.send("/v1/retention/evidence/verification"))).toEqual({
      whole: true,
      records: 6,
      tampering: null,
    });
  });

  it("answers a question over what was deleted with a warning that names the policy", async () => {
    const query = { from: "cloudtrail", time: { last: "365d" }, aggregate: { n: { fn: "count" } } };
    const reply = json(await service.post("/v1/queries", query));
    expect(reply.rows).toEqual([{ n: 1 }]);
    expect(reply.completeness.warnings.join("\n")).toContain(
      `retention deleted 2 cloudtrail records of 2 days from ${daysAgo(200)} to ${daysAgo(100)} from the range, by trails`,
    );
  });

  it("places, lists and releases holds", async () => {
    const body = {
      name: "case 7",
      select: { kind: "local_store" },
      start: `${daysAgo(10)}T00:00:00+02:00`,
      reason: "suit",
    };
    const placed = await service.post("/v1/retention/holds", body);
    expect(placed.status).toBe(201);
    const hold = json(placed);
    expect(hold).toMatchObject({ name: "case 7", start: `${daysAgo(11)}T22:00:00.000Z`, end: null });
    expect(json(await service.send("/v1/retention/holds"))).toMatchObject({
      standing: [{ id: hold.id }],
      released: [],
    });
    const released = await service.post(`/v1/retention/holds/${hold.id}/release`, { reason: "settled" });
    expect(json(released)).toMatchObject({ hold: { id: hold.id }, reason: "settled" });
    expect((await service.post(`/v1/retention/holds/${hold.id}/release`, { reason: "again" })).status).toBe(404);
  });

  it.each([
    ["/v1/retention/plan", { policies: { name: "x.yaml", text: "version: 1\npolicies: []" } }, "invalid-policy"],
    ["/v1/retention/plan", { policy: "x" }, "invalid-request"],
    ["/v1/retention/apply", { hash: "nope" }, "invalid-request"],
    ["/v1/retention/holds", { name: "h", select: {}, reason: "r" }, "invalid-request"],
    ["/v1/retention/holds", { name: "h", select: { name: "*" }, reason: "r", start: "soon" }, "invalid-request"],
  ])("refuses %s %j with the place", async (path, body, code) => {
    const reply = await service.post(path, body);
    expect(reply.status).toBe(400);
    expect(json(reply)).toMatchObject({ code, problems: [{ message: expect.any(String), at: expect.any(String) }] });
  });

  it("refuses a plan that is another by now", async () => {
    const none = { name: "p.yaml", text: policies.text.replace("60d", "61d") };
    const { hash } = json(await service.post("/v1/retention/plan", { policies: none }));
    expect(
      (await service.post("/v1/retention/apply", { hash: hash.replace(/^./, hash[0] === "0" ? "1" : "0") })).status,
    ).toBe(404);
    expect((await service.send("/v1/retention/evidence?cursor=x")).status).toBe(400);
  });
});
