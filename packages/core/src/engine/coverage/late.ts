import { z } from "zod";
import type { KeptSourceName, MatchedPart } from "../../catalog/index.ts";
import type { Arrivals, Ask } from "./access-report.ts";

/** The longest that records took, by {@link dayKey}. */
export interface Late {
  readonly byDay: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/** The key of a bucket and day (`YYYY-MM-DD`). */
export function dayKey(bucket: string | null, day: string): string {
  return JSON.stringify([bucket, day]);
}

/** Each of them is asked for: of more, nothing is said. */
const maxObjects = 20_000;

const objectRow = z.tuple([z.string().nullable(), z.string(), z.string(), z.string()]);

/** How late the objects came that tell of a range. */
export async function latest(
  ask: Ask,
  arrivals: Arrivals,
  narrowed: (more: unknown) => object,
  { source, prefix, time }: MatchedPart<KeptSourceName>,
  days: readonly unknown[],
): Promise<Late> {
  const nothing = { byDay: new Map<string, number>(), notes: [] };
  if ((await arrivals(source, [])) === null) {
    return { ...nothing, notes: [`the store does not know when objects of ${source} came`] };
  }
  const field = `${prefix}.inputObject`;
  const { rows } = await ask({
    ...narrowed({ field, op: "exists" }),
    groupBy: [...days, field],
    aggregate: { first: { fn: "min", field: `${prefix}.${time}` } },
    limit: maxObjects + 1,
  });
  if (rows.length > maxObjects) {
    const many = maxObjects.toLocaleString("en");
    return {
      ...nothing,
      notes: [
        `more than ${many} objects of ${source} tell of it: ask for fewer days, or one bucket, to see how late they came`,
      ],
    };
  }
  const found = rows.map((row) => objectRow.parse(row));
  const known =
    (await arrivals(source, [...new Set(found.map(([, , object]) => object))])) ?? new Map<string, number>();
  const byDay = new Map<string, number>();
  for (const [bucket, day, object, first] of found) {
    const arrivedMs = known.get(object);
    if (arrivedMs === undefined) continue;
    const key = dayKey(bucket, day.slice(0, 10));
    byDay.set(key, Math.max(0, byDay.get(key) ?? 0, arrivedMs - Date.parse(first)));
  }
  return { byDay, notes: [] };
}
