import { NULL, OBJECT, STRING } from "../json/tape.ts";
import type { JsonValue } from "../json/value.ts";

/** A record inside another object: as JSON text in a string, or as an object at a node. */
export type Wrapped =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "node"; readonly node: number };

/**
 * The record that an export wrapped: `aws cloudtrail lookup-events` has it as text in `CloudTrailEvent`, CloudWatch Logs in
 * `message` (Logs Insights: `@message`), EventBridge as the object `detail`. Null for a record that stands by itself.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function unwrap(value: JsonValue): Wrapped | null {
  const { tape } = value;
  if (tape.kindOf(0) !== OBJECT) return null;
  const text = member(value, "CloudTrailEvent") ?? member(value, "message") ?? member(value, "@message");
  if (text !== undefined && tape.kindOf(text) === STRING) {
    const record = value.decoded(text);
    if (record.trimStart().startsWith("{")) return { kind: "text", text: record };
  }
  const detail = member(value, "detail");
  if (detail === undefined || member(value, "detail-type") === undefined) return null;
  return tape.kindOf(detail) === OBJECT ? { kind: "node", node: detail } : null;
}

/** The node of the value of a root member, unless it is null. */
function member(value: JsonValue, name: string): number | undefined {
  const { tape } = value;
  const end = tape.after(0);
  for (let key = 1; key < end; key = tape.after(key + 1)) {
    const length = tape.endOf(key) - tape.startOf(key) - 2;
    if (length === name.length && value.decoded(key) === name && tape.kindOf(key + 1) !== NULL) return key + 1;
  }
  return undefined;
}
