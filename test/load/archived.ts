import { z } from "zod";
import type { World } from "../archive/world.ts";
import type { LoadObject } from "./objects.ts";

const dayFiles = z.array(z.tuple([z.string(), z.coerce.number(), z.coerce.number()]));
const metricsRows = z.array(z.tuple([z.string()]));
const columnMetrics = z.record(z.string(), z.looseObject({ column_size: z.number().nullable().default(null) }));

/** Of a day's files at most so many: one, and another for each 128 MB. Bytes. */
const fileBytes = 128 * 1024 ** 2;

/** Files of fewer objects are too small to tell. */
const fewestObjects = 5_000;

/** Of access logs, which S3 delivers as plain text, without the raw record. Those of CloudTrail are packed already. */
const mostOfAccessLogs = 0.15;

/** What was delivered of a source. */
export interface Delivered {
  objects: number;
  bytes: number;
  records: number;
}

/** Moves everything into the archive, and compares it with what S3 had delivered. */
export async function archived(
  world: World,
  delivered: Readonly<Record<LoadObject["source"], Delivered>>,
): Promise<{ readonly lines: readonly string[]; readonly missed: readonly string[] }> {
  const missed: string[] = [];
  const startMs = performance.now();
  const { sources: reports } = await world.archiver({}, { getRemainingTimeInMillis: () => 900_000 });
  const lines = [`moved into the archive in ${((performance.now() - startMs) / 1_000).toFixed(1)} s`];
  for (const { source, state, reason } of reports) {
    if (state !== "done") missed.push(`the move of ${source}: ${state} ${reason ?? ""}`);
  }
  for (const source of ["cloudtrail", "s3_access"] as const) {
    const days = await filesOfDays(world, source);
    const files = days.reduce((sum, [, count]) => sum + count, 0);
    const bytes = days.reduce((sum, [, , size]) => sum + size, 0);
    for (const [day, count, size] of days) {
      if (count > 1 + Math.floor(size / fileBytes))
        missed.push(`${source} has ${count} files of ${day}, ${size} bytes`);
    }
    const sent = delivered[source];
    const without = bytes - (await rawBytes(world, source));
    const saved = (size: number) => `${mb(size)} (${asPart(size / sent.bytes)})`;
    const isJudged =
      source === "s3_access" && delivered.cloudtrail.objects + delivered.s3_access.objects >= fewestObjects;
    if (isJudged && without > mostOfAccessLogs * sent.bytes) {
      missed.push(`goal missed: ${source} without the raw record is to have 85 % less storage than delivered`);
    }
    lines.push(
      `${source}: ${files} files of ${days.length} days instead of ${sent.objects} objects (${(sent.objects / files).toFixed(0)} times fewer); ` +
        `${mb(sent.bytes)} delivered, ${saved(bytes)} with the raw record, ${saved(without)} without`,
    );
  }
  return { lines, missed };
}

async function filesOfDays({ trino, names }: World, source: string) {
  const { rows } = await trino.query(
    `SELECT CAST(partition.day AS varchar), count(*), sum(file_size_in_bytes)
      FROM iceberg."${names.database}"."${source}$files" GROUP BY 1 ORDER BY 1`,
  );
  return dayFiles.parse(rows);
}

/** Bytes of the column that has the records as they were delivered. */
async function rawBytes({ trino, names }: World, source: string): Promise<number> {
  const { rows } = await trino.query(`SELECT readable_metrics FROM iceberg."${names.database}"."${source}$files"`);
  return metricsRows
    .parse(rows)
    .map(([text]) => columnMetrics.parse(JSON.parse(text))["raw"]?.column_size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function asPart(ratio: number): string {
  return ratio <= 1 ? `${(100 * (1 - ratio)).toFixed(1)} % less` : `${(100 * (ratio - 1)).toFixed(1)} % more`;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
