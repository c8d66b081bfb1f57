import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openQueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { generateSample, story, storyTimes } from "@trailkeep/sample";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { untilEnded } from "../until-ended.ts";

/** What the README shows is what the commands print, and what they print is what happened in the sample. */

const repository = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "trailkeep-readme-"));
const root = join(folder, "store");

beforeAll(async () => {
  await generateSample(join(folder, "logs"), {});
  await ingest([join(folder, "logs")], { root });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function trailkeep(args: readonly string[]): string {
  return execFileSync(process.execPath, ["packages/cli/bin/trailkeep.js", ...args], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, TRAILKEEP_DATA: root },
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Each `console` block of the README: the command behind `$ npx trailkeep`, and what stands below it. */
const shown = [
  ...readFileSync(join(repository, "README.md"), "utf8").matchAll(
    /```console\n\$ npx trailkeep ([^\n]+)\n([\s\S]*?)```/g,
  ),
].map(([, command = "", output = ""]) => ({ command, output }));

describe("README", () => {
  it("shows three questions with their answers", () => {
    expect(shown.length).toBe(3);
    for (const { output } of shown) expect(output.split("\n").length).toBeGreaterThan(2);
  });

  it.each(shown)("$command", ({ command, output }) => {
    expect(trailkeep(command.split(" "))).toBe(output);
  });
});

describe("docs/queries", () => {
  const times = storyTimes(new Date("2026-11-01T00:00:00Z"));
  const asked = async (name: string) => {
    const store = Store.open(root);
    const service = openQueryService({ store });
    const { id } = await service.start(JSON.parse(readFileSync(join(repository, "docs/queries", name), "utf8")));
    const reply = await untilEnded(service, id);
    await service.close();
    store.close();
    return reply;
  };
  const ms = (time: string) => new Date(time).toISOString();
  const truth: Readonly<Record<string, readonly unknown[][]>> = {
    "deleted-object.json": [[ms(times.objectDeleted), story.userArn, story.address, 204, story.deleteRequestId]],
    "failed-logins.json": [
      [story.address, story.failedLogins, 1, story.failedUsers.length, ms(times.firstFailure), ms(times.login)],
    ],
    "open-ports.json": [
      [ms(times.securityGroupOpened), story.userArn, story.securityGroupId, story.openedPort, story.openedCidr],
    ],
  };

  it.each(Object.entries(truth))("%s finds what happened and nothing else", async (name, rows) => {
    const reply = await asked(name);
    expect(reply.rows).toEqual(rows);
    expect(reply.completeness).toMatchObject({ complete: true, warnings: [] });
  });

  it("root-use.json finds root's calls and nothing else", async () => {
    const { rows } = await asked("root-use.json");
    expect(rows.map(([, account, name, address]) => [account, name, address])).toEqual(
      story.rootEvents.map((name) => [story.accountId, name, story.address]),
    );
  });

  it("has no query without a test", () => {
    expect(readdirSync(join(repository, "docs/queries")).sort()).toEqual(
      [...Object.keys(truth), "root-use.json"].sort(),
    );
  });
});
