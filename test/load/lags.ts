import { event, trailFile, trailKey } from "../archive/logs.ts";
import type { World } from "../archive/world.ts";
import type { LoadObject } from "./objects.ts";

/** Numbers of events that nothing else has. */
const firstNumber = 900_000_000;

/**
 * How long it takes from a put to a typed query that answers with its record, asked again and again: S3's own delay before it
 * tells of an object is not in it.
 */
export async function lags(
  world: World,
  tell: (object: LoadObject) => Promise<void>,
  times: number,
): Promise<readonly string[]> {
  const taken: number[] = [];
  for (let index = 0; index < times; index++) {
    const number = firstNumber + index;
    const body = trailFile([event(number, "2026-10-30T08:00:00Z")]);
    const startMs = performance.now();
    await tell({ key: trailKey(), body, records: 1, source: "cloudtrail" });
    const eventID = `0a1b2c3d-aaaa-4bbb-8ccc-${String(number).padStart(12, "0")}`;
    const query = {
      from: "cloudtrail",
      time: { start: "2026-10-30", end: "2026-10-31" },
      where: { field: "eventID", op: "eq", value: eventID },
      select: ["eventID"],
    };
    while ((await world.ask(query)).length === 0) {
      // It is asked again at once: an answer takes long enough.
    }
    taken.push(performance.now() - startMs);
  }
  taken.sort((a, b) => a - b);
  const at = (part: number) =>
    ((taken[Math.min(taken.length - 1, Math.floor(part * taken.length))] ?? 0) / 1_000).toFixed(2);
  return [
    `from put to answer, ${times} times, by Athena's endpoint on Trino: ${at(0.5)} s at the median, ${at(0.99)} s at the 99th percentile`,
  ];
}
