import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { trailkeep } from "../../../packages/cli/test/support/trailkeep.ts";
import { type Account, openAccount, placeOf } from "./account.ts";

let open: Account;
let cwd: string;

beforeEach(async () => {
  open = await openAccount({
    trails: [{ Name: "trail", S3BucketName: "logs", IsMultiRegionTrail: true, LogFileValidationEnabled: true }],
    workGroups: [{ name: "primary", outputLocation: "s3://logs/results/" }],
  });
  open.groups.create("/app", "STANDARD", 0).retentionInDays = 30;
  open.groups.create("/audit", "STANDARD", 0);
  open.s3.objects.createBucket("logs");
  cwd = mkdtempSync(join(tmpdir(), "trailkeep-retention-cli-"));
  writeFileSync(join(cwd, "stores.yaml"), JSON.stringify({ retention: [placeOf(open)] }));
});
afterEach(async () => {
  await open.close();
  await rm(cwd, { recursive: true });
});

const run = (...args: string[]) =>
  trailkeep(["retention", ...args, "--stores", "stores.yaml"], {
    cwd,
    env: {
      AWS_ACCESS_KEY_ID: "AKIDRETENTION",
      AWS_SECRET_ACCESS_KEY: "secret",
      TRAILKEEP_EVIDENCE_KEY: join(cwd, "keys/key.pem"),
      TRAILKEEP_ANCHOR: join(cwd, "anchors/anchor.json"),
    },
  });

test("adopt writes a policy file under which the plan is empty, and no second time over it", async () => {
  const adopted = await run("adopt", "--out", "policies.yaml", "--owner", "platform");
  expect(adopted).toMatchObject({ code: 0, out: "" });
  expect(adopted.err).toContain(" in policies.yaml");
  expect(readFileSync(join(cwd, "policies.yaml"), "utf8")).toContain('    owner: "platform"\n');
  const plan = await run("plan", "--policies", "policies.yaml", "--json");
  expect(plan.code).toBe(0);
  expect(JSON.parse(plan.out)).toMatchObject({ actions: [], findings: [] });
  const again = await run("adopt", "--out", "policies.yaml");
  expect(again).toMatchObject({ code: 1, out: "" });
  expect(again.err).toContain("there already");
}, 600_000);

test("an AWS account is planned, approved, enforced and proven", async () => {
  writeFileSync(
    join(cwd, "policies.yaml"),
    JSON.stringify({
      version: 1,
      policies: [
        {
          name: "all",
          select: { kind: ["log_group", "s3_bucket"] },
          keepAtLeast: "90d",
          deleteAfter: "1y",
          rule: { framework: "test", clause: "1" },
          owner: "test",
        },
      ],
    }),
  );
  const plan = await run("plan", "--policies", "policies.yaml");
  expect(plan.code).toBe(4);
  const hash = /^plan ([0-9a-f]{64})/m.exec(plan.out)?.[1] ?? "none";
  expect(await run("approve", hash)).toMatchObject({ code: 0 });
  const applied = await run("apply", hash);
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.out).toContain("3 changes made and read back");
  expect(open.groups.all().map(({ retentionInDays }) => retentionInDays)).toEqual([180, 180]);
  expect(open.s3.settings.of("logs").lifecycle).toHaveLength(1);
  expect(await run("plan")).toMatchObject({ code: 0 });
  expect(await run("verify")).toMatchObject({ code: 0 });
  const held = await run("hold", "place", "case 7", "--kind", "log_group", "--reason", "litigation");
  expect(held.code).toBe(0);
  const next = await run("plan", "--json");
  expect(JSON.parse(next.out).actions).toHaveLength(4);
}, 600_000);

test("compliance --checks answers for the account", async () => {
  const checks = await run("compliance", "--checks", "--json");
  expect(checks.code).toBe(4);
  const found: { readonly check: string; readonly name: string; readonly status: string }[] = JSON.parse(checks.out);
  const status = (name: string, check: string) => found.find((one) => one.name === name && one.check === check)?.status;
  expect(status("trail", "trail_multi_region")).toBe("pass");
  expect(status("logs", "bucket_not_public")).toBe("pass");
  expect(status("logs", "bucket_versioning")).toBe("fail");
  expect(status("/app", "log_group_retention")).toBe("fail");
  const text = await run("compliance", "--checks");
  expect(text.out).toMatch(/^pass +trail_multi_region +trail +it records every Region$/m);
}, 600_000);
