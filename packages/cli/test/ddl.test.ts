import { expect, test } from "vitest";
import { folderForTest } from "./support/logs.ts";
import { trailkeep } from "./support/trailkeep.ts";

test("ddl writes statements that end with a semicolon, or one line of JSON", async () => {
  const cwd = folderForTest();
  const asked = [
    "ddl",
    "s3_access",
    "--shape",
    "raw",
    "--location",
    "s3://our-logs/payroll/",
    "--table",
    "payroll_logs",
  ];
  const text = await trailkeep(asked, { cwd });
  expect({ code: text.code, err: text.err }).toEqual({ code: 0, err: "" });
  expect(text.out).toMatch(/^CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`\.`payroll_logs` \(\n[^;]*\);\n$/);
  const json = await trailkeep([...asked, "--json"], { cwd });
  expect(JSON.parse(json.out)).toEqual({ source: "s3_access", shape: "raw", statements: [text.out.slice(0, -2)] });
});

test("ddl says what is wrong", async () => {
  const cwd = folderForTest();
  const source = await trailkeep(["ddl", "cloudtrial"], { cwd });
  expect(source.code).toBe(1);
  expect(source.err).toMatch(/^trailkeep: there is no source "cloudtrial"; there are cloudtrail, [^\n]*\n$/);
  const matched = await trailkeep(["ddl", "object_access"], { cwd });
  expect(matched.err).toMatch(
    /^trailkeep: `object_access` has no table: it is made of s3_access and cloudtrail[^\n]*\n$/,
  );
  const region = await trailkeep(["ddl", "cloudtrail", "--shape", "raw", "--account", "111122223333"], { cwd });
  expect({ code: region.code, err: region.err }).toEqual({
    code: 2,
    err: "trailkeep: no region is named at region; name those that the trail writes\n",
  });
});
