import { setupLake, stepText } from "@trailkeep/core/setup";
import { afterEach, expect, it } from "vitest";
import { LakeAccount, type LakeAccountOptions } from "../aws/cloudtrail/lake-account.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { AwsError } from "../aws/service.ts";

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

const name = "trailkeep-s3-access";

/** An account of Lake, and `setup lake` in it through the SDK's client. */
async function account(options: LakeAccountOptions = {}) {
  const lake = new LakeAccount(options);
  endpoint = await startAwsEndpoint({ services: [lake.service] });
  const { url } = endpoint;
  const setup = async (apply: boolean, wanted: { retentionDays?: number; withCloudTrail?: boolean } = {}) => {
    const place = { region: "eu-west-1", endpoint: url, credentials: { accessKeyId: "AKID", secretAccessKey: "s" } };
    const report = await setupLake(place, {
      wanted: { name, retentionDays: 366, withCloudTrail: false, ...wanted },
      apply,
      waiting: { sleep: async () => undefined },
    });
    return { ...report, steps: report.steps.map(stepText) };
  };
  return { lake, setup };
}

it("tells first, makes then, and finds nothing to do the second time", async () => {
  const { lake, setup } = await account();
  const told = await setup(false, { withCloudTrail: true });
  expect(told.steps).toEqual([
    "create the event data store trailkeep-s3-access for ActivityAuditLog events, kept 366 days, protected against deletion",
    "create the event data store trailkeep-s3-access-cloudtrail for Management events, kept 366 days, protected against deletion",
    "create the channel trailkeep-s3-access into the event data store trailkeep-s3-access",
  ]);
  expect(told).toMatchObject({ channelArn: null, mayBeClosed: true });
  expect([lake.stores, lake.channels]).toEqual([[], []]);

  const made = await setup(true, { withCloudTrail: true });
  expect(made.steps).toEqual(told.steps);
  expect(lake.stores).toMatchObject([
    {
      Name: name,
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["ActivityAuditLog"] }] }],
      RetentionPeriod: 366,
      TerminationProtectionEnabled: true,
      BillingMode: "EXTENDABLE_RETENTION_PRICING",
    },
    { Name: `${name}-cloudtrail` },
  ]);
  expect(lake.channels).toMatchObject([
    { Name: name, Source: "Custom", Destinations: [{ Location: lake.stores[0]?.EventDataStoreArn }] },
  ]);
  expect(made.channelArn).toBe(lake.channels[0]?.ChannelArn);

  const again = await setup(true, { withCloudTrail: true });
  expect(again).toMatchObject({ steps: [], channelArn: made.channelArn, mayBeClosed: false });
  expect(again.kept).toHaveLength(3);
  expect([lake.stores.length, lake.channels.length]).toEqual([2, 1]);
});

it("goes on where it was stopped between the event data store and the channel", async () => {
  const { lake, setup } = await account();
  endpoint?.faults.plan(
    { target: "CloudTrail_20131101", operation: "CreateChannel" },
    { kind: "error", error: new AwsError("AccessDeniedException", "not allowed to perform: cloudtrail:CreateChannel") },
  );
  await expect(setup(true)).rejects.toMatchObject({ code: "forbidden" });
  expect([lake.stores.length, lake.channels.length]).toEqual([1, 0]);
  expect((await setup(true)).steps).toHaveLength(1);
  expect([lake.stores.length, lake.channels.length]).toEqual([1, 1]);
});

it("mends what was stopped, shortened, unprotected or about to be deleted, and never shortens", async () => {
  const { lake, setup } = await account();
  await setup(true);
  lake.alter(name, { Status: "STOPPED_INGESTION", RetentionPeriod: 30, TerminationProtectionEnabled: false });
  expect((await setup(true)).steps).toHaveLength(3);
  expect(lake.stores[0]).toMatchObject({
    Status: "ENABLED",
    RetentionPeriod: 366,
    TerminationProtectionEnabled: true,
  });
  lake.alter(name, { Status: "PENDING_DELETION", RetentionPeriod: 2_557 });
  expect((await setup(true)).steps).toEqual([`restore the event data store ${name}, which is about to be deleted`]);
  expect(lake.stores[0]).toMatchObject({ Status: "ENABLED", RetentionPeriod: 2_557 });
});

it("refuses to take over an event data store of other events", async () => {
  const { lake, setup } = await account();
  await setup(true);
  lake.alter(name, {
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }],
  });
  await expect(setup(true)).rejects.toMatchObject({
    code: "invalid-request",
    problems: [{ message: expect.stringContaining("takes events of Management"), hint: "choose another `--name`" }],
  });
});

it.each([
  new AwsError("UnsupportedOperationException", "The operation is not supported."),
  new AwsError("AccessDeniedException", "CloudTrail Lake is no longer open to new customers."),
])("says what to use where Lake is closed to the account: %s", async (closed) => {
  const { setup } = await account({ closed });
  expect((await setup(false)).mayBeClosed).toBe(true);
  await expect(setup(true)).rejects.toMatchObject({
    code: "capability",
    problems: [{ message: expect.stringContaining("closed to this account"), hint: expect.stringContaining("Athena") }],
  });
});
