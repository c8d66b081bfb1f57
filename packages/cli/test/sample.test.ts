import { join } from "node:path";
import { expect, test } from "vitest";
import { folderForTest } from "./support/logs.ts";
import { bash, trailkeep } from "./support/trailkeep.ts";

test("sample, ingest, query: the first steps of the help", async () => {
  const cwd = folderForTest();
  const sample = await trailkeep(["sample", "logs", "--records", "2000", "--seed", "5", "--json"], { cwd });
  expect({ code: sample.code, err: sample.err }).toEqual({ code: 0, err: "" });
  const { records, repeats, sources } = JSON.parse(sample.out);
  expect(records).toBe(2000);
  expect(Object.keys(sources).sort()).toEqual(["cloudtrail", "cloudtrail_insights", "s3_access"]);
  const taken = await trailkeep(["ingest", "logs", "--json"], { cwd });
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out)).toMatchObject({
    records: { read: 2000, written: 2000 - repeats, repeated: repeats, quarantined: 0 },
  });
  const input = JSON.stringify({
    from: "cloudtrail",
    where: { field: "eventName", op: "eq", value: "DeleteObject" },
    select: ["eventTime", "userIdentity.arn", "sourceIPAddress"],
  });
  const { code, out } = await trailkeep(["query", "-"], { cwd, input });
  expect(code).toBe(0);
  expect(out).toContain("203.0.113.77");
});

test("the same seed gives the same files, another seed others", async () => {
  const cwd = folderForTest();
  for (const [dir, seed] of [
    ["a", "1"],
    ["b", "1"],
    ["c", "2"],
  ] as const) {
    const { code, out } = await trailkeep(["sample", dir, "--records", "300", "--seed", seed], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(`300 records in ${dir}; \`trailkeep ingest ${dir}\` takes them into the store`);
  }
  expect((await bash("diff -r a b", { cwd })).code).toBe(0);
  expect((await bash("diff -rq a c", { cwd })).code).toBe(1);
});

test("a folder that cannot be made is said in a line", async () => {
  const cwd = folderForTest();
  const { code, out, err } = await trailkeep(["sample", join("/dev/null", "logs")], { cwd });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^trailkeep: .*\/dev\/null/);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});
