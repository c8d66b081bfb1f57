import { invalid } from "./invalid.ts";
import type { BucketOperand, FieldOperand, FillBuckets, OutputColumn, PlanTime } from "./plan.ts";
import type { Query } from "./wire.ts";

const maxBuckets = 100_000;

type Key = OutputColumn<FieldOperand | BucketOperand>;

/** The buckets that are to have rows whatever was found; null if nobody asks for them. Throws invalid-query. */
export function planFill(
  items: NonNullable<Query["groupBy"]>,
  keys: readonly Key[],
  time: PlanTime,
): FillBuckets | null {
  const filled = items.flatMap((item, index) => {
    const key = keys[index];
    const asks = typeof item === "object" && "bucket" in item && item.fill === true;
    return asks && key !== undefined ? [{ key, at: `/groupBy/${index}/fill` }] : [];
  });
  const [first, second] = filled;
  if (first === undefined) return null;
  if (second !== undefined) throw invalid("one bucket is filled at most", second.at);
  return bucketsOf(first.key, time, first.at);
}

/** The buckets that overlap the range. */
function bucketsOf({ name, operand }: Key, { startMs, endMs }: PlanTime, at: string): FillBuckets {
  if (operand.kind !== "bucket") throw new Error(`${name} is no bucket`);
  if (startMs === null || endMs === null) {
    const hint = 'say `"time": {"last": "7d"}`, or both `start` and `end`';
    throw invalid("`fill` needs a time range with a start and an end", at, hint);
  }
  const { widthMs } = operand;
  const [first, last] = [Math.floor(startMs / widthMs), Math.floor((endMs - 1) / widthMs)];
  const count = last - first + 1;
  if (count > maxBuckets) {
    const message = `the range has ${count.toLocaleString("en")} buckets; ${maxBuckets.toLocaleString("en")} are filled at most`;
    throw invalid(message, at, "widen the bucket or narrow the range");
  }
  return { key: name, firstMs: first * widthMs, widthMs, count };
}
