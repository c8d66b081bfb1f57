import { z } from "zod";
import { sliceOf } from "../paging.ts";
import { AwsError, type AwsService } from "../service.ts";

export interface Datapoint {
  readonly atMs: number;
  readonly value: number;
}

/** A metric with what was put into it. */
export interface StoredMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly points: readonly Datapoint[];
}

const dimensions = z.array(z.object({ Name: z.string().min(1), Value: z.string().min(1).optional() }));

const listInput = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions.default([]),
  NextToken: z.string().optional(),
});

const statistics = {
  Sum: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values: readonly number[]) => Math.max(...values),
  Minimum: (values: readonly number[]) => Math.min(...values),
  Average: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  SampleCount: (values: readonly number[]) => values.length,
} as const;

const dataInput = z.object({
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string().regex(/^[a-z][a-zA-Z0-9_]*$/),
        MetricStat: z.object({
          Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions.default([]) }),
          Period: z.number().int().min(60).multipleOf(60),
          Stat: z.enum(["Sum", "Maximum", "Minimum", "Average", "SampleCount"]),
        }),
      }),
    )
    .min(1)
    .max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).default("TimestampDescending"),
});

/** Metrics of a page of ListMetrics; AWS gives 500. */
const pageSize = 3;

/**
 * CloudWatch's ListMetrics and GetMetricData over metrics that a test puts in.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function cloudwatchService(metrics: readonly StoredMetric[]): AwsService {
  return {
    target: "GraniteServiceVersion20100801",
    operations: {
      ListMetrics: async (input) => listMetrics(metrics, input),
      GetMetricData: async (input) => metricData(metrics, input),
    },
  };
}

function listMetrics(metrics: readonly StoredMetric[], input: unknown): unknown {
  const asked = parameters(listInput, input);
  const matching = metrics.filter(
    ({ namespace, name, dimensions: own }) =>
      (asked.Namespace ?? namespace) === namespace &&
      (asked.MetricName ?? name) === name &&
      asked.Dimensions.every(({ Name, Value }) => Object.hasOwn(own, Name) && (Value ?? own[Name]) === own[Name]),
  );
  const { items, nextToken } = sliceOf(
    matching,
    "metrics",
    asked.NextToken,
    pageSize,
    "InvalidParameterValueException",
  );
  return {
    Metrics: items.map(({ namespace, name, dimensions: own }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(own).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(nextToken === null ? {} : { NextToken: nextToken }),
  };
}

function metricData(metrics: readonly StoredMetric[], input: unknown): unknown {
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = parameters(dataInput, input);
  if (StartTime >= EndTime) throw new AwsError("ValidationError", "The start time must be before the end time");
  const sign = ScanBy === "TimestampDescending" ? -1 : 1;
  return {
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
      const wanted = new Map(Metric.Dimensions.map(({ Name, Value = "" }) => [Name, Value]));
      const found = metrics.find((metric) => isSame(metric, Metric.Namespace, Metric.MetricName, wanted));
      const buckets = bucketsOf(found?.points ?? [], Period, StartTime, EndTime);
      const times = [...buckets.keys()].sort((a, b) => sign * (a - b));
      return {
        Id,
        Label: Metric.MetricName,
        Timestamps: times,
        Values: times.map((time) => statistics[Stat](buckets.get(time) ?? [])),
        StatusCode: "Complete",
      };
    }),
  };
}

/** A metric is its name and all of its dimensions: one that is asked for with fewer is another, and has no data. */
function isSame(metric: StoredMetric, namespace: string, name: string, wanted: ReadonlyMap<string, string>): boolean {
  const own = Object.entries(metric.dimensions);
  return (
    metric.namespace === namespace &&
    metric.name === name &&
    own.length === wanted.size &&
    own.every(([key, value]) => wanted.get(key) === value)
  );
}

/** Values by the beginning of their period, in seconds. */
function bucketsOf(
  points: readonly Datapoint[],
  periodSeconds: number,
  startSeconds: number,
  endSeconds: number,
): ReadonlyMap<number, readonly number[]> {
  const buckets = new Map<number, number[]>();
  for (const { atMs, value } of points) {
    const seconds = atMs / 1_000;
    if (seconds < startSeconds || seconds >= endSeconds) continue;
    const start = Math.floor(seconds / periodSeconds) * periodSeconds;
    buckets.set(start, [...(buckets.get(start) ?? []), value]);
  }
  return buckets;
}

function parameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined) throw new AwsError("ValidationError", error?.message ?? "invalid");
  return data;
}
