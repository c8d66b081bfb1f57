import {
  type CloudWatchClient,
  type Metric,
  type MetricDataQuery,
  paginateGetMetricData,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import type { Ingestion } from "../coverage/part.ts";

/**
 * The metrics of an event data store: which, what of several values in a period counts, and how long the period is. The
 * first comes every hour, the others every night.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-cloudwatch-metrics.html
 */
const metrics = {
  HourlyDataIngested: { member: "lastHourBytes", stat: "Sum", periodSeconds: 3_600 },
  TotalDataRetained: { member: "retainedBytes", stat: "Maximum", periodSeconds: 86_400 },
  TotalStorageBytes: { member: "storageBytes", stat: "Maximum", periodSeconds: 86_400 },
  TotalPaidStorageBytes: { member: "paidStorageBytes", stat: "Maximum", periodSeconds: 86_400 },
} as const satisfies Readonly<Record<string, { member: keyof Ingestion; stat: string; periodSeconds: number }>>;

type MetricName = keyof typeof metrics;

const namespace = "AWS/CloudTrail";
const dimension = "Event data store ID";

/** A value of last night, or of the last hour, is there within so many periods. */
const periods = 3;

const nothing: Ingestion = {
  lastHourBytes: null,
  retainedBytes: null,
  storageBytes: null,
  paidStorageBytes: null,
  measuredAtMs: null,
};

/**
 * What CloudWatch says of an event data store. Its metrics have a second dimension whose values AWS does not document: they
 * are listed first, and asked for as they are.
 */
export async function ingestionOf(id: string, client: CloudWatchClient, nowMs: number): Promise<Ingestion> {
  const queries = await queriesFor(id, client);
  if (queries.size === 0) return nothing;
  const longestMs = periods * 86_400_000;
  const input = {
    MetricDataQueries: [...queries.values()].map(({ query }) => query),
    StartTime: new Date(nowMs - longestMs),
    EndTime: new Date(nowMs),
    ScanBy: "TimestampDescending" as const,
  };
  const newest = new Map<MetricName, Point>();
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, input)) {
    for (const { Id = "", Timestamps = [], Values = [] } of MetricDataResults) {
      const name = queries.get(Id)?.name;
      const [at] = Timestamps;
      const [value] = Values;
      if (name !== undefined && at !== undefined && value !== undefined) {
        keep(newest, name, { atMs: at.getTime(), value }, nowMs);
      }
    }
  }
  return ingestion(newest);
}

interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** What is older than its metric's own rhythm says nothing of now. */
function keep(newest: Map<MetricName, Point>, name: MetricName, point: Point, nowMs: number): void {
  if (nowMs - point.atMs > periods * metrics[name].periodSeconds * 1_000) return;
  const before = newest.get(name);
  if (before === undefined || point.atMs > before.atMs) newest.set(name, point);
}

function ingestion(newest: ReadonlyMap<MetricName, Point>): Ingestion {
  const values = [...newest].map(([name, { value }]) => [metrics[name].member, value] as const);
  const times = [...newest.values()].map(({ atMs }) => atMs);
  return { ...nothing, ...Object.fromEntries(values), measuredAtMs: times.length === 0 ? null : Math.max(...times) };
}

interface Asked {
  readonly name: MetricName;
  readonly query: MetricDataQuery;
}

async function queriesFor(id: string, client: CloudWatchClient): Promise<ReadonlyMap<string, Asked>> {
  const queries = new Map<string, Asked>();
  const input = { Namespace: namespace, Dimensions: [{ Name: dimension, Value: id }] };
  for await (const { Metrics = [] } of paginateListMetrics({ client }, input)) {
    for (const metric of Metrics) {
      const name = nameOf(metric);
      if (name === null) continue;
      const { stat, periodSeconds } = metrics[name];
      const Id = `m${queries.size}`;
      queries.set(Id, { name, query: { Id, MetricStat: { Metric: metric, Period: periodSeconds, Stat: stat } } });
    }
  }
  return queries;
}

function nameOf({ MetricName: name = "" }: Metric): MetricName | null {
  return isMetricName(name) ? name : null;
}

function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}
