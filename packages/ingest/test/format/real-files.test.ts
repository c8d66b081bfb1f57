import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recognise } from "@trailkeep/ingest/format";
import { beforeEach, expect, type TestContext, test } from "vitest";
import { read } from "./read.ts";

const data = join(import.meta.dirname, "../../../../../shared/data");
const files = (folder: string): readonly string[] =>
  readdirSync(join(data, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Records by JSON.parse alone: of the whole text, or else of each line. */
function countJson(text: string): number {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value.length;
    if (typeof value !== "object" || value === null || !("Records" in value)) return 1;
    return Array.isArray(value.Records) ? value.Records.length : 0;
  } catch {
    return text.split("\n").filter((line) => line !== "" && typeof JSON.parse(line) === "object").length;
  }
}

/** Skips, with the reason printed, where the published logs are not at hand. */
function needData({ skip }: TestContext): void {
  if (!existsSync(data)) skip(`there is no folder of published logs at ${data}`);
}

beforeEach(needData);

const cloudtrailFolders = {
  "invictus-ir__aws_dataset": { files: 55, records: 2900 },
  adanalvarez__TrailDiscover: { files: 584, records: 563 },
  "OTRF__Security-Datasets": { files: 1, records: 103 },
  "awsdocs-log-file-examples": { files: 7, records: 8 },
  teaguesterling__duck_hunt: { files: 1, records: 4 },
};

test.each(Object.entries(cloudtrailFolders))(
  "published CloudTrail: every record of %s is a row",
  (folder, expected) => {
    const counts = { files: 0, records: 0 };
    for (const path of files(`cloudtrail/${folder}`)) {
      const bytes = readFileSync(path);
      if (recognise(path, bytes.subarray(0, 4096)).kind === "ignored") {
        expect(path).toMatch(/LICENSE$/);
        continue;
      }
      const found = read("cloudtrail", bytes, { chunks: [4093, 7] });
      expect(found.quarantined).toEqual([]);
      expect({ path, count: found.rows.length }).toEqual({ path, count: countJson(bytes.toString()) });
      counts.files += 1;
      counts.records += found.rows.length;
    }
    expect(counts).toEqual(expected);
  },
);

test("published access logs: 27 lines, one of them cut short", () => {
  const counts = { rows: 0, quarantined: 0 };
  for (const path of files("s3-access")) {
    const bytes = readFileSync(path);
    expect(recognise(path, bytes.subarray(0, 4096))).toEqual({ kind: "format", format: "s3_access" });
    const { rows, quarantined } = read("s3_access", bytes, { chunks: [101] });
    expect(rows.length + quarantined.length).toBe(bytes.toString().trim().split("\n").length);
    for (const { reason } of quarantined) expect(`${path}: ${reason}`).toMatch(/otel\.log: it has 10 fields/);
    counts.rows += rows.length;
    counts.quarantined += quarantined.length;
  }
  expect(counts).toEqual({ rows: 26, quarantined: 1 });
});
