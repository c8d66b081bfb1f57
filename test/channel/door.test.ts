import { expect, it } from "vitest";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { LakeAccount } from "../aws/cloudtrail/lake-account.ts";
import { startChannel } from "../aws/cloudtrail-data/endpoint.ts";
import { startAwsEndpoint } from "../aws/server.ts";
import { accessLine, logFile, scratch } from "./lines.ts";

/** From an account without anything to access logs in a channel, by the commands that the pages tell. */
it("sets a channel up, sends logs into it, and lists what it did not take", async () => {
  const lake = new LakeAccount();
  const account = await startAwsEndpoint({ services: [lake.service] });
  const env = { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" };
  const setup = (...args: readonly string[]) =>
    trailkeep(["setup", "lake", ...args], { env: { ...env, AWS_ENDPOINT_URL_CLOUDTRAIL: account.url } });
  const told = await setup();
  expect(told.code).toBe(0);
  expect(told.out).toContain("Nothing was changed; `--apply` does it.");
  expect(told.err).toContain("has no event data store in this region");
  expect(lake.stores).toEqual([]);
  const made = await setup("--apply", "--json");
  const { channelArn } = JSON.parse(made.out);
  expect(channelArn).toBe(lake.channels[0]?.ChannelArn);
  expect((await setup("--apply")).out).toContain(`trailkeep channel send LOGS --channel ${channelArn}`);
  await account.close();

  const endpoint = await startChannel({ arn: channelArn, secretAccessKey: "secret" });
  const folder = scratch();
  logFile(folder, [accessLine(0), "no log line", accessLine(1)]);
  logFile(folder, ["hello"], "notes.md");
  const run = (...args: readonly string[]) =>
    trailkeep(["channel", ...args, "--data", `${folder}/store`], {
      env: { ...env, AWS_ENDPOINT_URL_CLOUDTRAIL_DATA: endpoint.url },
    });
  const sent = await run("send", folder, "--channel", channelArn, "--json");
  expect(sent.code).toBe(3);
  expect(JSON.parse(sent.out)).toEqual({
    files: { sent: 1, skipped: 0, ignored: 1, failed: 0 },
    records: { read: 3, sent: 2, repeated: 0, quarantined: 1 },
  });
  expect(endpoint.taken).toHaveLength(2);
  expect((await run("send", folder, "--channel", channelArn)).out).toContain("0 files sent, 1 skipped as sent before");
  expect((await run("refused")).out).toMatch(/^Unreadable +file:.* 1 /m);
  expect(await run("send", folder, "--channel", "arn:aws:s3:::bucket")).toMatchObject({ code: 2 });
  await endpoint.close();
});
