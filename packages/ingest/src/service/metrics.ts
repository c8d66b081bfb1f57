import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Handled } from "./messages.ts";

/** Counts what came of a delivery, as metrics in CloudWatch's embedded format. */
export function count(metrics: Metrics, handled: Handled | { readonly kind: "failed" }): void {
  const add = (name: string, value = 1): Metrics => metrics.addMetric(name, MetricUnit.Count, value);
  switch (handled.kind) {
    case "failed":
      return void add("MessagesFailed");
    case "removed":
      return void add("RemovalsIgnored");
    case "object":
      break;
    default:
      return void add("DeliveriesOfNothing");
  }
  const { result } = handled;
  if (result.kind !== "taken") return void add("ObjectsRepeated");
  const { state, records, bytes } = result.outcome;
  add(`Objects${state.charAt(0).toUpperCase()}${state.slice(1)}`);
  add("RecordsWritten", records.written);
  add("RecordsRepeated", records.repeated);
  add("RecordsQuarantined", records.quarantined);
  add("RecordsExpired", records.expired);
  metrics.addMetric("BytesRead", MetricUnit.Bytes, bytes.read);
}
